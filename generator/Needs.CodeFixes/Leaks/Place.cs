using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Leaks;

/// <summary>Statements of one list in which the variable holds its resource.</summary>
internal sealed record Place(SyntaxNode Owner, IReadOnlyList<StatementSyntax> Statements)
{
    /// <summary>From the acquisition outwards, as far as the variable is known.</summary>
    public static IEnumerable<Place> After(SyntaxNode acquisition, ILocalSymbol local)
    {
        var scope = local.DeclaringSyntaxReferences[0].GetSyntax().Ancestors().First(node => StatementLists.In(node).Count > 0);
        for (var anchor = StatementAround(acquisition); anchor is not null; anchor = StatementAround(anchor.Parent))
        {
            if (Guarded(anchor, acquisition) is { } body)
                yield return new Place(body, body.Statements);
            if (StatementLists.OwnerOf(anchor) is not { } owner)
                continue;

            yield return new Place(owner, StatementLists.After(anchor));
            if (owner == scope)
                yield break;
        }
    }

    private static StatementSyntax? StatementAround(SyntaxNode? node) => node?.FirstAncestorOrSelf<StatementSyntax>();

    // if (TryOpen(out var c)) { … }
    private static BlockSyntax? Guarded(StatementSyntax anchor, SyntaxNode acquisition) => anchor switch
    {
        IfStatementSyntax { Statement: BlockSyntax body } branch when branch.Condition.Contains(acquisition) => body,
        WhileStatementSyntax { Statement: BlockSyntax body } loop when loop.Condition.Contains(acquisition) => body,
        ForEachStatementSyntax { Statement: BlockSyntax body } loop when loop == acquisition => body,
        _ => null,
    };
}
