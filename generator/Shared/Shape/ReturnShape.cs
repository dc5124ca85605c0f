using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs;

internal enum ReturnKind
{
    Void,
    Value,
    Task,
    TaskOfValue,
    ValueTask,
    ValueTaskOfValue,

    /// <summary><c>IAsyncEnumerable&lt;T&gt;</c>: the connection is kept until the enumeration ends.</summary>
    AsyncStream,

    /// <summary>An iterator of <c>IEnumerable&lt;T&gt;</c>: the same, synchronously.</summary>
    Stream,
}

/// <summary>How a handler gives its result.</summary>
/// <param name="Kind">What the wrapper has to do with it.</param>
/// <param name="Value">The value that arrives in the end: the awaited one, or one item of a stream; null when there is none.</param>
internal sealed record ReturnShape(ReturnKind Kind, ITypeSymbol? Value)
{
    public static readonly ReturnShape Unknown = new(ReturnKind.Void, null);

    public bool IsAsync => Kind is ReturnKind.Task or ReturnKind.TaskOfValue or ReturnKind.ValueTask or ReturnKind.ValueTaskOfValue
        or ReturnKind.AsyncStream;

    public bool IsStream => Kind is ReturnKind.AsyncStream or ReturnKind.Stream;

    /// <summary>The handler may still be at work when the call has returned.</summary>
    public bool IsDeferred => IsAsync || IsStream;

    public static ReturnShape Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var type = method.ReturnType;
        if (method.ReturnsVoid) return new(ReturnKind.Void, null);
        var argument = type is INamedTypeSymbol { TypeArguments: [var only] } ? only : null;

        if (type.Is("Task", "System", "Threading", "Tasks"))
            return argument is null ? new(ReturnKind.Task, null) : new(ReturnKind.TaskOfValue, argument);
        if (type.Is("ValueTask", "System", "Threading", "Tasks"))
            return argument is null ? new(ReturnKind.ValueTask, null) : new(ReturnKind.ValueTaskOfValue, argument);
        if (type.Is("IAsyncEnumerable", "System", "Collections", "Generic") && argument is not null)
            return new(ReturnKind.AsyncStream, argument);
        if (IsSequence(type, argument) && (method.IsAbstract || IsIterator(method, cancellationToken)))
            return new(ReturnKind.Stream, argument ?? type);

        return new(ReturnKind.Value, type);
    }

    private static bool IsSequence(ITypeSymbol type, ITypeSymbol? argument) => argument is null
        ? type.Is("IEnumerable", "System", "Collections")
        : type.Is("IEnumerable", "System", "Collections", "Generic");

    private static bool IsIterator(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax { Body: { } body } && Yields(body)) return true;
        }

        return false;
    }

    private static bool Yields(SyntaxNode body) =>
        body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ExpressionSyntax))
            .Any(node => node is YieldStatementSyntax);
}
