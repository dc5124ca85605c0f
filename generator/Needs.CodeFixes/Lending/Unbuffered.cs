using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Dapper's queries that are told not to buffer.</summary>
internal static class Unbuffered
{
    /// <summary>The arguments that say so, in and around some nodes, and where a variable among them is declared.</summary>
    public static IEnumerable<ArgumentSyntax> Around(IEnumerable<SyntaxNode> nodes, FixSite site) =>
        nodes.SelectMany(node => Sources(node, site))
            .SelectMany(source => source.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>())
            .Concat(nodes.Select(Calls.At).OfType<InvocationExpressionSyntax>())
            .Distinct()
            .Select(call => Argument(call, site))
            .OfType<ArgumentSyntax>();

    /// <summary>The list without the argument, or where others follow it without its meaning.</summary>
    public static SyntaxNode Without(ArgumentSyntax argument)
    {
        var list = (ArgumentListSyntax)argument.Parent!;
        var later = list.Arguments.Skip(list.Arguments.IndexOf(argument) + 1);
        return later.All(other => other.NameColon is not null)
            ? list.WithArguments(list.Arguments.Remove(argument))
            : list.ReplaceNode(argument.Expression, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(argument.Expression));
    }

    /// <summary>The loops around the report over <c>QueryUnbufferedAsync</c>.</summary>
    public static IEnumerable<CommonForEachStatementSyntax> Streams(FixSite site) =>
        site.Node.Ancestors().OfType<CommonForEachStatementSyntax>().Where(loop =>
            loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword)
            && loop.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } call
            && site.IsCallOf(call, "SqlMapper", "QueryUnbufferedAsync"));

    /// <summary>The loop over <c>await QueryAsync</c> instead.</summary>
    public static SyntaxNode Read(CommonForEachStatementSyntax loop, FixSite site)
    {
        var call = (InvocationExpressionSyntax)loop.Expression;
        var access = (MemberAccessExpressionSyntax)call.Expression;
        var name = access.Name.ReplaceToken(access.Name.Identifier, SyntaxFactory.Identifier("QueryAsync"));
        var read = Awaits.Of(call.WithExpression(access.WithName(name)));
        var plain = loop.WithExpression(read).WithAwaitKeyword(default);
        return site.Root.ReplaceNode(loop, plain.WithLeadingTrivia(loop.GetLeadingTrivia()));
    }

    private static IEnumerable<SyntaxNode> Sources(SyntaxNode node, FixSite site)
    {
        yield return node;
        foreach (var name in node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (site.Model.GetSymbolInfo(name, site.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] }
                && reference.GetSyntax(site.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: var value })
            {
                yield return value;
            }
        }
    }

    private static ArgumentSyntax? Argument(InvocationExpressionSyntax call, FixSite site) =>
        Calls.NameOf(call) == "Query" && site.Method(call) is { ContainingType.Name: "SqlMapper" } method
            ? call.ArgumentList.Arguments
                .Where((argument, i) => NameOf(argument, i, method) == "buffered")
                .FirstOrDefault(argument => argument.Expression.IsKind(SyntaxKind.FalseLiteralExpression))
            : null;

    private static string? NameOf(ArgumentSyntax argument, int index, IMethodSymbol method) =>
        argument.NameColon?.Name.Identifier.ValueText ?? method.Parameters.ElementAtOrDefault(index)?.Name;
}
