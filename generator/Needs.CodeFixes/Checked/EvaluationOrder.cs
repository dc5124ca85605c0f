using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>When parts of a statement are evaluated.</summary>
internal static class EvaluationOrder
{
    /// <summary>Whether the value is always computed, and before anything else in the statement or expression has an effect.</summary>
    public static bool IsFirst(ExpressionSyntax value, SyntaxNode whole)
    {
        for (SyntaxNode node = value; node != whole; node = node.Parent)
        {
            if (node.Parent is not { } user || !Reaches(node, user))
                return false;
            if (!user.ChildNodes().TakeWhile(other => other != node).All(Purity.IsPure))
                return false;
        }

        return true;
    }

    private static bool Reaches(SyntaxNode node, SyntaxNode user) => user switch
    {
        BinaryExpressionSyntax choice when IsShortCut(choice) => choice.Left == node,
        ConditionalExpressionSyntax choice => choice.Condition == node,
        ConditionalAccessExpressionSyntax access => access.Expression == node,
        SwitchExpressionArmSyntax or WhenClauseSyntax or AnonymousFunctionExpressionSyntax => false,
        InitializerExpressionSyntax or QueryExpressionSyntax => false,
        AssignmentExpressionSyntax assignment => !assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression),
        StatementSyntax statement => IsOnce(node, statement),
        _ => true,
    };

    private static bool IsOnce(SyntaxNode node, StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax => true,
        IfStatementSyntax branch => branch.Condition == node,
        SwitchStatementSyntax choice => choice.Expression == node,
        ForEachStatementSyntax loop => loop.Expression == node,
        UsingStatementSyntax scope => scope.Statement != node,
        LockStatementSyntax scope => scope.Expression == node,
        _ => false,
    };

    private static bool IsShortCut(BinaryExpressionSyntax choice) =>
        choice.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression;
}
