using Microsoft.CodeAnalysis;
using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>What is written for the types that forms are bound to.</summary>
public class BoundFormTests
{
    private const string Types = """
        using System.Collections.Generic;
        namespace Shop;
        public enum Size { Small, Large }
        public sealed record Line(string Sku, Size Size);
        public sealed record Order(string Customer, List<Line> Lines);
        """;

    private const string Handlers = """
        using System.Threading.Tasks;
        using Needs;
        using Needs.Testing;
        namespace Shop;
        public static partial class Orders
        {
            [NeedsDb, NeedsForm] public static Task<int> Place(FakeConnection db, Order form) => Task.FromResult(1);
            [NeedsForm] public static int Check(Form<Order> form) => 2;
            [NeedsForm] public static int Add(Line form) => 3;
        }
        """;

    private static readonly GeneratorRunner Runner = new() { AspNetCore = true };

    [Fact]
    public void Types_HaveOneClassWhoeverTakesThem() => Assert.Equal(
        ["Needs.Generated.Shop_LineForm.g.cs", "Needs.Generated.Shop_OrderForm.g.cs", "Needs.Generated.Shop_SizeParser.g.cs"],
        FormFilesIn(Runner.Run(Types, Handlers)));

    [Fact]
    public void WithoutAspNetCore_OnlyTheOverloadIsWritten() =>
        Assert.Equal(["Shop.Orders.Place.g.cs"], new GeneratorRunner().Run(Types, Handlers).Sources.Keys);

    [Fact]
    public void TypesOfSimilarNames_HaveFilesOfTheirOwn()
    {
        var result = Runner.Run("""
            using Needs;
            namespace A_B { public record C(int X); }
            namespace A { public record B_C(int X); public record Outer(int X) { public record Inner(int X); } public record Outer_Inner(int X); }
            namespace Cased { public record Same(int X); public record SAME(int X); public record Page<T>(T X); }
            public record C(int X);
            public partial class Handlers
            {
                [NeedsForm] public static void F(A_B.C form) { }
                [NeedsForm] public static void F(A.B_C form) { }
                [NeedsForm] public static void F(A.Outer form) { }
                [NeedsForm] public static void F(A.Outer.Inner form) { }
                [NeedsForm] public static void F(A.Outer_Inner form) { }
                [NeedsForm] public static void F(Cased.Same form) { }
                [NeedsForm] public static void F(Cased.SAME form) { }
                [NeedsForm] public static void F(Cased.Page<int> form) { }
                [NeedsForm] public static void F(Cased.Page<string> form) { }
                [NeedsForm] public static void F(Cased.Page<Cased.Same> form) { }
                [NeedsForm] public static void F(C form) { }
                [NeedsForm] public static void G(Cased.Page<string?> form) { }
            }
            """);

        Assert.Equal(12, FormFilesIn(result).Count());
    }

    [Fact]
    public void TypesOfAnotherAssembly_KeepWhatTheirConstructorGives()
    {
        var library = new GeneratorRunner { AssemblyName = "Library" }.Compile("""
            namespace Library;
            public class Options { public string Name { get; init; } = "name"; public int Number { get; set; } = 3; public string? Maybe { get; set; } }
            public class Page<T> where T : class, new() { public T Item { get; init; } = new(); }
            public record struct Pair(int A) { public int B { get; init; } = 2; }
            """);

        var result = (Runner with { References = [library.ToMetadataReference()] }).Run("""
            using Library;
            using Needs;
            public record All(Options Options, Page<Options> Page, Pair Pair);
            public partial class Handlers { [NeedsForm] public static void F(All form) { } }
            """);

        Assert.Contains("if (_name.IsPresent) SetName(value, name);", result.Sources["Needs.Generated.Library_OptionsForm.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("record Order(string Customer,", "record Order(string Customer, int Copies,", "Needs.Generated.Shop_OrderForm.g.cs")]
    [InlineData("Large }", "Large, Huge }", "Needs.Generated.Shop_SizeParser.g.cs")]
    [InlineData("record Line(string Sku,", "record Line(string? Sku,", "Needs.Generated.Shop_LineForm.g.cs")]
    [InlineData("namespace Shop;", "namespace Shop; /* an edit beside */")]
    public void EditOfAType_WritesThatFileOnly(string before, string after, params string[] files) => AssertWritten(0, before, after, files);

    [Theory]
    [InlineData("=> 2;", "=> 22;")]
    [InlineData("int Check(", "long Check(", "Shop.Orders.Check.Endpoint.g.cs")]
    [InlineData("[NeedsForm] public static int Add", "[NeedsForm(Strict = true)] public static int Add", "Shop.Orders.Add.Endpoint.g.cs")]
    public void EditOfAHandler_WritesNoType(string before, string after, params string[] files) => AssertWritten(1, before, after, files);

    [Fact]
    public void NullableOblivious_CompilesToo() => Assert.Equal(
        3, FormFilesIn((Runner with { Nullable = NullableContextOptions.Disable }).Run(Types, Handlers)).Count());

    private static IEnumerable<string> FormFilesIn(GeneratorResult result) =>
        result.Sources.Keys.Where(name => name.StartsWith("Needs.Generated.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static void AssertWritten(int file, string before, string after, string[] files)
    {
        var compilation = Runner.Compile(Types, Handlers);
        var driver = Runner.Drive(compilation, out _);
        var old = SourcesOf(driver);
        var tree = compilation.SyntaxTrees[file];
        var edited = tree.ToString().Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(tree.ToString(), edited);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, Runner.Parse(edited, tree.FilePath)));

        Assert.Equal(files, SourcesOf(driver).Where(source => !old.TryGetValue(source.Key, out var text) || text != source.Value).Select(source => source.Key));
        Assert.Equal(files.Length, IncrementalSteps.Of(driver).Outputs.Count(step => !step.IsUnchanged));
    }

    private static Dictionary<string, string> SourcesOf(GeneratorDriver driver) => driver.GetRunResult().Results[0].GeneratedSources
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString());
}
