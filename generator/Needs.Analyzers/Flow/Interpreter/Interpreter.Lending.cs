using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Loans: what a handler leaves behind, and what it returns.</summary>
internal sealed partial class Interpreter
{
    private readonly HashSet<(InputPath? Holder, InputPath Value)> _keeps = [];
    private ImmutableArray<ISymbol> _lent;

    /// <summary>The connections and transactions that are lent to the body.</summary>
    private ImmutableArray<ISymbol> Lent => _lent.IsDefault ? _lent = _interest.IsRoot && _body.Method is { } method ? Loans.In(method, _analysis.Types) : [] : _lent;

    private bool IsHandler => !Lent.IsEmpty;

    private bool IsLent(Entity entity) => entity.IsInput && entity.Owner is { Tracked: TrackedKind.Transaction } transaction && entity.Tracked == TrackedKind.Connection
        ? IsLent(transaction)
        : entity.IsInput && entity.Owner is null && entity.Member is not null && Lent.Contains(entity.Member, SymbolEqualityComparer.Default);

    /// <summary>What a body leaves running, stored and returned when it ends.</summary>
    private void EndUses(World world, Value? result)
    {
        var outer = _world;
        _world = world.Clone();
        if (_interest.IsSummary)
            ExportLeft(result);
        else if (IsHandler && _body.Method is { } method)
            CheckEnd(method, result);
        _world = outer;
    }

    private void ExportLeft(Value? result)
    {
        foreach (var operation in Operations(result))
            Tell(Link(operation, Needs), CalleePart(operation.Site!), UseNeeds.Runs);

        foreach (var later in LaterIn(result))
            ExportLater(later);

        Awaited(result);
        if (_world.Thrown is null)
        {
            foreach (var operation in Running())
                Tell(Link(operation, Needs), CalleePart(operation.Site!), UseNeeds.Stays);
        }

        foreach (var (slot, value) in StoredOutside())
        {
            // What is put into variables and members is told as writes.
            if (_slots.KeyOf(slot) is ISymbol)
                continue;

            var holder = _entities[_slots.OwnerOf(slot)] is { IsInput: true } input ? PathOf(input) : null;
            foreach (var entity in Inputs(value))
                _keeps.Add((holder, PathOf(entity)));
        }
    }

    /// <summary>What a result holds that is run later.</summary>
    private IEnumerable<Value> LaterIn(Value? value, int depth = 0)
    {
        if (value is Callable or Deferred)
            return [value];
        return depth > 3 ? [] : EntitiesOf(value).Where(entity => entity.Kind == EntityKind.Object)
            .SelectMany(entity => _slots.MembersOf(entity)).SelectMany(slot => LaterIn(_world[slot], depth + 1));
    }

    private void ExportLater(Value? later)
    {
        switch (later)
        {
            case Callable callable:
                var frame = FrameOf(callable);
                foreach (var use in UsesOf(callable))
                    Tell(frame.Resolve(use.Input), SiteIn(callable, use, callable.Lambda ?? _body.Graph.OriginalOperation), use.Needs | UseNeeds.Later);
                break;
            case Deferred { Sources: [Callable first, ..] }:
                ExportLater(first);
                break;
            case Deferred deferred:
                foreach (var source in deferred.Sources)
                    ExportLater(source);
                break;
            default:
                Tell(later, _world.Exit ?? _body.Graph.OriginalOperation.Syntax, UseNeeds.Later);
                break;
        }
    }

    /// <summary>Tells callers of a use of what came in.</summary>
    private void Tell(Value? used, SyntaxNode site, UseNeeds needs)
    {
        foreach (var entity in EntitiesOf(used))
        {
            if (entity.IsInput && _interest.Includes(entity, _body.Method))
                _ownUses.Add(new Use(PathOf(entity), site, needs));
        }
    }

    private IEnumerable<Entity> Inputs(Value? value, int depth = 0)
    {
        foreach (var entity in EntitiesOf(value).Concat(value is Deferred or Callable ? NeedsOf(value).SelectMany(EntitiesOf) : []))
        {
            if (entity.IsInput && _interest.Includes(entity, _body.Method))
                yield return entity;
            if (depth > 3)
                continue;

            foreach (var slot in _slots.MembersOf(entity))
            {
                foreach (var inner in Inputs(_world[slot], depth + 1))
                    yield return inner;
            }
        }
    }

    private IEnumerable<Entity> Running()
    {
        for (var id = _world.NextWith(State.Open, 0); id >= 0; id = _world.NextWith(State.Open, id + 1))
        {
            if (_entities[id] is { Kind: EntityKind.Operation } operation)
                yield return operation;
        }
    }

    private void CheckEnd(IMethodSymbol method, Value? result)
    {
        var isTask = !method.IsAsync && DatabaseTypes.IsAwaitable(method.ReturnType);
        var isUnknown = isTask && result is null;
        if (isTask)
            result = Awaited(result);
        if (!_body.IsIterator && _world.Exit is { } exit && FindLent(result, isLazy: false) is var (returned, isLazy))
        {
            if (!isLazy)
                Note(MisuseKind.Escapes, exit, returned, LocationOf(returned), "it is returned");
            else if (!LendingTable.IsStream(method.ReturnType))
                Note(MisuseKind.Lazy, exit, returned, LocationOf(returned), "what is returned needs it later");
        }

        var stored = new HashSet<Entity>();
        foreach (var (slot, value) in StoredOutside())
        {
            if (!_storedAt.TryGetValue(slot, out var at) || FindLent(value, isLazy: false) is not var (lent, _))
                continue;

            stored.UnionWith(Operations(value));
            Note(MisuseKind.Escapes, MentionIn(at, value) ?? at, lent, LocationOf(lent), "it is stored in something that lives on");
        }

        if (isUnknown)
            return;
        foreach (var operation in Running().Except(stored).ToArray())
        {
            if (FindLent(Link(operation, Needs), isLazy: false) is var (lent, _))
                Note(MisuseKind.Escapes, StartOf(operation), lent, LocationOf(lent), "what is started here may still run then");
        }
    }

    private SyntaxNode StartOf(Entity operation) => _startedAt.TryGetValue(operation, out var at) ? at : CalleePart(operation.Site!);

    // Of a whole lambda, the name is shown that it captures.
    private SyntaxNode? MentionIn(SyntaxNode stored, Value? value)
    {
        if (value is Deferred { Sources: [Callable first, ..] })
            value = first;
        if (stored is not AnonymousFunctionExpressionSyntax || value is not Callable callable)
            return null;
        foreach (var use in UsesOf(callable))
        {
            if (FirstMention(use.Input, stored) is { } mention)
                return mention;
        }

        return stored.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault();
    }

    private static Location? LocationOf(Entity lent) => lent.Member?.Locations.FirstOrDefault();

    /// <summary>The lent connection or transaction that a value leads to, and whether only later.</summary>
    private (Entity Lent, bool IsLazy)? FindLent(Value? value, bool isLazy, int depth = 0)
    {
        if (depth > 6)
            return null;

        switch (value)
        {
            case Reference { Entity: var entity }:
                if (IsLent(entity))
                    return _world[entity] == State.Released ? null : (entity, isLazy);
                if (entity.IsInput || _world[entity] == State.Released || entity.Kind == EntityKind.Operation && _world[entity] != State.Open)
                    return entity.Kind == EntityKind.Operation ? FindLent(Link(entity, Result), isLazy, depth + 1) : null;
                foreach (var slot in _slots.MembersOf(entity))
                {
                    if (FindLent(_world[slot], isLazy, depth + 1) is { } found)
                        return found;
                }

                return null;
            case Several several:
                foreach (var item in several.Items)
                {
                    if (FindLent(item, isLazy, depth + 1) is { } found)
                        return found;
                }

                return null;
            case Deferred or Callable:
                foreach (var need in NeedsOf(value))
                {
                    // Also of a reader that was closed before: it is not read any sooner.
                    var held = need is Reference { Entity: { IsFresh: true, Tracked: TrackedKind.Reader } closed } && _world[closed] == State.Released ? Link(closed, Parent) : need;
                    if (FindLent(held, isLazy: true, depth + 1) is { } found)
                        return found;
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>A call of something that is not known: what it runs, and what it keeps.</summary>
    private void UseByUnknown(IInvocationOperation call, IMethodSymbol method, Value? receiver, Value?[] arguments)
    {
        var isTask = DatabaseTypes.IsAwaitable(call.Type);
        var holder = receiver ?? (method.IsExtensionMethod ? arguments.FirstOrDefault() : null);
        var keeps = LendingTable.Keeps(method) && holder is not (SomeObject or Reference { Entity.Kind: EntityKind.Object })
            && FindSession(holder) is null;
        // Whoever drops the registration can't take it back.
        if (method is { Name: "Register" or "UnsafeRegister", ContainingType.Name: "CancellationToken" } && call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }
            && arguments.FirstOrDefault() is Callable registered)
        {
            if (arguments.Length > 1)
                StoreOutside(holder: null, arguments[1], call.Arguments[1].Value.Syntax);
            StoreOutside(holder: null, registered, Written(call.Arguments[0].Value));
        }

        foreach (var argument in call.Arguments)
        {
            var value = argument.Parameter is { } parameter && parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : null;
            if (value is null)
                continue;

            var isKept = keeps && !Equals(value, holder) && LendingTable.Keeps(method, argument.Parameter!);
            if (isKept)
                StoreOutside(holder, value, Written(argument.Value));
            if (value is Deferred)
            {
                foreach (var need in NeedsOf(value).ToArray())
                    Use(need, CalleePart(call), UseNeeds.None);
            }

            foreach (var entity in EntitiesOf(value).ToArray())
            {
                if (entity.Kind == EntityKind.Operation)
                {
                    if (!isKept)
                        (_parts ??= []).Add(entity);
                }
                else if (SessionOf(entity) is { } session)
                    UseByUnknown(call, entity, session, isTask);
                else if (isTask && entity.Kind == EntityKind.Object && FindSession(value) is { } inner)
                    Use(inner.Reference, CalleePart(call), UseNeeds.None);
            }
        }

        if (DatabaseTypes.IsAwaitable(call.Instance?.Type))
        {
            foreach (var operation in Operations(receiver))
                (_parts ??= []).Add(operation);
        }
    }

    private void UseByUnknown(IInvocationOperation call, Entity entity, Entity session, bool isTask)
    {
        if (isTask)
            Use(entity.Reference, CalleePart(call), UseNeeds.None);

        // It may open what is closed, and close what is open.
        if (_world[session] == State.Released)
            _world[session] = State.Escaped;
        if (entity is { IsFresh: true, Tracked: TrackedKind.Reader })
            Escape(entity);
    }

    /// <summary>What a call of something that is not known gives, as far as loans are concerned.</summary>
    private Value? MadeByUnknown(IMethodSymbol method, Value? receiver, Value?[] arguments)
    {
        if (receiver is Reference { Entity: { Kind: EntityKind.Object, Type: { } type } } && SymbolEqualityComparer.Default.Equals(type, method.ReturnType))
            return receiver;

        // A result that is written when the handler has ended.
        if (method.ReturnType.ContainingNamespace.IsWithin("Microsoft.AspNetCore"))
        {
            var needs = arguments.Where(argument => FindSession(argument) is not null).ToArray();
            if (needs.Length > 0)
                return needs is [Reference] ? needs[0] : new Deferred([.. needs], holdsReader: false);
        }

        if (method.IsStatic && arguments.FirstOrDefault(argument => argument is Reference { Entity.Tracked: not TrackedKind.None }) is { } wrapped && method.Name == "Create")
            return wrapped;
        return method.IsStatic && method.Name.StartsWith("Create", StringComparison.Ordinal) && method.ReturnType.IsReferenceType && !DatabaseTypes.IsAwaitable(method.ReturnType)
            && _analysis.Types.KindOf(method.ReturnType) == TrackedKind.None
            ? SomeObject.Instance
            : null;
    }

    /// <summary>Something outside gives back what it was given.</summary>
    private void Empty(Value? holder)
    {
        if (holder is not Reference { Entity: { Kind: EntityKind.Input or EntityKind.Unknown } entity })
            return;

        var slot = _slots.Of(entity, Items);
        _world[slot] = null;
        Mark(slot, holds: false);
    }

    /// <summary>An object of a type from elsewhere that is made with a connection, or with what leads to one.</summary>
    private Value? EvalOutsideCreation(IObjectCreationOperation creation, ITypeSymbol type, Value?[] arguments)
    {
        if (type.Name is "Thread" or "Timer" && arguments.OfType<Callable>().FirstOrDefault() is { } callable && type.ContainingNamespace.IsWithin("System.Threading"))
            return LeaveRunning(creation, callable);
        if (!arguments.Any(argument => FindSession(argument) is not null))
            return null;

        var made = MakeObject(creation, TrackedKind.None, type);
        Value? items = null;
        foreach (var argument in arguments)
        {
            if (FindSession(argument) is not null)
                items = Together(items, argument);
        }

        _world[_slots.Of(made, Items)] = items;
        return made.Reference;
    }
}
