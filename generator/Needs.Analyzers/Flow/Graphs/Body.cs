using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>Something with a control flow graph of its own: a method, an accessor, an initialiser, a local function, a lambda.</summary>
internal sealed class Body(IMethodSymbol? method, INamedTypeSymbol? type, ControlFlowGraph graph)
{
    /// <summary>The method, or null for the initialiser of a field or property.</summary>
    public IMethodSymbol? Method { get; } = method;

    /// <summary>The type of <c>this</c>.</summary>
    public INamedTypeSymbol? Type { get; } = type;

    public ControlFlowGraph Graph { get; } = graph;

    /// <summary>
    /// While a constructor (or an initialiser) runs, nobody else has the object: what it throws away is lost with it.
    /// </summary>
    public bool BuildsThis => Method is null or { MethodKind: MethodKind.Constructor };

    /// <summary>Its code runs when somebody enumerates the result.</summary>
    public bool IsIterator { get; } = graph.Blocks.Any(block =>
        block.Operations.Any(operation => operation.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak));
}
