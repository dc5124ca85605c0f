using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Where the variable can't be declared by a using, <c>using (c) { … }</c> around the statements that work with it.</summary>
internal static class UsingAround
{
    public static IEnumerable<SyntaxNode> Candidates(FixSite site, ILocalSymbol local)
    {
        var uses = HandOver.Of(local, site);
        return
            from place in Place.After(site.Node, local)
            let statements = Ranges.Through(place.Statements, uses.Concerns)
            where statements.Count > 0 && IsAllOfItsLife(statements, place.Owner, local, uses, site)
            select Enclosed(site, local, place.Owner, statements);
    }

    // Nobody may want the resource after the using, neither behind it nor in the next round of a loop.
    private static bool IsAllOfItsLife(
        IReadOnlyList<StatementSyntax> statements, SyntaxNode owner, ILocalSymbol local, HandOver uses, FixSite site)
    {
        var declaration = local.DeclaringSyntaxReferences[0].GetSyntax(site.Cancellation);
        var comesAgain = owner.AncestorsAndSelf().TakeWhile(node => !node.Contains(declaration)).Any(IsLoop);
        var isNewEachTime = site.Node.FirstAncestorOrSelf<StatementSyntax>()?.Parent == owner
            && site.Node.Parent is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression };
        return !uses.OutlivesStatement(statements[statements.Count - 1]) && (!comesAgain || isNewEachTime);
    }

    private static bool IsLoop(SyntaxNode node) =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static SyntaxNode Enclosed(FixSite site, ILocalSymbol local, SyntaxNode owner, IReadOnlyList<StatementSyntax> statements)
    {
        var isAsync = Functions.MayAwait(statements[0]) && local.Type.IsAsyncDisposable();
        var last = statements[statements.Count - 1];
        var late = Releases.Of(local, owner, site.Model)
            .Where(release => release.SpanStart >= statements[0].SpanStart)
            .Select(release => release == last ? release : LateReleases.Removable(release, owner))
            .OfType<SyntaxNode>()
            .Distinct()
            .ToList();
        var body = statements.Where(statement => !late.Contains(statement)).ToList();
        if (body.Count == 0 || (owner == last && late.Count > 0))
            return site.Root;

        var editor = site.Edit();
        foreach (var node in late)
            editor.RemoveQuietly(node);
        editor.Enclose(owner, body, inner => UsingSyntax.Statement(local.Name, isAsync, inner));
        return editor.Changed();
    }
}
