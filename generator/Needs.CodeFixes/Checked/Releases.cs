using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>Statements that close or dispose a variable, and nothing else.</summary>
internal static class Releases
{
    public static IEnumerable<StatementSyntax> Of(ILocalSymbol local, SyntaxNode scope, SemanticModel model) =>
        scope.DescendantNodes().OfType<ExpressionStatementSyntax>().Where(statement =>
            Released(statement) is { } name
            && name.Identifier.ValueText == local.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local));

    public static bool IsRelease(StatementSyntax statement) => Released(statement) is not null;

    /// <summary>The variable that the statement releases; null if it does something else.</summary>
    public static string? NameOf(StatementSyntax statement) => Released(statement)?.Identifier.ValueText;

    /// <summary>Whether the method says by its name that it takes something back.</summary>
    public static bool IsNameOf(IMethodSymbol method) =>
        Verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal));

    private static string[] Verbs { get; } =
        ["Close", "Dispose", "Release", "Return", "GiveBack", "PutBack", "Free", "Finish", "Recycle", "CleanUp", "Cleanup", "End", "Done"];

    /// <summary>What <c>c.Close();</c>, <c>c?.Dispose();</c> or <c>await c.DisposeAsync().ConfigureAwait(false);</c> names.</summary>
    private static IdentifierNameSyntax? Released(StatementSyntax statement)
    {
        if (statement is not ExpressionStatementSyntax { Expression: var expression })
            return null;

        if (expression is AwaitExpressionSyntax { Expression: var awaited })
            expression = awaited;
        if (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax configured }
            && configured.Name.Identifier.ValueText == "ConfigureAwait")
        {
            expression = configured.Expression;
        }

        return expression switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call, ArgumentList.Arguments.Count: 0 }
                when Ends(call.Name) => Bare(call.Expression),
            ConditionalAccessExpressionSyntax
            {
                WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax call, ArgumentList.Arguments.Count: 0 },
            } access when Ends(call.Name) => Bare(access.Expression),
            _ => null,
        };
    }

    private static IdentifierNameSyntax? Bare(ExpressionSyntax receiver) =>
        (receiver is PostfixUnaryExpressionSyntax { Operand: var operand } ? operand : receiver) as IdentifierNameSyntax;

    private static bool Ends(SimpleNameSyntax method) =>
        method.Identifier.ValueText is "Close" or "CloseAsync" or "Dispose" or "DisposeAsync";
}
