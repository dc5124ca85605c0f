using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Closes a connection that is not needed any more before something slow is awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CloseBeforeWaitCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.HeldWhileWaiting];

    public override string Title => "Close it before the wait";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (!Functions.MayAwait(site.Node)
            || Connection.Of(site) is not { StaysInside: true } connection
            || Anchor(site.Node, connection) is not { } anchor
            || After(anchor).Any(node => connection.Concerns(node) || connection.ConcernsBorrower(node))
            || connection.ConcernsBorrower(anchor)
            || connection.IsBusyAt(anchor))
        {
            return [];
        }

        return ShorterUsing.Candidates(anchor, connection, site).Append(Closed(anchor, connection, site));
    }

    // The statement that waits; all of a loop that does, in no round of which the connection is needed.
    private static StatementSyntax? Anchor(SyntaxNode wait, Connection connection)
    {
        StatementSyntax? anchor = null;
        foreach (var statement in wait.Ancestors().TakeWhile(node => node != Functions.Around(wait)).OfType<StatementSyntax>())
        {
            var isLoop = statement is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;
            if (isLoop)
                anchor = null;
            if (isLoop && connection.Concerns(statement))
                return null;
            if (anchor is null && StatementLists.OwnerOf(statement) is BlockSyntax or SwitchSectionSyntax)
                anchor = connection.Concerns(statement) ? null : statement;
        }

        return anchor;
    }

    // What may run after a statement has begun.
    private static IEnumerable<SyntaxNode> After(StatementSyntax statement)
    {
        foreach (var outer in statement.AncestorsAndSelf().OfType<StatementSyntax>().TakeWhile(one => one.Parent is not MemberDeclarationSyntax))
        {
            foreach (var later in StatementLists.After(outer))
                yield return later;
            if (outer.Parent is TryStatementSyntax attempt && attempt.Block == outer)
            {
                foreach (var clause in attempt.Catches)
                    yield return clause;
            }

            if (outer.FirstAncestorOrSelf<TryStatementSyntax>(node => node.Finally is not null) is { Finally: { } end } && !end.Contains(outer))
                yield return end;
        }
    }

    private static SyntaxNode Closed(StatementSyntax anchor, Connection connection, FixSite site)
    {
        var text = connection.IsAsync ? $"await {connection.Symbol.Name}.CloseAsync();" : $"{connection.Symbol.Name}.Close();";
        var editor = site.Edit();
        editor.PutBeforeComments(anchor, Statements.Parse(text, site));
        return editor.Changed();
    }
}
