using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Needs.Testing.Verification;

/// <summary>What somebody's typing does to a file for a moment.</summary>
public static class Edits
{
    private static readonly Func<string, Random, string>[] Kinds = [DropTokens, CutOff, HalfType, RepeatToken, SwapTokens, DropStatement, DropBody];

    public static string Apply(string source, Random random) => Kinds[random.Next(Kinds.Length)](source, random);

    private static string DropTokens(string source, Random random)
    {
        var tokens = TokensOf(source);
        var dropped = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => tokens[random.Next(tokens.Length)]).Distinct().OrderByDescending(span => span.Start);
        return dropped.Aggregate(source, (text, span) => text.Remove(span.Start, span.Length));
    }

    private static string CutOff(string source, Random random) => source[..random.Next(source.Length)];

    // The rest of a line is not written yet.
    private static string HalfType(string source, Random random)
    {
        var token = Any(TokensOf(source), random);
        var start = token.Start + random.Next(token.Length);
        var end = source.IndexOf('\n', start);
        return end < 0 ? source[..start] : source.Remove(start, end - start);
    }

    private static string RepeatToken(string source, Random random)
    {
        var token = Any(TokensOf(source), random);
        return source.Insert(token.Start, source.Substring(token.Start, token.Length) + ' ');
    }

    private static string SwapTokens(string source, Random random)
    {
        var tokens = TokensOf(source);
        var first = random.Next(tokens.Length - 1);
        var (left, right) = (tokens[first], tokens[Math.Min(first + 1 + random.Next(6), tokens.Length - 1)]);
        return string.Concat(
            source.AsSpan(0, left.Start), Text(right), source.AsSpan(left.End, right.Start - left.End).ToString() + Text(left), source.AsSpan(right.End));

        string Text(TextSpan span) => source.Substring(span.Start, span.Length);
    }

    private static string DropStatement(string source, Random random) => Drop<StatementSyntax>(source, random);

    private static string DropBody(string source, Random random) => Drop<BlockSyntax>(source, random);

    private static string Drop<T>(string source, Random random)
        where T : SyntaxNode
    {
        var nodes = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<T>().Select(node => node.Span).ToArray();
        if (nodes.Length == 0)
            return source;

        var span = Any(nodes, random);
        return source.Remove(span.Start, span.Length);
    }

    private static TextSpan[] TokensOf(string source) =>
        [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.Span).Where(span => !span.IsEmpty)];

    private static T Any<T>(T[] items, Random random) => items[random.Next(items.Length)];
}
