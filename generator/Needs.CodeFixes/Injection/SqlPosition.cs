using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Needs.CodeFixes.Injection;

/// <summary>Whether a value stands where a parameter may: between apostrophes, or after a comparison. Names and lists can't be parameters.</summary>
internal static class SqlPosition
{
    private static readonly char[] Odd = ['\\', '\'', '{', '}', '"'];

    public static SqlHole? Of(SqlPiece piece, List<SqlPiece> pieces)
    {
        var index = pieces.IndexOf(piece);
        if (piece.Value is not { } value || (piece.IsInterpolation && piece.Open.Length == 0))
            return null;
        if (index == 0 || pieces[index - 1] is not { Value: null } left)
            return null;

        var right = index + 1 < pieces.Count ? pieces[index + 1] : null;
        if (right?.Value is not null)
            return null;

        var before = string.Concat(pieces.Take(index).Select(one => one.Value is null ? one.Content : "\u0001"));
        return Quote(before) switch
        {
            '\'' => Quoted(),
            '\0' => Bare(),
            _ => null,
        };

        SqlHole? Quoted()
        {
            var start = left.Content.LastIndexOf('\'');
            var end = right?.Content.IndexOf('\'') ?? -1;
            if (start < 0 || end < 0 || (end + 1 < right!.Content.Length && right.Content[end + 1] == '\''))
                return null;

            var (prefix, suffix) = (left.Content.Substring(start + 1), right.Content.Substring(0, end));
            if (prefix.IndexOfAny(Odd) >= 0 || suffix.IndexOfAny(Odd) >= 0)
                return null;
            return new SqlHole(value, piece.Span, TextSpan.FromBounds(left.Span.Start + start, right.Span.Start + end + 1), prefix, suffix, IsQuoted: true);
        }

        SqlHole? Bare()
        {
            if (!Regex.IsMatch(before, @"(=|<|>|\bLIKE\b)\s*\z", RegexOptions.IgnoreCase) && !IsInValues(before))
                return null;
            if (right is { Content.Length: > 0 } && !Regex.IsMatch(right.Content, @"\A(\s|[,;)]|\\[nrt])"))
                return null;

            // With the quotes of literals that end and begin at it.
            var place = piece.IsInterpolation ? piece.Span
                : TextSpan.FromBounds(left.Span.End, right is null ? piece.Span.End : right.Span.Start);
            return new SqlHole(value, piece.Span, place, "", "", IsQuoted: false);
        }
    }

    // The list of a row's values, without functions in it.
    private static bool IsInValues(string before) =>
        Regex.IsMatch(before, @"\bVALUES?\s*\(\s*([^()']|'[^']*')*(?<=[(,]\s*)\z", RegexOptions.IgnoreCase);

    /// <summary>The quote that is open at the end of the text; nothing for none.</summary>
    private static char Quote(string text)
    {
        var open = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is not ('\'' or '`' or '"' or '[' or ']'))
                continue;

            // C#'s own escape is no part of SQL.
            if (open == '\0' && c != ']')
                open = c;
            else if (open == c || (open == '[' && c == ']'))
                open = '\0';
        }

        return open;
    }
}
