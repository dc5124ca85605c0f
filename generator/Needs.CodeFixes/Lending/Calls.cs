using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Calls that reports point at.</summary>
internal static class Calls
{
    /// <summary>The call whose callee part the node is.</summary>
    public static InvocationExpressionSyntax? At(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => call.Expression.Span == node.Span || call.Span == node.Span);

    public static IMethodSymbol? Method(this FixSite site, InvocationExpressionSyntax call) =>
        site.Model.GetSymbolInfo(call, site.Cancellation).Symbol as IMethodSymbol;

    public static ITypeSymbol? Type(this FixSite site, ExpressionSyntax expression) =>
        site.Model.GetTypeInfo(expression, site.Cancellation).Type;

    /// <summary>Whether the call is one of these methods of this type.</summary>
    public static bool IsCallOf(this FixSite site, InvocationExpressionSyntax call, string type, params string[] methods) =>
        NameOf(call) is { } name && methods.Contains(name) && site.Method(call)?.ContainingType?.Name == type;

    /// <summary>The calls that are given a lambda with the node in it, from the inside out.</summary>
    public static IEnumerable<(InvocationExpressionSyntax Call, LambdaExpressionSyntax Lambda)> WithLambdaAround(SyntaxNode node)
    {
        foreach (var lambda in node.Ancestors().OfType<LambdaExpressionSyntax>())
        {
            if (lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call })
                yield return (call, lambda);
        }
    }

    public static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>What a call is made on.</summary>
    public static ExpressionSyntax? Receiver(this InvocationExpressionSyntax call) =>
        (call.Expression as MemberAccessExpressionSyntax)?.Expression;

    /// <summary>The whole expression whose task is the started one's, as far as the same task, or one that goes on after it, is handed on.</summary>
    public static ExpressionSyntax Whole(this FixSite site, ExpressionSyntax started)
    {
        while (true)
        {
            var next = started.Parent switch
            {
                ParenthesizedExpressionSyntax outer => outer,
                ConditionalExpressionSyntax choice when choice.Condition != started => choice,
                MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == started => call,
                _ => (ExpressionSyntax?)null,
            };
            if (next is null || !site.Type(next).IsTask())
                return started;
            started = next;
        }
    }

    /// <summary>Whether the type is a task of a task.</summary>
    public static bool IsTaskOfTask(this ITypeSymbol? type) =>
        type.IsTask() && type is INamedTypeSymbol { TypeArguments: [var inner] } && inner.IsTask();
}
