using Needs.Testing;

namespace Needs.Generator.Tests.Endpoints;

/// <summary>What an edit of a handler with a route costs.</summary>
public class EndpointIncrementalityTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Needs;
        using Needs.Testing;

        namespace Shop;

        public sealed record Item(int Id);

        [Authorize]
        public static partial class Orders
        {
            [HttpGet("/orders"), NeedsDb] public static int Find(FakeConnection db, int id) => id;
            [HttpGet("/items"), NeedsDb] public static Item All(FakeConnection db) => new(1);
        }
        """;

    private const string Endpoint = "Shop.Orders.Find.Endpoint.g.cs";

    [Theory]
    [InlineData("=> id;", "=> id + 1;")]
    [InlineData("\"/orders\"", "\"/other\"", Endpoint)]
    [InlineData("HttpGet(\"/orders\")", "HttpPost(\"/orders\")", Endpoint)]
    [InlineData("int id)", "int? id)", Endpoint, "Shop.Orders.Find.g.cs")]
    [InlineData("int id)", "[FromHeader] int id)", Endpoint, "Shop.Orders.Find.g.cs")]
    [InlineData("[HttpGet(\"/orders\"), NeedsDb]", "[HttpGet(\"/orders\"), NeedsDb, AllowAnonymous]", Endpoint)]
    [InlineData("[HttpGet(\"/orders\"), NeedsDb]", "[NeedsDb]", "MapHandlers.g.cs", Endpoint)]
    [InlineData("\"/orders\"), NeedsDb]", "\"/orders\"), NeedsDb(Transaction = true, Retries = 5)]", Endpoint, "Shop.Orders.Find.g.cs")]
    [InlineData("[Authorize]", "[Authorize(Roles = \"a\")]", "Shop.Orders.All.Endpoint.g.cs", Endpoint)]
    [InlineData("record Item(int Id)", "record Item(long Id)")]
    public void Edit_WritesOnlyWhatSaysSomethingElse(string before, string after, params string[] files)
    {
        var runner = new GeneratorRunner { AspNetCore = true };
        var compilation = runner.Compile(Source);
        var driver = runner.Drive(compilation, out _);
        var old = driver.GetRunResult().Results[0].GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0], runner.Parse(Source.Replace(before, after, StringComparison.Ordinal), "Source0.cs")));

        var changed = driver.GetRunResult().Results[0].GeneratedSources
            .Where(source => old[source.HintName] != source.SourceText.ToString()).Select(source => source.HintName).Order(StringComparer.Ordinal);
        Assert.Equal(files.Order(StringComparer.Ordinal), changed);
        Assert.Equal(files.Length, IncrementalSteps.Of(driver).Outputs.Count(step => !step.IsUnchanged));
    }
}
