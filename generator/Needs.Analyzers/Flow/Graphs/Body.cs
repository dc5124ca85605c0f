using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    /// <summary>Whether a lock or semaphore lets only one run at a time.</summary>
    public bool Serialises => _serialises ??= Graph.OriginalOperation.Syntax.DescendantNodes().Any(node =>
        node is LockStatementSyntax
        || node is IdentifierNameSyntax { Identifier.ValueText: "LockAsync" or "EnterAsync" }
        || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAsync" or "Wait", Expression: var gate } }
            && gate is IdentifierNameSyntax or MemberAccessExpressionSyntax && IsGate(gate.ToString()) && !LetsSeveralIn(gate));

    /// <summary>Whether it has a reader while it yields.</summary>
    public bool HoldsReader => IsIterator && Graph.OriginalOperation.Syntax.DescendantNodes().Any(node =>
        node is IdentifierNameSyntax { Identifier.ValueText: "ExecuteReader" or "ExecuteReaderAsync" }
        || node is GenericNameSyntax { Identifier.ValueText: "QueryUnbufferedAsync" }
        || node is NameColonSyntax { Name.Identifier.ValueText: "buffered" });

    /// <summary>Whether it calls anything that closes or disposes.</summary>
    public bool Releases => _releases ??= Graph.OriginalOperation.Syntax.DescendantNodes().Any(node =>
        node is IdentifierNameSyntax { Identifier.ValueText: "Close" or "CloseAsync" or "Dispose" or "DisposeAsync" });

    /// <summary>A semaphore that is made with a count of more than one.</summary>
    private static bool LetsSeveralIn(ExpressionSyntax gate)
    {
        var name = gate is MemberAccessExpressionSyntax member ? member.Name.Identifier.ValueText : gate.ToString();
        return gate.SyntaxTree.GetRoot().DescendantNodes().Any(node => node is VariableDeclaratorSyntax
        {
            Initializer.Value: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: not 1 } }, ..] },
        } declarator && declarator.Identifier.ValueText == name);
    }

    private static bool IsGate(string name) => new[] { "gate", "lock", "semaphore", "mutex", "sem", "limit", "sync", "throttle" }
        .Any(part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Its code runs when somebody enumerates the result.</summary>
    public bool IsIterator => _isIterator ??= Graph.Blocks.Any(block =>
        block.Operations.Any(operation => operation.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak));

    private bool? _isIterator;
    private bool? _serialises;
    private bool? _releases;
}
