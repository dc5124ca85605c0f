using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>The bodies of a member that are analysed each by itself: its own, and those of its local functions and lambdas.</summary>
internal static class RootBodies
{
    /// <param name="context">The member.</param>
    /// <param name="isOfInterest">Tells cheaply whether a block is worth it.</param>
    public static IEnumerable<Body> In(OperationBlockAnalysisContext context, Func<IOperation, bool> isOfInterest)
    {
        var roots = new HashSet<IOperation>();
        foreach (var block in context.OperationBlocks)
        {
            if (block.Kind is OperationKind.Attribute || !isOfInterest(block) || !roots.Add(RootOf(block)))
                continue;

            var graph = context.GetControlFlowGraph(block);
            foreach (var body in Within(new Body(context.OwningSymbol as IMethodSymbol, context.OwningSymbol.ContainingType, graph), context.CancellationToken))
                yield return body;
        }
    }

    private static IEnumerable<Body> Within(Body body, CancellationToken cancellation)
    {
        yield return body;
        foreach (var function in body.Graph.LocalFunctions)
        {
            foreach (var inner in Within(new Body(function, body.Type, body.Graph.GetLocalFunctionControlFlowGraph(function, cancellation)), cancellation))
                yield return inner;
        }

        foreach (var lambda in LambdasIn(body.Graph))
        {
            foreach (var inner in Within(new Body(lambda.Symbol, body.Type, body.Graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation)), cancellation))
                yield return inner;
        }
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> LambdasIn(ControlFlowGraph graph)
    {
        var seen = new HashSet<SyntaxNode>();
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            {
                foreach (var part in operation.DescendantsAndSelf())
                {
                    // A finally block may stand in the graph more than once.
                    if (part is IFlowAnonymousFunctionOperation lambda && seen.Add(lambda.Syntax))
                        yield return lambda;
                }
            }
        }
    }
}
