using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary><c>ids.AsParallel().Select(…)</c>: the same query without AsParallel and what goes with it.</summary>
internal static class ParallelQueries
{
    private static HashSet<string> OnlyParallel { get; } =
    [
        "AsParallel", "AsOrdered", "AsUnordered", "WithDegreeOfParallelism", "WithCancellation", "WithExecutionMode", "WithMergeOptions", "AsSequential",
    ];

    public static IEnumerable<SyntaxNode> Candidates(SyntaxNode node, FixSite site) =>
        from given in Calls.WithLambdaAround(node)
        where site.Method(given.Call)?.ContainingType?.Name == "ParallelEnumerable"
        select Calls.NameOf(given.Call) == "ForAll" ? ForEach(given.Call, given.Lambda, site) : Sequential(given.Call, site);

    private static SyntaxNode Sequential(InvocationExpressionSyntax call, FixSite site) =>
        site.Root.ReplaceNode(call.Receiver()!, Without(call.Receiver()!));

    private static ExpressionSyntax Without(ExpressionSyntax query) => query switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } when OnlyParallel.Contains(access.Name.Identifier.ValueText) =>
            Without(access.Expression).WithTrailingTrivia(query.GetTrailingTrivia()),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call =>
            call.WithExpression(access.WithExpression(Without(access.Expression))),
        _ => query,
    };

    private static SyntaxNode ForEach(InvocationExpressionSyntax call, LambdaExpressionSyntax lambda, FixSite site)
    {
        var source = Without(call.Receiver()!).WithoutTrivia();
        return LoopBody.Item(lambda) is { } item && new LoopBody(lambda, Target: null, IsAwaited: false).Text() is { } body
            ? ParallelLoops.Replaced(call, [Statements.Parse($"foreach ({item} in {source})\n{body}\n", site)], site)
            : site.Root;
    }
}
