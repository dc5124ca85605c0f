using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.Analyzers.Tests.Documentation;
using Needs.Testing;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Fuzzing;

/// <summary>Every piece of C# that these tests and the rules' pages contain.</summary>
internal static class SourceCorpus
{
    public static ImmutableArray<string> Sources { get; } = [.. TestSources().Concat(Examples()).Distinct()];

    private static IEnumerable<string> TestSources() =>
        from path in Directory.EnumerateFiles(RepositoryFiles.PathOf("tests/Needs.Analyzers.Tests"), "*.cs", SearchOption.AllDirectories)
        let root = CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot()
        from literal in root.DescendantNodes().OfType<LiteralExpressionSyntax>()
        where literal.Token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) && literal.Token.ValueText.Contains("NeedsDb", StringComparison.Ordinal)
        select Markup.Parse(literal.Token.ValueText, "NEEDS000").Source;

    private static IEnumerable<string> Examples() => RulePage.Ids.Select(RulePage.Read).SelectMany(page => new[] { page.Bad, page.Good });
}
