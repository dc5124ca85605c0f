using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Api;

public sealed class AssemblyTests
{
    private static readonly Assembly NeedsAspNetCore = typeof(NeedsServiceCollectionExtensions).Assembly;

    [Fact]
    public void PublicApi_IsWhatTheFileSays() => PublicApi.Verify(NeedsAspNetCore, "runtime/Needs.AspNetCore/PublicApi.txt");

    [Fact]
    public void References_AreTheFrameworkAndNeedsOnly() =>
        Assert.Equal(["Needs"], AssemblyReferences.OutsideTheFramework(NeedsAspNetCore, typeof(object), typeof(HttpContext)));
}
