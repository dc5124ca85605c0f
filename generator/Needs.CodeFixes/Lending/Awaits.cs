using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Needs.CodeFixes.Lending;

/// <summary>The forms of an await.</summary>
internal static class Awaits
{
    public static ExpressionSyntax Of(ExpressionSyntax task) =>
        SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithLeadingTrivia(task.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space),
            InParentheses(task.WithoutLeadingTrivia()));

    /// <summary><c>await task;</c></summary>
    public static StatementSyntax Statement(ExpressionSyntax task) =>
        SyntaxFactory.ExpressionStatement(Of(task.WithoutTrivia())).WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>The task with <c>.Unwrap()</c> or <c>.ConfigureAwait(false)</c> after it.</summary>
    public static ExpressionSyntax Then(this ExpressionSyntax task, string call) =>
        call.Length == 0
            ? task
            : SyntaxFactory.ParseExpression(InParentheses(task.WithoutTrivia()).ToString() + call).WithTriviaFrom(task);

    /// <summary>What is awaited, without <c>ConfigureAwait</c>, and what that was.</summary>
    public static (ExpressionSyntax Task, string Configured) Parts(this AwaitExpressionSyntax wait)
    {
        var task = Bare(wait.Expression);
        return task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
            && access.Name.Identifier.ValueText == "ConfigureAwait"
            ? (Bare(access.Expression), ".ConfigureAwait" + call.ArgumentList)
            : (task, "");
    }

    public static ExpressionSyntax Bare(this ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax { Expression: var inner } ? inner.Bare() : expression;

    /// <summary>The expression with the parentheses around it.</summary>
    public static ExpressionSyntax Outer(this ExpressionSyntax expression) =>
        expression.Parent is ParenthesizedExpressionSyntax outer ? outer.Outer() : expression;

    private static ExpressionSyntax InParentheses(ExpressionSyntax task) => task
        is ConditionalExpressionSyntax or BinaryExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax
            or AnonymousFunctionExpressionSyntax or AwaitExpressionSyntax or CastExpressionSyntax or QueryExpressionSyntax or RangeExpressionSyntax
        ? SyntaxFactory.ParenthesizedExpression(task.WithoutTrivia()).WithTriviaFrom(task)
        : task;
}
