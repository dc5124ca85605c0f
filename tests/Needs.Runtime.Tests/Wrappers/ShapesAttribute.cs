using System.Reflection;
using Xunit.Sdk;

namespace Needs.Runtime.Tests.Wrappers;

/// <summary>Runs a test for every shape of handler, or for those with a transaction or a token.</summary>
public sealed class ShapesAttribute : DataAttribute
{
    public bool InTransaction { get; init; }

    public bool WithToken { get; init; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Shape.All
        .Where(shape => (shape.HasTransaction || !InTransaction) && (shape.HasToken || !WithToken))
        .Select(shape => new object[] { shape.Name });
}
