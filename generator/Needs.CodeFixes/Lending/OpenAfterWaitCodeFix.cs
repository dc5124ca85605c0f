using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Opens a connection after something slow was awaited, if it isn't used before.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OpenAfterWaitCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.HeldWhileWaiting];

    public override string Title => "Open it after the wait";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (Connection.Of(site) is not { } connection
            || Opening(connection, site) is not { } opening
            || StatementLists.OwnerOf(opening) is not { } owner)
        {
            return [];
        }

        var before = StatementLists.After(opening).TakeWhile(statement => !statement.Contains(site.Node)).ToList();
        var wait = StatementLists.After(opening).ElementAtOrDefault(before.Count);
        return wait is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } or ExpressionStatementSyntax
            && !before.Append(wait).Any(connection.Concerns)
            && !Writes(before.FirstOrDefault() ?? wait, wait, opening, site)
            && before.TrueForAll(statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } or ExpressionStatementSyntax)
            ? [Moved(opening, wait, owner, site)]
            : [];
    }

    private static LocalDeclarationStatementSyntax? Opening(Connection connection, FixSite site) =>
        connection.Symbol.DeclaringSyntaxReferences[0].GetSyntax(site.Cancellation) is VariableDeclaratorSyntax
        {
            Initializer.Value: AwaitExpressionSyntax or InvocationExpressionSyntax,
            Parent: VariableDeclarationSyntax
            {
                Variables.Count: 1,
                Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration,
            },
        }
            ? declaration
            : null;

    // What the opening needs must be as it was.
    private static bool Writes(StatementSyntax first, StatementSyntax last, StatementSyntax opening, FixSite site) =>
        site.Model.AnalyzeDataFlow(first, last) is not { Succeeded: true } flow
        || flow.WrittenInside.Any(variable => opening.Mentions(variable.Name));

    private static SyntaxNode Moved(StatementSyntax opening, StatementSyntax wait, SyntaxNode owner, FixSite site)
    {
        var editor = site.Edit();
        editor.ReplaceIn(owner, [opening, wait], (current, tracked) =>
        {
            // The statement that is first now stands as far from what is before as this one did.
            var index = StatementLists.In(current).TakeWhile(one => one != tracked[0]).Count();
            var rest = StatementLists.In(current)
                .Where(one => one != tracked[0])
                .SelectMany(one => one == tracked[1] ? new[] { one, Statements.Joined(tracked[0]) } : [one])
                .ToList();
            rest[index] = rest[index].WithLeadingTrivia(UsingSyntax.Blank(tracked[0]).Concat(Statements.WithoutBlank(rest[index])));
            return current.With(rest);
        });
        return editor.Changed();
    }
}
