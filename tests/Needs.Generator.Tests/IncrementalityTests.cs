using Microsoft.CodeAnalysis;
using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>What an edit costs: a file is written again only when what it says has changed.</summary>
public class IncrementalityTests
{
    private const string Orders = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Needs;
        using Needs.Testing;

        namespace Shop;

        public static partial class Orders
        {
            [NeedsDb]
            public static async Task<int> Find(FakeConnection db, int id)
            {
                await Task.Yield();
                return id;
            }

            [NeedsDb]
            public static IEnumerable<int> All(FakeConnection db) => [];
        }
        """;

    private const string Customers = """
        using Needs;
        using Needs.Testing;

        namespace Shop;

        public static partial class Customers
        {
            [NeedsDb]
            public static int Count(FakeConnection db) => 1;
        }
        """;

    [Theory]
    [InlineData("return id;", "return id + 1;")]
    [InlineData("[NeedsDb]\n    public static async", "/* why */\n    [NeedsDb]\n\n    public static async")]
    [InlineData("namespace Shop;", "namespace Shop;\n\npublic sealed class Unrelated;")]
    public void EditOfABodyOrBeside_WritesNothing(string before, string after) => AssertWritten(before, after);

    [Theory]
    [InlineData("int id)", "int id, int other)", "Shop.Orders.Find.g.cs")]
    [InlineData("int id)", "long id)", "Shop.Orders.Find.g.cs")]
    [InlineData("int id)", "int number)", "Shop.Orders.Find.g.cs")]
    [InlineData("Task<int> Find", "Task<long> Find", "Shop.Orders.Find.g.cs")]
    [InlineData("[NeedsDb]\n    public static async", "[NeedsDb(Transaction = true)]\n    public static async", "Shop.Orders.Find.g.cs")]
    [InlineData("[NeedsDb]\n    public static async", "[NeedsDb(MaxConcurrency = 2)]\n    public static async", "Shop.Orders.Find.g.cs")]
    [InlineData("[NeedsDb]\n    public static async", "[NeedsDb(Transaction = true, Retries = 2)]\n    public static async", "Shop.Orders.Find.g.cs")]
    [InlineData("FakeConnection db) => [];", "FakeConnection db) { yield return 1; }", "Shop.Orders.All.g.cs")]
    public void EditOfASignature_WritesThatFileOnly(string before, string after, string file) => AssertWritten(before, after, file);

    [Fact]
    public void NewHandler_WritesItsFileOnly() => AssertWritten(
        "FakeConnection db) => [];",
        "FakeConnection db) => [];\n\n    [NeedsDb] public static int New(FakeConnection db) => 1;",
        "Shop.Orders.New.g.cs");

    [Theory]
    [InlineData("public enum E { Zero, One, Two }", true)]
    [InlineData("public enum E { One = 1 }", true)]
    [InlineData("public enum E { One, Zero }", false)]
    [InlineData("[System.Obsolete(DiagnosticId = \"OLD1\")] public enum E { Zero, One }", false)]
    public void EditOfATypeInAnotherFile_IsSeenWhenItMatters(string edited, bool isUnchanged)
    {
        const string Handler = "using Needs; using Needs.Testing; public partial class A { [NeedsDb] public static void F(FakeConnection db, E e = (E)1) { } }";
        var runner = new GeneratorRunner();
        var compilation = runner.Compile(Handler, "public enum E { Zero, One }");
        var driver = runner.Drive(compilation, out _);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], runner.Parse(edited, "Source1.cs")));

        Assert.Equal(isUnchanged, IncrementalSteps.Of(driver).Outputs.All(step => step.IsUnchanged));
    }

    /// <summary>Edits one file and asserts which outputs were written again.</summary>
    private static void AssertWritten(string before, string after, params string[] files)
    {
        Assert.Contains(before, Orders, StringComparison.Ordinal);
        var runner = new GeneratorRunner();
        var compilation = runner.Compile(Orders, Customers);
        var driver = runner.Drive(compilation, out _);
        var old = SourcesOf(driver);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0], runner.Parse(Orders.Replace(before, after, StringComparison.Ordinal), "Source0.cs")));

        var changed = SourcesOf(driver).Where(source => !old.TryGetValue(source.Key, out var text) || text != source.Value).Select(source => source.Key);
        Assert.Equal(files, changed);
        Assert.Equal(files.Length, IncrementalSteps.Of(driver).Outputs.Count(step => !step.IsUnchanged));
    }

    private static Dictionary<string, string> SourcesOf(GeneratorDriver driver) => driver.GetRunResult().Results[0].GeneratedSources
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString());
}
