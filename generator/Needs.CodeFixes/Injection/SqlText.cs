using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Needs.CodeFixes.Injection;

/// <summary>SQL text that is put together of literals and values: by <c>+</c>, by interpolation, or both.</summary>
internal sealed class SqlText
{
    private readonly List<SqlPiece> _pieces;

    private SqlText(ExpressionSyntax whole, ExpressionSyntax use, List<SqlPiece> pieces, IReadOnlyList<SqlHole> chosen)
    {
        (Whole, Use, _pieces, Chosen) = (whole, use, pieces, chosen);
    }

    /// <summary>The text.</summary>
    public ExpressionSyntax Whole { get; }

    /// <summary>What stands where it is used: itself, or the variable it is in.</summary>
    public ExpressionSyntax Use { get; }

    /// <summary>The values that come out.</summary>
    public IReadOnlyList<SqlHole> Chosen { get; }

    /// <summary>All values in it, if each can be taken out.</summary>
    public IReadOnlyList<SqlHole>? All
    {
        get
        {
            var values = _pieces.Where(piece => piece.Value is not null).ToList();
            var holes = values.Select(SqlPositions(_pieces)).OfType<SqlHole>().ToList();
            return holes.Count == values.Count ? holes : null;
        }
    }

    /// <summary>What the text says, with a mark for each value.</summary>
    public string Content => string.Concat(_pieces.Select(piece => piece.Value is null ? piece.Content : "\u0001"));

    /// <summary>The expression that a part of SQL text is put together in.</summary>
    public static ExpressionSyntax WholeOf(ExpressionSyntax part)
    {
        var whole = part;
        for (var node = part.Parent; ; node = node.Parent)
        {
            switch (node)
            {
                case ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or InterpolatedStringExpressionSyntax:
                    whole = (ExpressionSyntax)node;
                    break;
                case InterpolationSyntax:
                    break;
                default:
                    while (whole is ParenthesizedExpressionSyntax && whole.Span.Contains(part.Span) && whole != part && whole is ParenthesizedExpressionSyntax { Expression: var inner })
                        whole = inner;
                    return whole;
            }
        }
    }

    public static SqlText? Of(ExpressionSyntax whole, ExpressionSyntax use, SemanticModel model)
    {
        var pieces = new List<SqlPiece>();
        return Add(whole, pieces, model) ? new SqlText(whole, use, pieces, []) : null;
    }

    /// <summary>The same, with one value to take out; null if it has to stay.</summary>
    public SqlText? For(ExpressionSyntax part)
    {
        var position = SqlPositions(_pieces);
        var piece = _pieces.Find(one => one.Value is { } value && (value == part || Bare(value) == part || value.Span == part.Span));
        return piece is not null && position(piece) is { } hole ? new SqlText(Whole, Use, _pieces, [hole]) : null;
    }

    /// <summary>The same, with all values to take out that are text; null if one of them has to stay.</summary>
    public SqlText? ForAllTexts(SemanticModel model)
    {
        var position = SqlPositions(_pieces);
        var values = _pieces.Where(piece => piece.Value is { } value && !IsHarmless(value, model)).ToList();
        var holes = values.Select(position).OfType<SqlHole>().ToList();
        return holes.Count > 0 && holes.Count == values.Count ? new SqlText(Whole, Use, _pieces, holes) : null;
    }

    /// <summary>Replaces each of the chosen values by a name.</summary>
    public IEnumerable<TextChange> Replace(IReadOnlyList<string> names)
    {
        for (var i = 0; i < Chosen.Count; i++)
        {
            var (rest, joint) = Joint(Chosen[i]);
            yield return new TextChange(TextSpan.FromBounds(Chosen[i].Place.Start, Math.Max(Chosen[i].Place.End, rest)), names[i] + joint);
        }

        // An interpolated literal that has no value any more.
        foreach (var literal in Whole.DescendantNodesAndSelf().OfType<InterpolatedStringExpressionSyntax>())
        {
            var values = literal.Contents.OfType<InterpolationSyntax>().ToList();
            if (values.Count > 0 && values.All(value => Chosen.Any(hole => hole.Node == value.Span))
                && !literal.Contents.OfType<InterpolatedStringTextSyntax>().Any(text => text.TextToken.Text.Contains("{{") || text.TextToken.Text.Contains("}}")))
            {
                var start = literal.StringStartToken.Text;
                yield return new TextChange(new TextSpan(literal.StringStartToken.SpanStart + start.IndexOf('$'), 1), "");
            }
        }
    }

    /// <summary>The content of an interpolated literal that says the same, with holes for the values.</summary>
    public string Joined(IReadOnlyList<SqlHole> holes, IReadOnlyList<string> values)
    {
        var open = _pieces.First(piece => piece.Value is null).Open;
        var text = new StringBuilder(open.Replace("$", ""));
        var next = 0;
        var skip = 0;
        foreach (var piece in _pieces)
        {
            if (piece.Value is not null)
            {
                var hole = holes[next];
                text.Length -= hole.IsQuoted ? hole.Before.Length + 1 : 0;
                text.Append(values[next++]);
                skip = hole.IsQuoted ? hole.After.Length + 1 : 0;
            }
            else
            {
                var content = piece.IsInterpolation ? piece.Content : piece.Content.Replace("{", "{{").Replace("}", "}}");
                text.Append(content, skip, content.Length - skip);
                skip = 0;
            }
        }

        return text.Append('"').ToString();
    }

    private static bool IsHarmless(ExpressionSyntax value, SemanticModel model) =>
        model.GetTypeInfo(value).Type is { SpecialType: not SpecialType.System_String and not SpecialType.System_Object } type
        && (type.IsValueType && type.Name != "StringValues");

    private static ExpressionSyntax Bare(ExpressionSyntax value) => value is ParenthesizedExpressionSyntax { Expression: var inner } ? Bare(inner) : value;

    // What is left between two literals that can't be one: the end of the first and the beginning of the second, if anything is left of it.
    private (int End, string Text) Joint(SqlHole hole)
    {
        var index = _pieces.FindIndex(piece => piece.Value is not null && piece.Span == hole.Node);
        if (_pieces[index].IsInterpolation)
            return (0, "");

        var left = _pieces[index - 1];
        var right = index + 1 < _pieces.Count ? _pieces[index + 1] : null;
        if (right is null)
            return (0, left.Close);
        if (left.Merges(right))
            return (0, "");
        return right is { IsInterpolation: false } && hole.Place.End == right.Span.End
            ? (right.Span.End + right.Close.Length, left.Close)
            : (0, left.Close + " + " + right.Open);
    }

    private static bool Add(ExpressionSyntax expression, List<SqlPiece> pieces, SemanticModel model)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax { Expression: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or InterpolatedStringExpressionSyntax or LiteralExpressionSyntax }:
                return false;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String:
                return Add(sum.Left, pieces, model) && Add(sum.Right, pieces, model);
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                pieces.Add(SqlPiece.OfLiteral(literal));
                return true;
            case InterpolatedStringExpressionSyntax interpolated:
                AddInterpolated(interpolated, pieces);
                return true;
            default:
                pieces.Add(new SqlPiece("", expression.Span, expression, IsInterpolation: false, "", ""));
                return true;
        }
    }

    private static void AddInterpolated(InterpolatedStringExpressionSyntax interpolated, List<SqlPiece> pieces)
    {
        var (open, close) = (interpolated.StringStartToken.Text, interpolated.StringEndToken.Text);
        var position = interpolated.StringStartToken.Span.End;
        foreach (var content in interpolated.Contents)
        {
            if (content is InterpolatedStringTextSyntax text)
            {
                pieces.Add(new SqlPiece(text.TextToken.Text, text.Span, Value: null, IsInterpolation: true, open, close));
            }
            else if (content is InterpolationSyntax hole)
            {
                // Where two values stand in a row, or one at the end, there is text of no length.
                if (pieces.Count == 0 || pieces[pieces.Count - 1].Value is not null || pieces[pieces.Count - 1].Span.End != hole.SpanStart)
                    pieces.Add(new SqlPiece("", new TextSpan(hole.SpanStart, 0), Value: null, IsInterpolation: true, open, close));
                var isPlain = hole.FormatClause is null && hole.AlignmentClause is null;
                pieces.Add(new SqlPiece("", hole.Span, hole.Expression, IsInterpolation: true, isPlain ? open : "", close));
            }

            position = content.Span.End;
        }

        if (interpolated.Contents.LastOrDefault() is InterpolationSyntax or null)
            pieces.Add(new SqlPiece("", new TextSpan(position, 0), Value: null, IsInterpolation: true, open, close));
    }

    private static Func<SqlPiece, SqlHole?> SqlPositions(List<SqlPiece> pieces) => piece => SqlPosition.Of(piece, pieces);
}
