using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Moves a closing behind the last use, where both stand in one list of statements.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CloseLaterCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.UseAfterRelease];

    public override string Title => "Close it after its last use";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (site.Others.FirstOrDefault()?.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } closing
            || !Releases.IsRelease(closing)
            || Closed(closing, site) is not { } variable
            || StatementLists.OwnerOf(closing) is not { } owner)
        {
            return [];
        }

        var uses = HandOver.Of(variable, site);
        var later = StatementLists.After(closing);
        return later.Any(statement => statement.Contains(site.Node))
            && !later.Any(AsksOrOpens)
            && later.LastOrDefault(uses.Concerns) is { } last
            && GoesOn(last)
            ? [Moved(closing, last, owner, site)]
            : [];
    }

    private static ISymbol? Closed(ExpressionStatementSyntax closing, FixSite site) =>
        closing.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == Releases.NameOf(closing))
            .Select(name => site.Model.GetSymbolInfo(name, site.Cancellation).Symbol)
            .FirstOrDefault(symbol => symbol is ILocalSymbol or IParameterSymbol);

    // Then it is known to be closed, and has to be.
    private static bool AsksOrOpens(StatementSyntax statement) =>
        statement.Mentions("State") || statement.Mentions("Open") || statement.Mentions("OpenAsync");

    private static bool GoesOn(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or CommonForEachStatementSyntax or ForStatementSyntax
            or WhileStatementSyntax or UsingStatementSyntax or IfStatementSyntax
        && !Functions.Own(statement).Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax);

    private static SyntaxNode Moved(StatementSyntax closing, StatementSyntax last, SyntaxNode owner, FixSite site)
    {
        var editor = site.Edit();
        editor.ReplaceIn(owner, [closing, last], (current, tracked) =>
        {
            var moved = Statements.Joined(tracked[0]);
            return current.With(StatementLists.In(current)
                .Where(one => one != tracked[0])
                .SelectMany(one => one == tracked[1] ? new[] { one, moved } : [one]));
        });
        return editor.Changed();
    }
}
