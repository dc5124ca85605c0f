using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>Every shape of handler gets a wrapper that says the same, under every setting of a user's project.</summary>
public class ShapeTests
{
    public static TheoryData<string> Names => [.. ShapeFile.All.Select(file => file.Name)];

    [Theory, MemberData(nameof(Names))]
    public void LatestLanguage_IsWrapped(string name) => AssertWrapped(new GeneratorRunner(), name);

    [Theory, MemberData(nameof(Names))]
    public void OldestLanguageAndNullableOff_IsWrapped(string name) => AssertWrapped(
        new GeneratorRunner { LanguageVersion = ShapeFile.Named(name).OldestLanguage, Nullable = NullableContextOptions.Disable },
        name);

    [Theory, MemberData(nameof(Names))]
    public void PreviewLanguageAndAspNetCore_IsWrapped(string name) =>
        AssertWrapped(new GeneratorRunner { LanguageVersion = LanguageVersion.Preview, AspNetCore = true }, name);

    private static void AssertWrapped(GeneratorRunner runner, string name)
    {
        var result = runner.Run(ShapeFile.Named(name).Text);

        var handlers = Wrapper.HandlersIn(result.Input);
        Assert.NotEmpty(handlers);
        foreach (var handler in handlers)
        {
            var wrapper = Wrapper.Of(handler, result);
            wrapper.AssertSaysTheSame();
            wrapper.AssertCallsTheHandler();
        }
    }
}
