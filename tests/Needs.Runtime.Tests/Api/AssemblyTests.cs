using System.Reflection;
using Needs.Testing;

namespace Needs.Runtime.Tests.Api;

public sealed class AssemblyTests
{
    private static readonly Assembly Needs = typeof(Database).Assembly;

    [Fact]
    public void PublicApi_IsWhatTheFileSays() => PublicApi.Verify(Needs, "runtime/Needs/PublicApi.txt");

    [Fact]
    public void References_AreTheBaseClassLibraryOnly() =>
        Assert.Empty(AssemblyReferences.OutsideTheFramework(Needs, typeof(object)));
}
