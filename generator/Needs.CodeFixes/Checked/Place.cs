using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>Statements of one list in which the variable holds its resource; or one that is a whole body, and its own owner.</summary>
internal sealed record Place(SyntaxNode Owner, IReadOnlyList<StatementSyntax> Statements)
{
    /// <summary>From the acquisition outwards, as far as the variable is known.</summary>
    public static IEnumerable<Place> After(SyntaxNode acquisition, ILocalSymbol local)
    {
        var scope = ScopeOf(local);
        for (var anchor = StatementAround(acquisition); anchor is not null; anchor = StatementAround(anchor.Parent))
        {
            if (Guarded(anchor, acquisition) is { } body)
                yield return body is BlockSyntax block ? new Place(block, block.Statements) : new Place(body, [body]);
            if (StatementLists.OwnerOf(anchor) is not { } owner)
                continue;

            var rest = StatementLists.After(anchor);
            yield return new Place(owner, rest);
            foreach (var attempt in rest.OfType<TryStatementSyntax>().Select(statement => statement.Block))
                yield return new Place(attempt, attempt.Statements);
            if (owner == scope)
                yield break;
        }
    }

    /// <summary>The list in which the variable is declared; null if it is declared in no statement.</summary>
    public static SyntaxNode? ScopeOf(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences[0].GetSyntax().Ancestors().FirstOrDefault(node => StatementLists.In(node).Count > 0);

    private static StatementSyntax? StatementAround(SyntaxNode? node) => node?.FirstAncestorOrSelf<StatementSyntax>();

    // if (TryOpen(out var c)) { … }
    private static StatementSyntax? Guarded(StatementSyntax anchor, SyntaxNode acquisition) => anchor switch
    {
        IfStatementSyntax branch when branch.Condition.Contains(acquisition) => branch.Statement,
        WhileStatementSyntax loop when loop.Condition.Contains(acquisition) => loop.Statement,
        ForEachStatementSyntax loop when loop == acquisition => loop.Statement,
        _ => null,
    };
}
