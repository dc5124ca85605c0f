using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Loans: what a handler leaves behind, and what it returns.</summary>
internal sealed partial class Interpreter
{
    private readonly Dictionary<int, SyntaxNode> _storedAt = [];
    private readonly HashSet<(InputPath? Holder, InputPath Value)> _keeps = [];
    private ImmutableArray<ISymbol> _lent;
    private Entity? _outside;

    /// <summary>The connections and transactions that are lent to the body.</summary>
    private ImmutableArray<ISymbol> Lent => _lent.IsDefault ? _lent = _interest.IsRoot && _body.Method is { } method ? Loans.In(method, _analysis.Types) : [] : _lent;

    private bool IsHandler => !Lent.IsEmpty;

    /// <summary>Whoever is not known: what they get, they keep.</summary>
    private Entity Outside => _outside ??= Add(new Entity(_entities.Count, EntityKind.Unknown, TrackedKind.None, type: null));

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
        {
            foreach (var entity in EntitiesOf(Link(operation, Needs)))
            {
                if (entity.IsInput && _interest.Includes(entity, _body.Method))
                    _ownUses.Add(new Use(PathOf(entity), CalleePart(operation.Site!), UseNeeds.Runs));
            }
        }

        foreach (var later in LaterIn(result))
            ExportLater(later);

        Awaited(result);
        if (_world.Thrown is null)
        {
            foreach (var operation in Running())
            {
                foreach (var entity in EntitiesOf(Link(operation, Needs)))
                {
                    if (entity.IsInput && _interest.Includes(entity, _body.Method))
                        _ownUses.Add(new Use(PathOf(entity), CalleePart(operation.Site!), UseNeeds.Stays));
                }
            }
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
                    ExportLater(frame.Resolve(use.Input), SiteIn(callable, use, callable.Lambda ?? _body.Graph.OriginalOperation), use.Needs);
                break;
            case Deferred { Sources: [Callable first, ..] }:
                ExportLater(first);
                break;
            case Deferred deferred:
                foreach (var source in deferred.Sources)
                    ExportLater(source);
                break;
            default:
                ExportLater(later, _world.Exit ?? _body.Graph.OriginalOperation.Syntax, UseNeeds.None);
                break;
        }
    }

    private void ExportLater(Value? needed, SyntaxNode site, UseNeeds needs)
    {
        foreach (var entity in EntitiesOf(needed))
        {
            if (entity.IsInput && _interest.Includes(entity, _body.Method))
                _ownUses.Add(new Use(PathOf(entity), site, needs | UseNeeds.Later));
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
            var path = use.Input;
            while (path.Owner is { IsThis: false } owner)
                path = owner;
            if (path.Member is not null && Mention(stored, path.Member.Name) is { } mention)
                return mention;
        }

        return stored.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault();
    }

    private static Location? LocationOf(Entity lent) => lent.Member?.Locations.FirstOrDefault();

    /// <summary>What is held by static variables, members of objects from outside, and whoever is not known.</summary>
    private List<(int Slot, Value Value)> StoredOutside()
    {
        var stored = new List<(int, Value)>();
        for (var slot = 0; slot < _slots.Count; slot++)
        {
            if (_world[slot] is not { } value || value is Constant)
                continue;

            var owner = _slots.OwnerOf(slot);
            var isOutside = owner == Numbering.Body
                ? _slots.KeyOf(slot) is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } or IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out }
                : _entities[owner] is { Kind: EntityKind.Input or EntityKind.Unknown, Tracked: TrackedKind.None };
            if (isOutside && !(_inputs.TryGetValue(slot, out var input) && value == input.Reference))
                stored.Add((slot, value));
        }

        return stored;
    }

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

    private readonly Dictionary<int, Entity> _marks = [];

    /// <summary>
    /// Tells worlds apart in which something holds what leads to a connection: one where nothing is known of that does not include one where it does.
    /// </summary>
    private void Mark(int slot, bool holds)
    {
        if (!_marks.TryGetValue(slot, out var mark))
        {
            if (!holds)
                return;
            _marks.Add(slot, mark = Add(new Entity(_entities.Count, EntityKind.Unknown, TrackedKind.None, type: null)));
        }

        _world[mark] = holds ? State.Released : State.Absent;
    }

    /// <summary>What callbacks need, by what the variables hold that they capture: these may go out of scope before.</summary>
    private Value? Snapshot(Value? value) => value switch
    {
        Callable => new Deferred([value, .. NeedsOf(value).Distinct()], holdsReader: false),
        Deferred deferred when deferred.Sources.Any(source => source is Callable) => new Deferred([.. deferred.Sources.Select(Snapshot)], deferred.HoldsReader),
        _ => value,
    };

    private bool MayOutlive(int slot) => _slots.OwnerOf(slot) == Numbering.Body
        ? _slots.KeyOf(slot) is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true }
        : _entities[_slots.OwnerOf(slot)].Kind is EntityKind.Input or EntityKind.Unknown or EntityKind.Object;

    /// <summary>Notes where a slot got what it holds.</summary>
    private void NoteStored(int slot, Value? value, IOperation? site)
    {
        if (MayOutlive(slot))
        {
            _world[slot] = Snapshot(_world[slot]);
            Mark(slot, FindSession(value) is not null);
        }

        if (site is not null && value is Reference or Several or Callable or Deferred)
            _storedAt[slot] = StoredPart(value, site);
    }

    private SyntaxNode StoredPart(Value? value, IOperation site)
    {
        switch (site)
        {
            case ISimpleAssignmentOperation assignment:
                return assignment.Value.Syntax;
            case IDeconstructionAssignmentOperation { Value: var deconstructed } when Unconverted(deconstructed) is ITupleOperation tuple
                && tuple.Elements.FirstOrDefault(element => Equals(ValueOf(element), value)) is { } part:
                return part.Syntax;
            case ICompoundAssignmentOperation assignment:
                return Unconverted(assignment.Value) is IDelegateCreationOperation added ? added.Target.Syntax : assignment.Value.Syntax;
            case IEventAssignmentOperation assignment:
                return Unconverted(assignment.HandlerValue) is IDelegateCreationOperation creation ? creation.Target.Syntax : assignment.HandlerValue.Syntax;
            case IInvocationOperation or IObjectCreationOperation:
                var arguments = site is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)site).Arguments;
                foreach (var argument in arguments)
                {
                    if (Equals(ValueOf(argument.Value), value))
                        return argument.Value.Syntax;

                    if (value is Reference { Entity.Member: { } stored } && argument.Value.Syntax is not AnonymousFunctionExpressionSyntax && Mention(argument.Value.Syntax, stored.Name) is not null)
                        return argument.Value.Syntax;

                    // What a callback gives.
                    if (argument.Value.Syntax is AnonymousFunctionExpressionSyntax callback && value is Reference { Entity.Member: { } member } && Mention(callback, member.Name) is { } mention)
                        return mention;
                }

                return CalleePart(site);
            default:
                return site.Syntax;
        }
    }

    /// <summary>What a plain argument holds, without evaluating it again.</summary>
    private Value? ValueOf(IOperation operation) => Unconverted(operation) switch
    {
        ILocalReferenceOperation local => _world[_slots.Of(local.Local)],
        IParameterReferenceOperation parameter => _world[_slots.Of(parameter.Parameter)],
        IFlowCaptureReferenceOperation capture => _world[_slots.Of(capture.Id)],
        _ => null,
    };

    private static InputPath Root(InputPath path) => path.Owner is { } owner ? Root(owner) : path;

    /// <summary>A callee put a value into something that it came to by a holder: into an object of this body, or outside.</summary>
    private void Keep(Value? holder, Value? value, IOperation call)
    {
        if (holder is Reference { Entity.Kind: EntityKind.Object })
            AddItem(holder, value);
        else if (holder != SomeObject.Instance)
            StoreOutside(Outside.Reference, value, StoredPart(value, call));
    }

    private void StoreOutside(Value? holder, Value? value, SyntaxNode at)
    {
        if (FindSession(value) is null && !(_interest.IsSummary && Inputs(value).Any()))
            return;

        var entity = holder is Reference { Entity: { Kind: EntityKind.Input or EntityKind.Unknown } known } ? known : Outside;
        var slot = _slots.Of(entity, Items);
        _world[slot] = Together(_world[slot], Snapshot(value));
        Mark(slot, holds: true);
        _storedAt[slot] = at;
    }

    /// <summary>Anything of a database that a value leads to.</summary>
    private Entity? FindSession(Value? value, int depth = 0)
    {
        foreach (var entity in EntitiesOf(value).Concat(value is Deferred or Callable ? NeedsOf(value).SelectMany(EntitiesOf) : []))
        {
            if (SessionOf(entity) is { } session)
                return session;
            if (entity.IsInput && !entity.IsThis && entity.Type is { } type && _analysis.Types.KindOf(type) != TrackedKind.None)
                return entity;
            if (depth > 3 || entity.Kind is not (EntityKind.Object or EntityKind.Operation))
                continue;

            foreach (var slot in _slots.MembersOf(entity))
            {
                if (FindSession(_world[slot], depth + 1) is { } inner)
                    return inner;
            }
        }

        return null;
    }

    private void StoreHandler(IEventAssignmentOperation assignment, Value? handler)
    {
        if (assignment.EventReference is not IEventReferenceOperation reference)
            return;

        var owner = Eval(reference.Instance);
        if (owner is Reference { Entity.Kind: EntityKind.Object } or SomeObject && !(IsTicking(reference.Event) && !IsUsing(reference.Instance)))
            return;

        var entity = owner is Reference { Entity: var known } ? known : Outside;
        var slot = _slots.Of(entity, reference.Event);
        _world[slot] = assignment.Adds ? handler : null;
        if (assignment.Adds)
            _storedAt[slot] = StoredPart(handler, assignment);
    }

    // They are kept by the system until they are disposed.
    private static bool IsTicking(ISymbol symbol) => symbol.ContainingType.Name is "Timer" or "FileSystemWatcher";

    private static bool IsUsing(IOperation? variable) => variable is ILocalReferenceOperation { Local: var local }
        && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().Parent?.Parent is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or UsingStatementSyntax;

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
            StoreOutside(holder: null, registered, Unconverted(call.Arguments[0].Value) is IDelegateCreationOperation given ? given.Target.Syntax : call.Arguments[0].Value.Syntax);
        }

        foreach (var argument in call.Arguments)
        {
            var value = argument.Parameter is { } parameter && parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : null;
            if (value is null)
                continue;

            var isKept = keeps && !Equals(value, holder) && LendingTable.Keeps(method, argument.Parameter!);
            if (isKept)
                StoreOutside(holder, value, argument.Value.Syntax is var syntax && Unconverted(argument.Value) is IDelegateCreationOperation creation ? creation.Target.Syntax : syntax);
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
