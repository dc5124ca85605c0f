using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>In an editor most of what the generator sees does not compile.</summary>
public class HalfTypedCodeTests
{
    private const string Handlers = """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Needs;
        using Needs.Testing;

        namespace Shop
        {
            public partial record struct Orders<T>(int Size) where T : class
            {
                public partial interface IInner<in TIn>
                {
                    [NeedsDb("a", Transaction = true)] Task<(int Id, T? Value)[]> Find<U>(FakeConnection db, FakeTransaction tx, [NeedsDb("b")] FakeConnection other,
                        in int a = -1, string? b = "x", params List<U>?[] c) where U : class?, IEnumerable<T>, new();
                }

                [NeedsDb] public static partial IAsyncEnumerable<int> Stream(FakeConnection db, CancellationToken ct);
                public static partial IAsyncEnumerable<int> Stream(FakeConnection db, CancellationToken ct) => null!;
                [NeedsDb] public unsafe int* Pointer(FakeConnection db, delegate*<int, void> a, scoped ref int b) => null;
            }
        }
        """;

    private static readonly GeneratorRunner Runner = new() { AspNetCore = true };

    [Fact]
    public void WrittenTokenByToken_NeverThrows() => AssertNeverThrows(token => Handlers[..token.Span.End]);

    [Fact]
    public void OneTokenMissing_NeverThrows() => AssertNeverThrows(token => Handlers.Remove(token.SpanStart, token.Span.Length));

    [Fact]
    public void OneTokenTwice_NeverThrows() => AssertNeverThrows(token => Handlers.Insert(token.SpanStart, $"{token.Text} "));

    [Theory]
    [InlineData("[NeedsDb] [NeedsDb] public static void F(FakeConnection db) { }")]
    [InlineData("[NeedsDb] public static void F(FakeConnection db) { } [NeedsDb] public static void F(FakeConnection db) { }")]
    [InlineData("[NeedsDb] public static partial void F(FakeConnection db); [NeedsDb] public static partial void F(FakeConnection db) { }")]
    [InlineData("public static partial void F([NeedsDb] FakeConnection db); public static partial void F([NeedsDb] FakeConnection db) { }")]
    [InlineData("[NeedsDb(")]
    [InlineData("[NeedsDb(1, 2, Name = 3, Transaction = \"x\", Isolation = null)] public static void F(FakeConnection db) { }")]
    [InlineData("[NeedsDb] public static void F(FakeConnection db, int a, int a) { }")]
    [InlineData("[NeedsDb] public static void F<T, T>(FakeConnection db) where T : T { }")]
    [InlineData("[NeedsDb] public static void F<T, U>(T db) where T : U where U : T { }")]
    [InlineData("[NeedsDb] public static void F(FakeConnection db, int a = b, string c = 1, decimal d = \"x\") { }")]
    [InlineData("[NeedsDb] public static int F(FakeConnection db);")]
    [InlineData("[NeedsDb] public static F(FakeConnection db) { }")]
    [InlineData("[NeedsDb] public static void F(FakeConnection db, [Missing] int a, [System.Obsolete(typeof(Missing), 1, Nothing = 2)] int b) { }")]
    [InlineData("[NeedsDb] delegate void D(FakeConnection db); [NeedsDb] class C; [NeedsDb] event System.Action E;")]
    [InlineData("} [NeedsDb] public static void F(FakeConnection db) { } [NeedsDb] void G(FakeConnection db) {")]
    public void WrongCode_NeverThrows(string members)
    {
        var compilation = Runner.Compile($"using Needs;\nusing Needs.Testing;\nnamespace Shop;\npublic static partial class Orders\n{{\n{members}\n}}");
        AssertNothingThrown(Runner.Drive(compilation, out _), members);
    }

    private static void AssertNeverThrows(Func<SyntaxToken, string> edit)
    {
        var compilation = Runner.Compile(Handlers);
        var driver = Runner.Drive(compilation, out _);
        Assert.Equal(3, GeneratorResult.TextsOf(driver.GetRunResult().Results[0]).Keys.Count(name => !name.Contains("Endpoint", StringComparison.Ordinal) && name != "MapHandlers.g.cs"));
        foreach (var token in CSharpSyntaxTree.ParseText(Handlers).GetRoot().DescendantTokens())
        {
            var text = edit(token);
            AssertNothingThrown(driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Runner.Parse(text))), text);
        }
    }

    private static void AssertNothingThrown(GeneratorDriver driver, string text)
    {
        var result = driver.GetRunResult().Results[0];
        Assert.True(result.Exception is null, $"{result.Exception}\n{text}");
        Assert.Empty(result.Diagnostics);
    }
}
