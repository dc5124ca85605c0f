using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>The methods in which a type disposes what it owns.</summary>
internal static class DisposeMethods
{
    /// <summary><c>Dispose(bool)</c>, else <c>Dispose()</c>, and the asynchronous one, as far as they stand in this file.</summary>
    public static IReadOnlyList<MethodDeclarationSyntax> Of(INamedTypeSymbol type, FixSite site)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => !method.IsStatic && !method.IsAbstract).ToList();
        IMethodSymbol?[] found =
        [
            methods.Find(IsDisposeOfBool) ?? methods.Find(method => IsCalled(method, "Dispose")),
            methods.Find(method => IsCalled(method, "DisposeAsyncCore")) ?? methods.Find(method => IsCalled(method, "DisposeAsync")),
        ];
        return
        [
            .. found
                .SelectMany(method => method?.DeclaringSyntaxReferences ?? [])
                .Select(reference => reference.GetSyntax(site.Cancellation))
                .OfType<MethodDeclarationSyntax>()
                .Where(method => method.SyntaxTree == site.Root.SyntaxTree && method is not { Body: null, ExpressionBody: null }),
        ];
    }

    public static SyntaxNode Extended(FixSite site, IReadOnlyList<MethodDeclarationSyntax> methods, OwnedField field) =>
        site.Root.ReplaceNodes(methods, (method, _) => Extended(method, field));

    public static bool IsDisposeOfBool(IMethodSymbol method) =>
        method is { Name: "Dispose", Parameters: [{ Type.SpecialType: SpecialType.System_Boolean }] };

    private static bool IsCalled(IMethodSymbol method, string name) =>
        method.Parameters.IsEmpty && (method.Name == name || method.ExplicitInterfaceImplementations.Any(one => one.Name == name));

    private static MethodDeclarationSyntax Extended(MethodDeclarationSyntax method, OwnedField field)
    {
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var disposal = field.Statement(isAsync).WithAdditionalAnnotations(Formatter.Annotation);
        var bodied = method.Body is null ? WithBlock(method, isAsync) : method;
        if (method.ParameterList.Parameters.Count == 0)
            return bodied.WithBody(Extended(bodied.Body!, disposal));

        var flag = method.ParameterList.Parameters[0].Identifier.ValueText;
        var managed = bodied.Body!.Statements.OfType<IfStatementSyntax>()
            .FirstOrDefault(branch => branch.Condition.Mentions(flag) && branch.Else is null);
        return managed switch
        {
            { Statement: BlockSyntax block, Condition: IdentifierNameSyntax } => bodied.ReplaceNode(block, Extended(block, disposal)),
            { Statement: var only, Condition: IdentifierNameSyntax } => bodied.ReplaceNode(only, UsingSyntax.Block([only, disposal])),
            _ => bodied.WithBody(Extended(bodied.Body, If(flag, disposal))),
        };
    }

    private static IfStatementSyntax If(string flag, StatementSyntax statement) =>
        SyntaxFactory.IfStatement(SyntaxFactory.IdentifierName(flag), statement).WithAdditionalAnnotations(Formatter.Annotation);

    private static MethodDeclarationSyntax WithBlock(MethodDeclarationSyntax method, bool isAsync)
    {
        var expression = method.ExpressionBody!.Expression;
        StatementSyntax only = isAsync || method.ReturnType is PredefinedTypeSyntax
            ? SyntaxFactory.ExpressionStatement(expression)
            : SyntaxFactory.ReturnStatement(expression.WithLeadingTrivia(SyntaxFactory.Space));
        return (MethodDeclarationSyntax)ExpressionBodies.WithBlock(method, UsingSyntax.Block([only]))!;
    }

    // Behind all that is disposed already, before what ends the work: the base class, the finalizer, a return.
    private static BlockSyntax Extended(BlockSyntax block, StatementSyntax disposal)
    {
        var place = block.Statements.Count;
        while (place > 0 && IsEnd(block.Statements[place - 1]))
            place--;
        return block.WithStatements(block.Statements.Insert(place, disposal));
    }

    private static bool IsEnd(StatementSyntax statement) =>
        statement is ReturnStatementSyntax
        || (statement is ExpressionStatementSyntax
            && statement.DescendantNodes()
                .Any(node => node is BaseExpressionSyntax or IdentifierNameSyntax { Identifier.ValueText: "SuppressFinalize" }));
}
