using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>A release right before control leaves a scope: a using of that scope does the same.</summary>
internal static class LateReleases
{
    /// <summary>
    /// What may go with the release: the statement, or the branch that did nothing else.
    /// Null if the release comes early, or if something else would lose its sense.
    /// </summary>
    public static SyntaxNode? Removable(StatementSyntax release, SyntaxNode scope) =>
        LeavesAtOnce(release, scope) ? Whole(release) : null;

    /// <summary>The release with the branch around it that does nothing else; null if it can't be taken out.</summary>
    public static SyntaxNode? Whole(StatementSyntax release)
    {
        if (StatementLists.OwnerOf(release) is { } owner && StatementLists.In(owner).Any(other => !IsSame(other, release)))
            return release;

        var body = release.Parent is BlockSyntax block ? block : release;
        return body.Parent switch
        {
            ElseClauseSyntax => body.Parent,
            IfStatementSyntax { Else: null } guard when Purity.IsPure(guard.Condition) => Whole(guard),
            LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax => release,
            _ => null,
        };
    }

    // Close and Dispose of one variable go together.
    private static bool IsSame(StatementSyntax other, StatementSyntax release) =>
        other == release || (Releases.NameOf(release) is { } name && Releases.NameOf(other) == name);

    private static bool LeavesAtOnce(StatementSyntax statement, SyntaxNode scope)
    {
        foreach (var next in StatementLists.After(statement))
        {
            if (next is BreakStatementSyntax or ContinueStatementSyntax)
                return JumpLeaves(next, scope);
            // A result that was computed after the release is then computed before it.
            if (next is ReturnStatementSyntax)
                return Purity.IsBrief(next);
            if (!Releases.IsRelease(next) && !Purity.IsBrief(next))
                return false;
        }

        return Leaves(statement.Parent, scope);
    }

    // At the end of a list control goes on behind the statement that the list belongs to.
    private static bool Leaves(SyntaxNode? end, SyntaxNode scope) => end switch
    {
        _ when end == scope => true,
        BlockSyntax or ElseClauseSyntax or GlobalStatementSyntax => Leaves(end.Parent, scope),
        TryStatementSyntax { Finally: null } or IfStatementSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax
            or CheckedStatementSyntax or UnsafeStatementSyntax or LabeledStatementSyntax => LeavesAtOnce((StatementSyntax)end, scope),
        _ => false,
    };

    private static bool JumpLeaves(StatementSyntax jump, SyntaxNode scope)
    {
        var left = jump.Ancestors().First(node =>
            node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax
            || (jump is BreakStatementSyntax && node is SwitchStatementSyntax));
        if (left.Contains(scope))
            return true;
        return jump is BreakStatementSyntax && LeavesAtOnce((StatementSyntax)left, scope);
    }
}
