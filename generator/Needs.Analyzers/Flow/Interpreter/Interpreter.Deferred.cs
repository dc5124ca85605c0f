using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Deferred results: sequences that run on a connection when they are enumerated.</summary>
internal sealed partial class Interpreter
{
    /// <summary>Calls that make or read sequences.</summary>
    private (bool IsDone, Value? Result) EvalSequenceCall(IInvocationOperation call, Value? receiver, Value?[] arguments)
    {
        var method = call.TargetMethod;
        var target = receiver ?? arguments.FirstOrDefault();
        if (method.Name is "GetEnumerator" or "GetAsyncEnumerator" && target is Deferred enumerated)
            return (true, Enumerate(call, enumerated));
        if (method.Name is "ConfigureAwait" or "WithCancellation" && target is Deferred awaited)
            return (true, awaited);
        if (Cursors.Maps(method) && target is Reference { Entity.Tracked: TrackedKind.Reader })
            return (true, new Deferred([target], holdsReader: true));

        if (LendingTable.IsUnbuffered(call))
            return SessionsOf(target).Any() ? (true, new Deferred([target], holdsReader: true, opensItself: true)) : (false, null);
        if (target is Reference { Entity.Tracked: TrackedKind.Reader } && LendingTable.IsColumnStream(method))
            return (true, new Deferred([target], holdsReader: false));
        if (!LendingTable.IsLinq(method))
            return LendingTable.ReadsToTheEnd(method) ? ReadToTheEnd(call, receiver, arguments) : (false, null);

        // Each waits for the one before.
        if (method.Name is "Aggregate" or "AggregateAsync")
            return (false, null);

        var sources = ImmutableArray.CreateBuilder<Value?>();
        if (target is Deferred or Reference { Entity.Tracked: TrackedKind.Reader })
            sources.Add(target);
        sources.AddRange(arguments.Where(argument => argument is Deferred && !ReferenceEquals(argument, target)));
        foreach (var callable in arguments.OfType<Callable>())
        {
            var needs = NeedsOf(callable).ToArray();
            if (needs.Length == 0)
                continue;

            // The inner sequences are read with the outer one.
            var isFlattened = method.Name == "SelectMany" && LendingTable.IsSequence(callable.Method.ReturnType) && !LendingTable.GivesTasks(callable.Method.ReturnType);
            sources.Add(isFlattened ? new Deferred([.. needs], holdsReader: false) : callable);
        }

        if (sources.Count == 0)
            return (false, null);

        var deferred = new Deferred(sources.Distinct().ToImmutableArray(), target is Deferred { HoldsReader: true } or Reference);
        return (true, LendingTable.IsSequence(method.ReturnType) ? deferred : RunSources(deferred, call));
    }

    private (bool IsDone, Value? Result) ReadToTheEnd(IInvocationOperation call, Value? receiver, Value?[] arguments)
    {
        if (!arguments.Any(argument => argument is Deferred))
            return (false, null);

        var started = EvalManyAtOnce(call, arguments);
        if (receiver is not null)
            AddItem(receiver, started);
        return (true, started);
    }

    private IEnumerable<Entity> SessionsOf(Value? value) => EntitiesOf(value).Select(entity => SessionOf(entity)).OfType<Entity>();

    /// <summary>Begins to read a sequence.</summary>
    private Value? Enumerate(IInvocationOperation call, Deferred deferred)
    {
        foreach (var source in deferred.Sources)
        {
            if (source is Deferred inner && Enumerate(call, inner) is Reference opened)
                return opened;
            if (source is not Reference { Entity: var entity })
                continue;

            if (entity is { IsFresh: true, Tracked: TrackedKind.Reader })
                return source;

            var at = CalleePart(call);
            Use(source, at, UseNeeds.Open | UseNeeds.NoReader | (deferred.OpensItself ? UseNeeds.OpensItself : UseNeeds.None));
            if (deferred.HoldsReader && SessionOf(entity) is { } session)
                return Acquire(call, TrackedKind.Reader, type: null, State.Open, session.Reference, ordinal: 5);
        }

        return deferred;
    }

    /// <summary>The element that a loop is at: made now, if a callback makes it.</summary>
    private (bool IsDone, Value? Result) EvalCurrent(Value? enumerator, IOperation at)
    {
        switch (enumerator)
        {
            case Reference { Entity.Tracked: TrackedKind.Reader }:
                return (true, null);
            case Deferred deferred:
                Value? all = null;
                foreach (var callable in deferred.Sources.OfType<Callable>())
                {
                    var needs = NeedsOf(callable).ToArray();
                    foreach (var need in needs)
                        Use(need, at.Syntax, UseNeeds.Open | UseNeeds.NoReader);
                    if (DatabaseTypes.IsAwaitable(callable.Method.ReturnType))
                    {
                        foreach (var need in needs)
                            all = Together(all, need);
                    }
                }

                return (true, all is null ? null : StartWith(at, all, ordinal: 6));
            default:
                return (false, null);
        }
    }

    /// <summary>Runs all that a sequence needs, to its end.</summary>
    /// <returns>The operations that it started.</returns>
    private Value? RunSources(Deferred deferred, IOperation call)
    {
        Value? started = null;
        foreach (var source in deferred.Sources)
        {
            switch (source)
            {
                case Deferred inner:
                    started = Together(started, RunSources(inner, call));
                    break;
                case Callable callable when LendingTable.GivesTasks(callable.Method.ReturnType):
                    RunMany(callable, call);
                    Value? needs = null;
                    foreach (var need in NeedsOf(callable))
                        needs = Together(needs, need);
                    if (needs is not null)
                        started = Together(started, StartWith(call, needs, ordinal: 7));
                    break;
                case Callable callable:
                    var frame = FrameOf(callable);
                    foreach (var use in UsesOf(callable))
                    {
                        // What the callback makes may be run later still.
                        if ((use.Needs & UseNeeds.Later) != 0)
                            started = Together(started, new Deferred([frame.Resolve(use.Input)], holdsReader: false));
                        else
                            Use(frame.Resolve(use.Input), CalleePart(call), use.Needs | UseNeeds.OpensItself);
                    }

                    break;
                case Reference { Entity: { IsFresh: true, Tracked: TrackedKind.Reader } entity }:
                    Use(source, CalleePart(call), UseNeeds.Open);
                    if (entity.Type is { } type && Cursors.IsCursor(type))
                        Release(source);
                    break;
                default:
                    Use(source, CalleePart(call), UseNeeds.Open | UseNeeds.NoReader | (deferred.OpensItself ? UseNeeds.OpensItself : UseNeeds.None));
                    break;
            }
        }

        return started;
    }

    /// <summary>A property of an object from outside: taken to give the same each time.</summary>
    private Value? EvalOutside(IPropertyReferenceOperation reference, Value? receiver)
    {
        if (receiver is Deferred && reference.Property.Name == "Value")
        {
            RunSources((Deferred)receiver, reference);
            return null;
        }

        // A part of what was made here.
        if (receiver == SomeObject.Instance)
            return receiver;
        return reference.Property is { IsIndexer: false, Type: { IsReferenceType: true, SpecialType: not SpecialType.System_String } }
            && (receiver is Reference { Entity: { IsInput: true } } || reference.Property.IsStatic)
            && _analysis.Types.KindOf(reference.Property.Type) == TrackedKind.None
            ? receiver is Reference { Entity: var entity } ? Read(entity, reference.Property, reference.Property.Type)
                : ReadVariable(reference.Property.OriginalDefinition, reference.Property.Type)
            : null;
    }
}
