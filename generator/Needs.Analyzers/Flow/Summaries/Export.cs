using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>A value that leaves a body, without the body's own entities in it.</summary>
internal abstract record Export;

/// <summary>A value that is the same everywhere: a constant, or an object of which nothing is known.</summary>
internal sealed record ExportedValue(Value Value) : Export;

/// <summary>Something that came in.</summary>
internal sealed record ExportedInput(InputPath Path) : Export;

/// <summary>What a condition on an input gives.</summary>
internal sealed record ExportedTest(InputPath Path, State WhenTrue, State WhenFalse) : Export;

/// <summary>A resource that the body acquired; equal ordinals of one outcome are one resource.</summary>
internal sealed record ExportedResource(int Ordinal, TrackedKind Kind, ITypeSymbol? Type, State State) : Export
{
    /// <summary>The resource that ends this one by ending.</summary>
    public Export? Parent { get; init; }

    /// <summary>The resource that is released with this one.</summary>
    public Export? Owned { get; init; }

    public bool Equals(ExportedResource? other) =>
        other is not null && other.Ordinal == Ordinal && other.Kind == Kind && other.State == State && Equals(other.Parent, Parent) && Equals(other.Owned, Owned);

    public override int GetHashCode() => (Ordinal * 31) + (int)State;
}

/// <summary>An object that the body made, with the members that matter.</summary>
internal sealed record ExportedObject(int Ordinal, TrackedKind Kind, ITypeSymbol? Type, ImmutableArray<(object Member, Export? Value)> Members) : Export
{
    /// <summary>Whether it holds a resource.</summary>
    public bool Holds => Members.Any(member => member.Value is ExportedResource or ExportedInput or ExportedObject { Holds: true } or ExportedSeveral);

    public bool Equals(ExportedObject? other) =>
        other is not null && other.Ordinal == Ordinal && other.Kind == Kind && SymbolEqualityComparer.Default.Equals(other.Type, Type)
        && other.Members.SequenceEqual(Members);

    public override int GetHashCode() => (Ordinal * 31) + Members.Length;
}

/// <summary>What is made when it is asked for.</summary>
internal sealed record ExportedDeferred(ImmutableArray<Export?> Sources, bool HoldsReader, bool OpensItself) : Export
{
    public bool Equals(ExportedDeferred? other) => other is not null && other.HoldsReader == HoldsReader && other.OpensItself == OpensItself && other.Sources.SequenceEqual(Sources);

    public override int GetHashCode() => Sources.Length;
}

/// <summary>A tuple, or the items of a collection.</summary>
internal sealed record ExportedSeveral(ImmutableArray<Export?> Items, bool IsTuple) : Export
{
    public bool Equals(ExportedSeveral? other) => other is not null && other.IsTuple == IsTuple && other.Items.SequenceEqual(Items);

    public override int GetHashCode() => Items.Length;
}
