using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>
/// Something that variables refer to: a resource that the body acquires, an object that it makes, or an input, which came from outside
/// (a parameter, a captured variable, <c>this</c>, a member of one of these) or out of a call.
/// </summary>
internal sealed class Entity(int id, EntityKind kind, TrackedKind tracked, ITypeSymbol? type)
{
    public int Id { get; } = id;

    public EntityKind Kind { get; } = kind;

    public TrackedKind Tracked { get; } = tracked;

    public ITypeSymbol? Type { get; } = type;

    /// <summary>The value that refers to this entity.</summary>
    public Reference Reference => field ??= new Reference(this);

    /// <summary>The operation that makes it.</summary>
    public IOperation? Site { get; init; }

    /// <summary>The same site's other entity: what a loop acquires while the one before is still held.</summary>
    public Entity? Twin { get; set; }

    /// <summary>For a member of an input: the input that has it.</summary>
    public Entity? Owner { get; init; }

    /// <summary>For an input: the parameter, variable or member; null for <c>this</c>.</summary>
    public ISymbol? Member { get; init; }

    public bool IsFresh => Kind == EntityKind.Resource;

    public bool IsInput => Kind == EntityKind.Input;

    public bool IsThis => IsInput && Owner is null && Member is null;

    /// <summary>What became of a resource, over all paths.</summary>
    public History? History { get; init; }
}

internal enum EntityKind : byte
{
    Resource,
    Object,
    Input,

    /// <summary>The result of a call that is not understood: only its being null, true or false is followed.</summary>
    Unknown,

    /// <summary>A task: an operation that was started and may still run.</summary>
    Operation,
}
