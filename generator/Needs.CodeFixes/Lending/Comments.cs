using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Needs.CodeFixes.Lending;

/// <summary>Comments of code that is taken apart.</summary>
internal static class Comments
{
    public static bool AreKept(SyntaxNode before, SyntaxNode after)
    {
        var kept = In(after).ToLookup(comment => comment);
        return In(before).GroupBy(comment => comment).All(comment => kept[comment.Key].Count() >= comment.Count());
    }

    /// <summary>The text for one of several elements of a list, with the comments above and behind the element.</summary>
    public static string Around(SyntaxNode element, string text, string indent = "")
    {
        var above = element.GetLeadingTrivia().Where(IsComment).Select(comment => $"{indent}{comment}\n");
        var next = element.GetLastToken().GetNextToken();
        var behind = element.GetTrailingTrivia().Concat(next.IsKind(SyntaxKind.CommaToken) ? next.TrailingTrivia : []).Where(IsComment);
        return string.Concat(above) + indent + text + string.Concat(behind.Select(comment => " " + comment));
    }

    private static IEnumerable<string> In(SyntaxNode root) =>
        root.DescendantTrivia().Where(IsComment).Select(comment => string.Concat(comment.ToString().Where(letter => !char.IsWhiteSpace(letter))));

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
