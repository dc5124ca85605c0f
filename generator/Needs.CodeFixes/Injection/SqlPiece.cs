using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Needs.CodeFixes.Injection;

/// <summary>A stretch of literal text, or a value.</summary>
/// <param name="Content">The text as it is written in the literal; empty for a value.</param>
/// <param name="Span">Where that is, without the literal's quotes; a hole with its braces.</param>
/// <param name="Value">The value, if it is one.</param>
/// <param name="IsInterpolation">Whether it is within an interpolated literal.</param>
/// <param name="Open">How its literal begins; empty for a value that is formatted.</param>
/// <param name="Close">How its literal ends.</param>
internal sealed record SqlPiece(string Content, TextSpan Span, ExpressionSyntax? Value, bool IsInterpolation, string Open, string Close)
{
    public static SqlPiece OfLiteral(LiteralExpressionSyntax literal)
    {
        var text = literal.Token.Text;
        var open = text.StartsWith("@", StringComparison.Ordinal) ? 2 : text.StartsWith("\"\"\"", StringComparison.Ordinal) ? text.Length - text.TrimStart('"').Length : 1;
        var close = open > 2 ? open : 1;
        if (text.Length < open + close)
            (open, close) = (text.Length, 0);
        return new SqlPiece(
            text.Substring(open, text.Length - open - close),
            new TextSpan(literal.SpanStart + open, text.Length - open - close),
            Value: null,
            IsInterpolation: false,
            text.Substring(0, open),
            text.Substring(text.Length - close));
    }

    /// <summary>Whether the beginning of one literal and the end of the other make one.</summary>
    public bool Merges(SqlPiece right) => Open == right.Open && Close == right.Close && Close.Length == 1;
}
