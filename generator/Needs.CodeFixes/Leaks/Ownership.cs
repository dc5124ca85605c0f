using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Tells what a variable holds that its function may dispose, from what may be somebody else's.</summary>
internal static class Ownership
{
    /// <summary>Whether all values that the variable gets were made for it.</summary>
    public static bool IsSole(ILocalSymbol local, FixSite site)
    {
        var acquired = site.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is VariableDeclaratorSyntax or AssignmentExpressionSyntax);
        return Values(local, site).All(value =>
            value.Parent?.FirstAncestorOrSelf<SyntaxNode>(IsGiving) == acquired ? !IsMixed(value) : IsFresh(value));
    }

    private static bool IsGiving(SyntaxNode node) => node is VariableDeclaratorSyntax or AssignmentExpressionSyntax;

    private static IEnumerable<ExpressionSyntax> Values(ILocalSymbol local, FixSite site)
    {
        foreach (var node in site.Function.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: var initial } variable
                && variable.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(site.Model.GetDeclaredSymbol(variable), local))
            {
                yield return initial;
            }
            else if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment
                && name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name).Symbol, local))
            {
                yield return assignment.Right;
            }
        }
    }

    private static bool IsMixed(ExpressionSyntax value) => Branches(value).Skip(1).Any() && !Branches(value).All(IsFresh);

    private static IEnumerable<ExpressionSyntax> Branches(ExpressionSyntax value) => Bare(value) switch
    {
        ConditionalExpressionSyntax choice => Branches(choice.WhenTrue).Concat(Branches(choice.WhenFalse)),
        BinaryExpressionSyntax choice when choice.IsKind(SyntaxKind.CoalesceExpression) =>
            Branches(choice.Left).Concat(Branches(choice.Right)),
        SwitchExpressionSyntax choice => choice.Arms.SelectMany(arm => Branches(arm.Expression)),
        var bare => [bare],
    };

    private static bool IsFresh(ExpressionSyntax value) => Branches(value).All(branch => branch switch
    {
        BaseObjectCreationExpressionSyntax or ThrowExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: var method } => Acquires(NameOf(method)),
        _ => IsNothing(branch),
    });

    /// <summary>Whether the value is <c>null</c> or <c>default</c>.</summary>
    public static bool IsNothing(ExpressionSyntax value) =>
        Bare(value).Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression;

    private static string NameOf(ExpressionSyntax method) => method switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static bool Acquires(string method) =>
        method.StartsWith("Open", StringComparison.Ordinal)
        || method.StartsWith("Create", StringComparison.Ordinal)
        || method.StartsWith("Begin", StringComparison.Ordinal)
        || method.StartsWith("ExecuteReader", StringComparison.Ordinal);

    private static ExpressionSyntax Bare(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax inner => Bare(inner.Expression),
        AwaitExpressionSyntax inner => Bare(inner.Expression),
        CastExpressionSyntax inner => Bare(inner.Expression),
        PostfixUnaryExpressionSyntax inner => Bare(inner.Operand),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access } =>
            Bare(access.Expression),
        _ => value,
    };
}
