using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>Takes statements out and leaves the comments, directives and blank lines around them.</summary>
internal static class Removal
{
    public static void RemoveQuietly(this TreeEditor editor, SyntaxNode node)
    {
        if (node is ElseClauseSyntax { Parent: IfStatementSyntax branch })
            editor.Replace(branch, current => WithoutElse((IfStatementSyntax)current));
        else if (node is StatementSyntax statement && StatementLists.OwnerOf(statement) is { } owner)
            editor.ReplaceIn(owner, [statement], (current, found) => Without(current, found[0]));
    }

    private static SyntaxNode Without(SyntaxNode owner, StatementSyntax statement)
    {
        var next = statement.GetLastToken().GetNextToken();
        var kept = Kept(statement, next);
        var marked = owner.FullSpan.Contains(next.Span) && next.SpanStart > statement.SpanStart
            ? owner.ReplaceToken(next, next.WithLeadingTrivia(kept.AddRange(next.LeadingTrivia)))
            : owner;
        var index = StatementLists.In(owner).TakeWhile(other => other != statement).Count();
        return marked.With(StatementLists.In(marked).Where((_, place) => place != index));
    }

    private static SyntaxNode WithoutElse(IfStatementSyntax branch)
    {
        var comments = Comments(branch.Else!.GetLeadingTrivia()).Concat(Comments(branch.Else.GetTrailingTrivia()));
        var rest = branch.WithElse(null);
        return comments.Any() ? rest.WithTrailingTrivia(rest.GetTrailingTrivia().AddRange(comments)) : rest;
    }

    private static SyntaxTriviaList Kept(StatementSyntax statement, SyntaxToken next)
    {
        var leading = statement.GetLeadingTrivia();
        var lineEnd = statement.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var trailing = statement.GetTrailingTrivia().Where(trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        var kept = SyntaxTriviaList.Empty;

        if (leading.Any(trivia => !IsSpace(trivia)))
            kept = kept.AddRange(leading.Take(leading.Count - (leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? 1 : 0)));
        else if (!next.IsKind(SyntaxKind.CloseBraceToken) && StartsWithBlankLine(leading) && !StartsWithBlankLine(next.LeadingTrivia))
            kept = kept.AddRange(leading.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

        return trailing.Exists(trivia => !IsSpace(trivia))
            ? kept.AddRange(leading.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1))
                .AddRange(trailing.SkipWhile(IsSpace))
                .AddRange(lineEnd)
            : kept;
    }

    private static IEnumerable<SyntaxTrivia> Comments(SyntaxTriviaList trivia) => trivia.Where(one => !IsSpace(one));

    private static bool StartsWithBlankLine(SyntaxTriviaList trivia) => trivia.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);

    private static bool IsSpace(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
