using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Statements that come and go.</summary>
internal static class Statements
{
    /// <summary>Puts statements in the place of one.</summary>
    public static void Put(this TreeEditor editor, StatementSyntax statement, Func<StatementSyntax, IReadOnlyList<StatementSyntax>> change)
    {
        if (StatementLists.OwnerOf(statement) is { } owner)
            editor.ReplaceIn(owner, [statement], (current, tracked) => current.With(
                StatementLists.In(current).SelectMany(one => one == tracked[0] ? Placed(one, change(one)) : [one])));
        else
            editor.Replace(statement, current => Single(Placed((StatementSyntax)current, change((StatementSyntax)current))));
    }

    /// <summary>Puts statements before one.</summary>
    public static void PutBefore(this TreeEditor editor, StatementSyntax statement, IReadOnlyList<StatementSyntax> added) =>
        editor.Put(statement, current => [.. added, current.WithLeadingTrivia()]);

    /// <summary>Puts a statement before one, and before the blank lines and comments that belong to that.</summary>
    public static void PutBeforeComments(this TreeEditor editor, StatementSyntax statement, StatementSyntax added) =>
        editor.ReplaceIn(StatementLists.OwnerOf(statement)!, [statement], (current, tracked) => current.With(
            StatementLists.In(current).SelectMany(one => one == tracked[0]
                ? new[] { added.WithLeadingTrivia().WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation), one }
                : [one])));

    /// <summary>Puts statements in the place of one, each with its own comments.</summary>
    public static void PutAsTheyAre(this TreeEditor editor, StatementSyntax statement, IReadOnlyList<StatementSyntax> added) =>
        editor.ReplaceIn(StatementLists.OwnerOf(statement)!, [statement], (current, tracked) => current.With(
            StatementLists.In(current).SelectMany(one => one == tracked[0]
                ? added.Select(statement => statement.WithAdditionalAnnotations(Formatter.Annotation))
                : [one])));

    /// <summary>A statement that moves: a blank line goes with it only to keep comments apart.</summary>
    public static StatementSyntax Joined(StatementSyntax statement) =>
        WithoutBlank(statement).All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            ? statement.WithLeadingTrivia(WithoutBlank(statement))
            : statement;

    public static IEnumerable<SyntaxTrivia> WithoutBlank(StatementSyntax statement) =>
        statement.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>What the text says, to be formatted where it is put.</summary>
    public static StatementSyntax Parse(string text, FixSite site) =>
        SyntaxFactory.ParseStatement(text, options: site.Root.SyntaxTree.Options).WithAdditionalAnnotations(Formatter.Annotation);

    // The first one stands where the old one stood, and what was behind that is behind the last one.
    private static IReadOnlyList<StatementSyntax> Placed(StatementSyntax old, IReadOnlyList<StatementSyntax> added)
    {
        var indent = old.GetLeadingTrivia().Reverse().Take(1).Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToList();
        return
        [
            .. added.Select((statement, i) => statement
                .WithLeadingTrivia((i == 0 ? (IEnumerable<SyntaxTrivia>)old.GetLeadingTrivia() : indent).Concat(Indented(statement.GetLeadingTrivia(), indent)))
                .WithTrailingTrivia(Behind(statement).Concat(i == added.Count - 1 ? old.GetTrailingTrivia() : [EndOfLine(added[i + 1])]))
                .WithAdditionalAnnotations(Formatter.Annotation)),
        ];
    }

    // An elastic one would put the next comment below the one that is behind this statement.
    private static SyntaxTrivia EndOfLine(StatementSyntax next) =>
        next.GetLeadingTrivia().All(IsSpace) ? SyntaxFactory.ElasticLineFeed : SyntaxFactory.LineFeed;

    // Comments above a statement, in its column.
    private static IEnumerable<SyntaxTrivia> Indented(SyntaxTriviaList trivia, IReadOnlyList<SyntaxTrivia> indent) =>
        trivia.All(IsSpace) ? [] : trivia.SelectMany(one => one.IsKind(SyntaxKind.EndOfLineTrivia) ? [one, .. indent] : new[] { one });

    private static IEnumerable<SyntaxTrivia> Behind(StatementSyntax statement) =>
        statement.GetTrailingTrivia() is var trivia && trivia.All(IsSpace)
            ? []
            : trivia.Where(one => !one.IsKind(SyntaxKind.EndOfLineTrivia));

    private static bool IsSpace(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static StatementSyntax Single(IReadOnlyList<StatementSyntax> statements) =>
        statements.Count == 1 ? statements[0] : UsingSyntax.Block(statements).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
}
