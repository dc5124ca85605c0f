using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>
/// Where execution goes on after a finally block: along a branch, or outward with an exception.
/// One finally block is run apart for each continuation, so that paths that meet in it don't mix.
/// </summary>
internal sealed class Continuation
{
    /// <summary>What holds outside of the finally block: the continuation of the one around it, if any.</summary>
    public Continuation? Outer { get; init; }

    /// <summary>The branch to finish, unless an exception goes on.</summary>
    public ControlFlowBranch? Branch { get; init; }

    /// <summary>Which of the branch's finally blocks comes next.</summary>
    public int NextFinally { get; init; }

    /// <summary>The exception that goes on.</summary>
    public Thrown? Thrown { get; init; }

    /// <summary>The region from which the exception goes outward.</summary>
    public ControlFlowRegion? From { get; init; }

    public override bool Equals(object? other) =>
        other is Continuation continuation
        && Equals(continuation.Outer, Outer)
        && continuation.Branch == Branch
        && continuation.NextFinally == NextFinally
        && Equals(continuation.Thrown, Thrown)
        && continuation.From == From;

    public override int GetHashCode() =>
        (Branch?.Source.Ordinal ?? -1) * 31 + NextFinally + (From?.FirstBlockOrdinal ?? 0) * 7 + (Outer?.GetHashCode() ?? 0) * 17;
}

/// <summary>An exception on its way.</summary>
/// <param name="Type">Its type or a base of it; null if anything may be thrown.</param>
/// <param name="IsAbandon">No exception: the caller of an iterator went away. Finally blocks run, catch blocks don't.</param>
internal sealed record Thrown(ITypeSymbol? Type, bool IsAbandon = false)
{
    public static readonly Thrown Anything = new(Type: null);
    public static readonly Thrown Abandon = new(Type: null, IsAbandon: true);

    public bool Equals(Thrown? other) =>
        other is not null && other.IsAbandon == IsAbandon && SymbolEqualityComparer.Default.Equals(other.Type, Type);

    public override int GetHashCode() => IsAbandon ? 1 : 0;

    /// <summary>Whether a handler for a type may run, and whether it surely does.</summary>
    public (bool May, bool Must) Caught(ITypeSymbol? handler)
    {
        if (IsAbandon)
            return (false, false);
        if (handler is null || handler.SpecialType == SpecialType.System_Object || handler is { Name: "Exception", ContainingNamespace.Name: "System" })
            return (true, true);
        if (Type is null)
            return (true, false);
        if (Type.InheritsFrom(handler.OriginalDefinition))
            return (true, true);
        return (handler.InheritsFrom(Type.OriginalDefinition), false);
    }
}
