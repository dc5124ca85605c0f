using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Generator.Tests.RealCompiler;
using Needs.Testing;

namespace Needs.Generator.Tests.Endpoints;

/// <summary>Endpoints of every kind compile without a warning under every setting of a user's project.</summary>
public class EndpointSettingsTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp12, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.CSharp12, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.Preview, NullableContextOptions.Annotations)]
    public void Endpoints_CompileWithoutAWarning(LanguageVersion language, NullableContextOptions nullable)
    {
        var runner = new GeneratorRunner { AspNetCore = true, LanguageVersion = language, Nullable = nullable };

        foreach (var source in EndpointSources.All) runner.Run(source);
        runner.Run([.. EndpointSources.All]);
    }

    [Theory]
    [InlineData("latest", "enable")]
    [InlineData("12", "disable")]
    public async Task Endpoints_AreCleanOfTrimmingAndAotWarningsInTheSdkCompiler(string language, string nullable)
    {
        const string canary = """
            using Microsoft.AspNetCore.Builder;
            public static class Canary { public static void Map(WebApplication app) => app.MapPost("/", (string name) => name); }
            """;
        using var compiler = new SdkCompiler { Language = language, Nullable = nullable, AspNetCore = true };

        var complaints = await compiler.CompileAsync(EndpointSources.All.Select((text, index) => ($"Source{index}", text)).Append(("Canary", canary)));

        Assert.Contains(complaints, complaint => complaint.Contains("IL2026", StringComparison.Ordinal) && complaint.Contains("Canary.cs", StringComparison.Ordinal));
        var unwanted = complaints.Where(complaint => complaint.Contains(": error ", StringComparison.Ordinal) || complaint.Contains(".g.cs", StringComparison.Ordinal));
        Assert.Equal("", string.Join('\n', unwanted));
    }
}
