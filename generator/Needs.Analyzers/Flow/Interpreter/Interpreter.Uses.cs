using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Uses: what is run on connections, whether they are open then, and free.</summary>
internal sealed partial class Interpreter
{
    private readonly Dictionary<(MisuseKind Kind, SyntaxNode At), Misuse> _misuses = [];
    private readonly HashSet<Use> _ownUses = [];
    private readonly HashSet<InputPath> _borrows = [];
    private readonly Dictionary<Entity, SyntaxNode> _releasedAt = [];
    private readonly HashSet<Entity> _disposed = [];
    private readonly HashSet<Entity> _manyReaders = [];

    /// <summary>Connections whose state is asked for: what is done with them depends on that.</summary>
    private readonly HashSet<Entity> _tested = [];

    /// <summary>What the call in hand runs on connections.</summary>
    private List<Entity>? _used;

    /// <summary>The tasks that the call in hand was given.</summary>
    private List<Entity>? _parts;

    private IInvocationOperation? _call;

    /// <summary>What the call in hand is made on.</summary>
    private Value? _receiver;

    private bool FollowsUses => _interest.FollowsUses;

    private Value? EvalUse(IInvocationOperation call)
    {
        var (used, parts, outer) = (_used, _parts, _call);
        (_used, _parts, _call, _receiver) = (null, null, call, null);
        var value = EvalCall(call);
        if (!_isDead)
            value = Started(call, value);
        (_used, _parts, _call) = (used, parts, outer);
        return value;
    }

    /// <summary>Notes what a call of a known method runs, and plays those calls that only uses are concerned with.</summary>
    private (bool IsDone, Value? Result) EvalUse(IInvocationOperation call, Value? receiver, Value?[] arguments)
    {
        var method = call.TargetMethod;
        if (method.Name == "<Clone>$" && receiver is Reference { Entity: var original })
            return (true, Copy(call, original));
        if (EvalTaskCall(call, receiver, arguments) is (true, var task))
            return (true, task);
        if (EvalSequenceCall(call, receiver, arguments) is (true, var sequence))
            return (true, sequence);

        if (EvalLoan(call, receiver) is (true, var lease))
            return (true, lease);
        var target = receiver ?? (call.Instance is null ? arguments.FirstOrDefault() : null);
        _receiver = target;
        if (LendingTable.Removes(method))
            Empty(target);
        if (method.Name is "Complete" or "CompleteAsync" && receiver is Reference { Entity: { IsFresh: true, Tracked: TrackedKind.Reader } copy })
        {
            Release(copy.Reference);
            return (true, null);
        }

        var needs = LendingTable.NeedsOf(method, _analysis.Calls.KindOf(method), _analysis.Types);
        if (needs == UseNeeds.None)
            return (false, null);

        Use(target, CalleePart(call), needs);

        // Until a copy is complete, it is all that the connection does.
        if (LendingTable.BeginsCopy(method) && _analysis.Types.IsConnection(call.Instance?.Type))
            return (true, Acquire(call, TrackedKind.Reader, DatabaseTypes.Unwrapped(call.Type), State.Open, receiver));
        foreach (var argument in arguments)
        {
            if (argument is Reference { Entity.Tracked: TrackedKind.Transaction } && !Equals(argument, target))
                Use(argument, CalleePart(call), UseNeeds.InTurn);
        }

        return (false, null);
    }

    /// <summary>What <c>with</c> makes of a record.</summary>
    private Reference Copy(IOperation site, Entity original)
    {
        var copy = MakeObject(site, TrackedKind.None, original.Type);
        foreach (var slot in _slots.MembersOf(original).ToArray())
            _world[_slots.Of(copy, _slots.KeyOf(slot))] = _world[slot];
        return copy.Reference;
    }

    /// <summary>An operation is run on what a value leads to.</summary>
    private void Use(Value? value, SyntaxNode at, UseNeeds needs)
    {
        foreach (var entity in EntitiesOf(value))
        {
            var session = SessionOf(entity);
            if (session is null)
                continue;

            if ((needs & UseNeeds.Open) != 0 && (Ended(entity, needs) ?? Ended(session, needs)) is { } ended)
            {
                // What follows on this path follows from that.
                _world[ended] = _world[entity] = _world[session] = State.Escaped;
                if (_releasedAt.TryGetValue(ended, out var release))
                    Note(MisuseKind.AfterRelease, at, ended, release.GetLocation());
            }
            else if ((needs & UseNeeds.InTurn) == 0)
            {
                CheckBusy(entity, session, at, needs);
            }

            AddUsed(session);
            if (entity != session && entity.Tracked is TrackedKind.Command or TrackedKind.Reader or TrackedKind.Transaction)
                AddUsed(entity);
            Export(entity.IsInput ? entity : session, at, needs);
        }
    }

    private void CheckBusy(Entity entity, Entity session, SyntaxNode at, UseNeeds needs)
    {
        if (RunningOn(session) is { } running)
            Note(MisuseKind.Concurrent, at, session, running.Site!.Syntax.GetLocation());
        else if ((needs & UseNeeds.NoReader) != 0 && OpenReaderOn(session, except: entity) is { } reader)
            Note(MisuseKind.Concurrent, at, session, reader.Site!.Syntax.GetLocation());
    }

    private void AddUsed(Entity entity)
    {
        _used ??= [];
        if (!_used.Contains(entity))
            _used.Add(entity);
    }

    /// <summary>Tells callers.</summary>
    private void Export(Entity entity, SyntaxNode at, UseNeeds needs)
    {
        if (!_interest.IsSummary || !entity.IsInput || !_interest.Includes(entity, _body.Method))
            return;

        if (_world[entity] is State.Open or State.Escaped || _tested.Contains(entity))
            needs &= ~UseNeeds.Open;
        if (_body.Serialises)
            needs |= UseNeeds.InTurn;
        _ownUses.Add(new Use(PathOf(entity), at, needs));
    }

    /// <summary>What is used up, if it is: the reader itself, or the connection.</summary>
    private Entity? Ended(Entity entity, UseNeeds needs)
    {
        if (entity.Tracked is not (TrackedKind.Connection or TrackedKind.Reader) || _world[entity] != State.Released)
            return null;
        return (needs & UseNeeds.OpensItself) != 0 && entity.Tracked == TrackedKind.Connection && !_disposed.Contains(entity) ? null : entity;
    }

    /// <summary>The connection that something leads to; what was given without its connection stands for it.</summary>
    private Entity? SessionOf(Entity entity, int depth = 0)
    {
        if (entity.Tracked is TrackedKind.None or TrackedKind.Resource or TrackedKind.Context)
            return null;
        return entity.Tracked != TrackedKind.Connection && depth < 4 && Link(entity, Parent) is Reference { Entity: var parent }
            ? SessionOf(parent, depth + 1) ?? entity
            : entity;
    }

    /// <summary>A reader on a connection that is open now.</summary>
    private Entity? OpenReaderOn(Entity session, Entity except)
    {
        if (_manyReaders.Contains(session) || LendingTable.AllowsReaders(session))
            return null;

        for (var id = _world.NextWith(State.Open, 0); id >= 0; id = _world.NextWith(State.Open, id + 1))
        {
            if (_entities[id] is { IsFresh: true, Tracked: TrackedKind.Reader } reader && reader != except && SessionOf(reader) == session && reader != session)
                return reader;
        }

        return null;
    }

    private void NoteReleased(Entity entity)
    {
        if (_call is not null)
        {
            _releasedAt[entity] = CalleePart(_call);
            if (_call is { TargetMethod.Name: "Dispose" or "DisposeAsync", Instance.Type: { } type } && _analysis.Types.KindOf(type) != TrackedKind.None)
                _disposed.Add(entity);
        }

        CheckBusyRelease(entity);
    }

    private void Note(MisuseKind kind, SyntaxNode at, Entity subject, Location? other, string detail = "")
    {
        if (_interest.IsRoot && !_misuses.ContainsKey((kind, at)))
            _misuses.Add((kind, at), new Misuse(kind, at, subject, other, detail));
    }

    /// <summary>Plays what a callee runs on what it is given.</summary>
    /// <returns>For an iterator, what it gives: it runs when that is enumerated.</returns>
    private Deferred? PlayUses(IOperation call, Body body, Summary summary, Frame frame, Value?[] arguments)
    {
        if (body.IsIterator)
        {
            var needs = summary.Uses.Select(use => frame.Resolve(use.Input)).Concat(arguments.OfType<Deferred>()).OfType<Value>().Distinct().ToArray();
            return needs.Length == 0 ? null : new Deferred([.. needs], body.HoldsReader || arguments.Any(argument => argument is Deferred { HoldsReader: true }),
                    summary.Uses.All(use => (use.Needs & UseNeeds.OpensItself) != 0));
        }

        foreach (var path in summary.Disposed)
            _disposed.UnionWith(EntitiesOf(frame.Resolve(path)));

        // What is used in a Dispose is flushed, once.
        if (body.Method is { } method && CallTable.IsDispose(method))
            return null;

        var stays = body.Method is { IsAsync: true, ReturnsVoid: true };
        var isRun = body.Method is { IsAsync: true } || !DatabaseTypes.IsAwaitable(body.Method?.ReturnType);
        foreach (var use in summary.Uses)
        {
            var value = frame.Resolve(use.Input);
            if ((use.Needs & UseNeeds.Later) != 0)
                continue;
            if ((use.Needs & UseNeeds.Runs) != 0)
            {
                foreach (var entity in EntitiesOf(value))
                    AddUsed(SessionOf(entity) ?? entity);
                continue;
            }

            var used = _used?.ToList();
            Use(value, CalleePart(call), use.Needs & ~UseNeeds.Stays);
            if (!isRun)
                _used = used;
            if (stays || (use.Needs & UseNeeds.Stays) != 0)
                Stay(call, body, use, value);
        }

        foreach (var (holder, kept) in summary.Keeps)
            Keep(holder is null ? null : frame.Resolve(Root(holder)), frame.Resolve(kept), call);
        foreach (var borrowed in summary.Borrows)
            Borrow(frame.Resolve(borrowed), call);
        return null;
    }

    /// <summary>What a delegate runs on the variables that it captures.</summary>
    private ImmutableArray<Use> UsesOf(Callable callable) => SummaryOf(callable)?.Uses ?? [];

    private Summary? SummaryOf(Callable callable)
    {
        var body = callable.Lambda is { } lambda ? BodyOf(lambda) : BodyOf(callable.Method);
        if (body is null)
            return null;

        var interest = Interest.InUses(callable.Method, _analysis.Types);
        return _analysis.Summaries.Of(body, thisType: callable.Receiver is null ? _thisType : null, _depth - 1, interest);
    }

    /// <summary>The connections and the like that a value needs when it is used.</summary>
    private IEnumerable<Value?> NeedsOf(Value? value)
    {
        switch (value)
        {
            case Callable callable:
                var frame = FrameOf(callable);
                foreach (var use in UsesOf(callable))
                    yield return frame.Resolve(use.Input);
                if (callable.Receiver is Reference { Entity: { } receiver } && SessionOf(receiver) is not null)
                    yield return callable.Receiver;
                break;
            case Deferred deferred:
                foreach (var source in deferred.Sources)
                {
                    foreach (var need in NeedsOf(source))
                        yield return need;
                }

                break;
            case not null:
                yield return value;
                break;
        }
    }

    private Frame FrameOf(Callable callable) =>
        new(this, callable.Lambda ?? _body.Graph.OriginalOperation, callable.Receiver ?? ThisIfAny(), [], callable.Method);

    /// <summary>A call without its arguments.</summary>
    private static SyntaxNode CalleePart(IOperation call) => call.Syntax switch
    {
        InvocationExpressionSyntax invocation => invocation.Expression,
        AwaitExpressionSyntax { Expression: InvocationExpressionSyntax invocation } => invocation.Expression,
        var syntax => syntax,
    };
}
