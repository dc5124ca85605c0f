using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>What an expression gives, as far as it is followed. Nothing known of it: the C# null.</summary>
internal abstract class Value;

/// <summary>A literal: null, a Boolean, a number, a string.</summary>
internal sealed class Constant(object? content) : Value
{
    public static readonly Constant Null = new(null);
    public static readonly Constant True = new(true);
    public static readonly Constant False = new(false);

    public object? Content { get; } = content;

    public static Constant Of(bool value) => value ? True : False;

    public static Constant From(object? content) => content switch
    {
        null => Null,
        bool value => Of(value),
        _ => new Constant(content),
    };

    public override bool Equals(object? other) => other is Constant constant && Equals(Content, constant.Content);

    public override int GetHashCode() => Content?.GetHashCode() ?? 0;
}

/// <summary>Not null, and nothing else is known of it.</summary>
internal sealed class SomeObject : Value
{
    public static readonly SomeObject Instance = new();
}

/// <summary>Assigned, but what is not known: a member of an object that holds it does not have its default.</summary>
internal sealed class Anything : Value
{
    public static readonly Anything Instance = new();
}

/// <summary>The <c>State</c> of a connection, to be compared with <c>ConnectionState.Open</c> and the like.</summary>
internal sealed class StateOf(Entity connection) : Value
{
    public Entity Connection { get; } = connection;

    public override bool Equals(object? other) => other is StateOf state && state.Connection == Connection;

    public override int GetHashCode() => Connection.Id;
}

/// <summary>Refers to an entity. One per entity, compared by reference.</summary>
internal sealed class Reference(Entity entity) : Value
{
    public Entity Entity { get; } = entity;
}

/// <summary>A condition that was computed and can be branched on later: it tells whether an entity is null, or true.</summary>
internal sealed class Test(Entity entity, State whenTrue, State whenFalse) : Value
{
    public Entity Entity { get; } = entity;

    public State WhenTrue { get; } = whenTrue;

    public State WhenFalse { get; } = whenFalse;

    public Test Negated => new(Entity, WhenFalse, WhenTrue);

    public override bool Equals(object? other) =>
        other is Test test && test.Entity == Entity && test.WhenTrue == WhenTrue && test.WhenFalse == WhenFalse;

    public override int GetHashCode() => (Entity.Id * 31) + (int)WhenTrue;
}

/// <summary>Several values: of a tuple, in order, or of a collection, of which each may be meant.</summary>
internal sealed class Several(ImmutableArray<Value?> items, bool isTuple) : Value
{
    public ImmutableArray<Value?> Items { get; } = items;

    public bool IsTuple { get; } = isTuple;

    public override bool Equals(object? other) =>
        other is Several several && several.IsTuple == IsTuple && several.Items.Length == Items.Length
        && several.Items.SequenceEqual(Items);

    public override int GetHashCode() => Items.Length;
}

/// <summary>A sequence, or another result, that is made when it is asked for: what it then needs.</summary>
internal sealed class Deferred(ImmutableArray<Value?> sources, bool holdsReader, bool opensItself = false) : Value
{
    /// <summary>Connections and readers, sequences, callbacks.</summary>
    public ImmutableArray<Value?> Sources { get; } = sources;

    /// <summary>Whether a reader is open while it is enumerated.</summary>
    public bool HoldsReader { get; } = holdsReader;

    /// <summary>Whether a connection that was closed is opened for it.</summary>
    public bool OpensItself { get; } = opensItself;

    public override bool Equals(object? other) =>
        other is Deferred deferred && deferred.HoldsReader == HoldsReader && deferred.OpensItself == OpensItself && deferred.Sources.SequenceEqual(Sources);

    public override int GetHashCode() => Sources.Length;
}

/// <summary>One of several operations: that which ended first.</summary>
internal sealed class FirstOf(ImmutableArray<Entity> operations) : Value
{
    public ImmutableArray<Entity> Operations { get; } = operations;

    public override bool Equals(object? other) => other is FirstOf first && first.Operations.SequenceEqual(Operations);

    public override int GetHashCode() => Operations.Length;
}

/// <summary>A lambda or a method group, and the object that it is called on.</summary>
internal sealed class Callable(IMethodSymbol method, IFlowAnonymousFunctionOperation? lambda, Value? receiver) : Value
{
    public IMethodSymbol Method { get; } = method;

    public IFlowAnonymousFunctionOperation? Lambda { get; } = lambda;

    public Value? Receiver { get; } = receiver;

    public override bool Equals(object? other) =>
        other is Callable callable && callable.Lambda?.Syntax == Lambda?.Syntax
        && SymbolEqualityComparer.Default.Equals(callable.Method, Method) && Equals(callable.Receiver, Receiver);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}
