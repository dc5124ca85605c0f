using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Testing;

namespace Needs.Generator.Tests.Endpoints;

/// <summary>An application maps the handlers of the assemblies that it references.</summary>
public class ReferencedHandlersTests
{
    private const string Usings = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Needs;
        using Needs.Testing;

        """;

    private const string Library = Usings + """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Shop")]
        namespace Lib { public static partial class Books { [HttpGet("/books"), NeedsDb] internal static int Count(FakeConnection db) => 1; } }
        """;

    private const string Application = Usings + """
        public static class Program { public static void Map(WebApplication app) => app.MapHandlers(); }
        public static partial class Orders { [HttpGet("/orders"), NeedsDb] public static int Count(FakeConnection db) => 1; }
        """;

    /// <summary>The library is a friend, so its own <c>MapHandlers</c> would be seen if it did not hide.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HandlersOfALibrary_AreMappedByTheApplication(bool asImage)
    {
        var library = new GeneratorRunner { AspNetCore = true, AssemblyName = "My.Lib-1" }.Run(Library);

        var result = new GeneratorRunner { AspNetCore = true, References = [Reference(library, asImage)] }.Run(Application);

        var map = result.Sources["MapHandlers.g.cs"];
        Assert.Contains("group.MapShopHandlers();", map);
        Assert.Contains("global::Microsoft.AspNetCore.Builder.My_Lib_u002d1_HandlerEndpoints.MapMyLib1Handlers(group);", map);
    }

    [Fact]
    public void HandlersOfALibraryWithAnAlias_AreMappedThroughIt()
    {
        var library = new GeneratorRunner { AspNetCore = true, AssemblyName = "Lib" }.Run(Library);
        var reference = Reference(library, asImage: true).WithAliases(["books"]);

        var result = new GeneratorRunner { AspNetCore = true, References = [reference] }.Run(Application);

        Assert.Contains("extern alias books;", result.Sources["MapHandlers.g.cs"]);
        Assert.Contains("books::Microsoft.AspNetCore.Builder.Lib_HandlerEndpoints.MapLibHandlers(group);", result.Sources["MapHandlers.g.cs"]);
    }

    [Fact]
    public void HandlersOfALibraryOfALibrary_AreMappedOnce()
    {
        var first = new GeneratorRunner { AspNetCore = true, AssemblyName = "First" }.Run(Library);
        var second = new GeneratorRunner { AspNetCore = true, AssemblyName = "Second", References = [Reference(first, true)] }.Run(Library.Replace("namespace Lib", "namespace Lib2"));

        var result = new GeneratorRunner { AspNetCore = true, References = [Reference(first, true), Reference(second, true)] }.Run(Application);

        var map = result.Sources["MapHandlers.g.cs"];
        Assert.Single(map.Split('\n'), line => line.Contains("MapFirstHandlers(group)", StringComparison.Ordinal));
        Assert.Single(map.Split('\n'), line => line.Contains("MapSecondHandlers(group)", StringComparison.Ordinal));
    }

    [Fact]
    public void LibraryWithoutRoutes_HasNothingToMap()
    {
        var library = new GeneratorRunner { AspNetCore = true, AssemblyName = "Lib" }.Run(Library.Replace("[HttpGet(\"/books\"), NeedsDb]", "[NeedsDb]"));

        var result = new GeneratorRunner { AspNetCore = true, References = [Reference(library, asImage: true)] }.Run(Application);

        Assert.DoesNotContain("Lib", result.Sources["MapHandlers.g.cs"]);
    }

    private static MetadataReference Reference(GeneratorResult library, bool asImage)
    {
        if (!asImage) return ((CSharpCompilation)library.Output).ToMetadataReference();
        using var image = new MemoryStream();
        Assert.True(library.Output.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
