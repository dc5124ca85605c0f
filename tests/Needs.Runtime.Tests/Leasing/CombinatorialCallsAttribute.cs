using System.Reflection;
using Xunit.Sdk;

namespace Needs.Runtime.Tests.Leasing;

/// <summary>Runs a test with synchronous and with asynchronous calls, and with each of the given values.</summary>
public sealed class CombinatorialCallsAttribute(params object[] values) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from calls in Enum.GetValues<Calls>()
        from value in values.Length == 0 ? [Array.Empty<object>()] : values.Select(value => new[] { value })
        select (object[])[calls, .. value];
}
