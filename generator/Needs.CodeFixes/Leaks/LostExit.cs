using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Where control leaves with a resource open: a statement that jumps, or the end of a block.</summary>
internal sealed record LostExit(SyntaxNode Node)
{
    /// <summary>Where the report says that it is lost; else the end of the block that declares the variable.</summary>
    public static IEnumerable<LostExit> Of(FixSite site, ILocalSymbol local)
    {
        if (Place.ScopeOf(local) is not { } scope)
            yield break;

        var lost = site.Root.FindNode(site.Diagnostic.AdditionalLocations[1].SourceSpan, getInnermostNodeForTie: true);
        if (lost.FirstAncestorOrSelf<StatementSyntax>() is { } statement && scope.Contains(statement))
            yield return new LostExit(statement);
        if (scope is BlockSyntax && !IsJump(StatementLists.In(scope).Last()))
            yield return new LostExit(scope);
    }

    /// <summary>Whether nothing can have been handed over when control comes here.</summary>
    public bool IsBeforeHandOver(HandOver uses, ILocalSymbol local)
    {
        var scope = Place.ScopeOf(local);
        var comesAgain = Node.Ancestors().TakeWhile(node => node != scope).Any(IsLoop);
        var end = Node is BlockSyntax ? Node.Span.End : Node.SpanStart;

        // What leaves behind the scope has been put aside in it.
        return (Node is BlockSyntax || !uses.Concerns(Node))
            && uses.Exits.All(exit => scope?.Contains(exit) == true && (IsReturned(exit) || (exit.SpanStart >= end && !comesAgain)));
    }

    public SyntaxNode With(FixSite site, StatementSyntax release)
    {
        var added = release.WithAdditionalAnnotations(Formatter.Annotation);
        var editor = site.Edit();
        if (Node is BlockSyntax block)
            editor.Replace(block, current => ((BlockSyntax)current).AddStatements(added));
        else if (Node is StatementSyntax statement && StatementLists.OwnerOf(statement) is { } owner)
            editor.ReplaceIn(owner, [statement], (current, tracked) => current.With(StatementLists.In(current).SelectMany(one =>
                one == tracked[0] ? Before(one, added) : [one])));
        else
            editor.Replace(Node, current =>
                UsingSyntax.Block([added.WithTrailingTrivia(SyntaxFactory.LineFeed), (StatementSyntax)current]));
        return editor.Changed();
    }

    private static IEnumerable<StatementSyntax> Before(StatementSyntax exit, StatementSyntax release) =>
    [
        release.WithLeadingTrivia(exit.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.LineFeed),
        exit.WithLeadingTrivia(exit.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))),
    ];

    private static bool IsReturned(SyntaxNode exit) => exit.FirstAncestorOrSelf<StatementSyntax>() is ReturnStatementSyntax;

    private static bool IsJump(StatementSyntax statement) =>
        statement is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax
            or ContinueStatementSyntax or GotoStatementSyntax;

    private static bool IsLoop(SyntaxNode node) =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;
}
