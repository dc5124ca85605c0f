using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>What code does besides giving a value.</summary>
internal static class Purity
{
    /// <summary>Whether the value may as well be computed a little earlier or later, or not at all.</summary>
    public static bool IsPure(SyntaxNode value) =>
        !value.DescendantNodesAndSelf().Any(node =>
            node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax
                or DeclarationExpressionSyntax or DeclarationPatternSyntax or ThrowExpressionSyntax
            || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
                or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression);

    /// <summary>Whether the statement ends its list without doing anything that takes time.</summary>
    public static bool IsBrief(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax { Expression: var result } => result is null || IsBrief(result),
        BreakStatementSyntax or ContinueStatementSyntax or EmptyStatementSyntax or LocalFunctionStatementSyntax => true,
        YieldStatementSyntax { Expression: null } => true,
        _ => false,
    };

    private static bool IsBrief(ExpressionSyntax result) =>
        !result.DescendantNodesAndSelf().Any(node =>
            node is AwaitExpressionSyntax or AssignmentExpressionSyntax
            || (node is InvocationExpressionSyntax { Expression: var method } && !IsBriefCall(method)));

    // Conversions, and the results of web handlers.
    private static bool IsBriefCall(ExpressionSyntax method) => method switch
    {
        IdentifierNameSyntax name => Brief.Contains(name.Identifier.ValueText) || name.Identifier.ValueText == "nameof",
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax type } when BriefTypes.Contains(type.Identifier.ValueText) => true,
        MemberAccessExpressionSyntax access => Brief.Contains(access.Name.Identifier.ValueText),
        _ => false,
    };

    private static HashSet<string> BriefTypes { get; } = ["Results", "TypedResults", "Task", "HealthCheckResult"];

    private static HashSet<string> Brief { get; } =
    [
        "ToList", "ToArray", "ToString", "AsList", "AsReadOnly", "GetValueOrDefault",
        "Ok", "NotFound", "NoContent", "BadRequest", "StatusCode", "Json", "View", "Content",
        "Redirect", "RedirectToAction", "RedirectToPage",
        "Accepted", "Created", "CreatedAtAction", "Conflict", "Unauthorized", "Forbid", "Problem", "Page", "PartialView",
    ];
}
