using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>A resource that is used in the expression that gives it, and the variable that it gets.</summary>
internal sealed record Acquisition(ExpressionSyntax Value, string Name, bool IsAsync)
{
    /// <summary><c>var name = value</c>.</summary>
    public VariableDeclarationSyntax Variable =>
        SyntaxFactory.VariableDeclaration(
            SyntaxFactory.IdentifierName("var").WithTrailingTrivia(SyntaxFactory.Space),
            [SyntaxFactory.VariableDeclarator(Name).WithInitializer(SyntaxFactory.EqualsValueClause(Bare.WithoutTrivia()))]);

    private ExpressionSyntax Bare => Value is ParenthesizedExpressionSyntax { Expression: var inner } ? inner : Value;

    /// <summary>The code with the variable in the place of the value; null if it does nothing else with it.</summary>
    public T? Use<T>(T code)
        where T : SyntaxNode
    {
        SyntaxNode replaced = Value.Parent is ParenthesizedExpressionSyntax ? Value.Parent : Value;
        return Drops(code, replaced) ? null : code.ReplaceNode(replaced, SyntaxFactory.IdentifierName(Name).WithTriviaFrom(replaced));
    }

    private static bool Drops(SyntaxNode code, SyntaxNode value) =>
        code is ExpressionStatementSyntax { Expression: var expression } && (expression == value || IsDiscarded(expression, value));

    private static bool IsDiscarded(ExpressionSyntax expression, SyntaxNode value) =>
        expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment
        && assignment.Right == value;
}
