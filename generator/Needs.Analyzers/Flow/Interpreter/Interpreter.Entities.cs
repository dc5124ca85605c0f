using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>Entities: where they come from, and how their states change.</summary>
internal sealed partial class Interpreter
{
    /// <summary>The slot of a resource's, command's or object's parent: what ends it by ending.</summary>
    private const string Parent = "parent";

    /// <summary>The slot of what is released with a resource: the connection of a reader with CommandBehavior.CloseConnection.</summary>
    private const string Owned = "owned";

    /// <summary>The slot that says of an input that it was closed before it was opened here.</summary>
    private const string FoundClosed = "found closed";

    /// <summary>The slot of a command's transaction.</summary>
    private const string Transaction = "transaction";

    /// <summary>The slot of a collection's items.</summary>
    private const string Items = "items";

    /// <summary>How far members of members of inputs are told apart.</summary>
    private const int MaxInputDepth = 3;

    private readonly List<Entity> _entities = [];
    private readonly Dictionary<(IOperation Site, EntityKind Kind, int Ordinal), Entity> _made = [];
    private readonly Dictionary<int, Entity> _inputs = [];
    private readonly Dictionary<(int Slot, SyntaxNode Site), Entity> _unknowns = [];
    private readonly Dictionary<(Entity Input, object Constant), Entity> _comparisons = [];
    private readonly List<int> _parentSlots = [];
    private Entity? _this;

    public IReadOnlyList<Entity> Entities => _entities;

    private Entity This => _this ??= Add(new Entity(_entities.Count, EntityKind.Input, TrackedKind.None, _thisType));

    private Entity Add(Entity entity)
    {
        _entities.Add(entity);
        return entity;
    }

    /// <summary>The entity that stands for what a slot held on entry.</summary>
    private Entity InputOf(int slot, Entity? owner, ISymbol member, ITypeSymbol type)
    {
        if (!_inputs.TryGetValue(slot, out var entity))
        {
            var kind = owner is { Kind: EntityKind.Unknown } ? EntityKind.Unknown : EntityKind.Input;
            _inputs.Add(slot, entity = Add(
                new Entity(_entities.Count, kind, _analysis.Types.KindOf(type), type) { Owner = owner, Member = member }));
        }

        if (_world[entity] == State.Absent)
            _world[entity] = State.Unknown;
        return entity;
    }

    /// <summary>An entity for a value of which nothing is known yet: so that what is learned of it by one condition holds at the next.</summary>
    private Value? Unknown(int slot, ITypeSymbol? type, IOperation? site)
    {
        if (site is null || type is null || type.IsValueType && type.SpecialType != SpecialType.System_Boolean && !type.IsNullable()
            && !(FollowsUses && _body.Releases && type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64))
        {
            return null;
        }

        if (!_unknowns.TryGetValue((slot, site.Syntax), out var entity))
        {
            if (_unknowns.Count >= 400)
                return null;
            _unknowns.Add((slot, site.Syntax), entity = Add(new Entity(_entities.Count, EntityKind.Unknown, _analysis.Types.KindOf(type), type) { Site = site }));
        }
        else if (FollowsUses)
        {
            ForgetComparisons(entity);
        }

        _world[entity] = State.Unknown;
        return entity.Reference;
    }

    /// <summary>A resource that comes into being here: in a loop, again.</summary>
    private Reference Acquire(IOperation site, TrackedKind kind, ITypeSymbol? type, State state, Value? parent, int ordinal = 0)
    {
        var entity = Make(site, EntityKind.Resource, kind, type, ordinal);
        if (_world[entity] == State.Open && IsHeldByVariable(entity))
        {
            var twin = entity.Twin ??= Add(
                new Entity(_entities.Count, EntityKind.Resource, kind, type) { Site = site, History = entity.History });
            if (_world[twin] == State.Open && IsHeldByVariable(twin))
                Escape(twin);
            entity = twin;
        }

        // Exceptions of before are nothing to it.
        _world.Thrown = null;
        _world[entity] = state;
        if (state == State.Open)
            entity.History!.OpenedAt ??= site.Syntax.GetLocation();
        SetLink(entity, Parent, parent);
        SetLink(entity, Owned, null);
        _unheld.Add(entity);
        return entity.Reference;
    }

    /// <summary>An object that the body makes, without members yet.</summary>
    private Entity MakeObject(IOperation site, TrackedKind kind, ITypeSymbol? type, int ordinal = 0)
    {
        var entity = Make(site, EntityKind.Object, kind, type, ordinal);
        _world[entity] = State.NotNull;
        foreach (var slot in _slots.MembersOf(entity))
            _world[slot] = null;
        ForgetComparisons(entity);
        return entity;
    }

    private void ForgetComparisons(Entity entity)
    {
        foreach (var comparison in _comparisons)
        {
            if (comparison.Key.Input == entity)
                _world[comparison.Value] = State.Absent;
        }
    }

    private Entity Make(IOperation site, EntityKind kind, TrackedKind tracked, ITypeSymbol? type, int ordinal)
    {
        if (!_made.TryGetValue((site, kind, ordinal), out var entity))
        {
            _made.Add((site, kind, ordinal), entity = Add(new Entity(_entities.Count, kind, tracked, type)
            {
                Site = site,
                History = kind == EntityKind.Resource ? new History { Site = site.Syntax, Kind = tracked } : null,
            }));
        }

        return entity;
    }

    private void SetLink(Entity entity, string link, Value? target)
    {
        if (target is null && _slots.Find(entity, link) < 0)
            return;

        var slot = _slots.Of(entity, link);
        if (link == Parent && !_parentSlots.Contains(slot))
            _parentSlots.Add(slot);
        _world[slot] = target;
    }

    private Value? Link(Entity entity, string link) => LinkIn(_world, entity, link);

    private Value? LinkIn(World world, Entity entity, string link) => _slots.Find(entity, link) is var slot and >= 0 ? world[slot] : null;

    private void Open(Value? value, IOperation by)
    {
        foreach (var entity in EntitiesOf(value))
        {
            if (entity.IsFresh && _world[entity] is State.Created or State.Released)
            {
                _world.Thrown = null;
                _world[entity] = State.Open;
                entity.History!.OpenedAt ??= by.Syntax.GetLocation();
            }
            else if (entity.IsInput)
            {
                if (FollowsUses && _world[entity] == State.Closed)
                    SetLink(entity, FoundClosed, Constant.True);
                _world[entity] = State.Open;
            }
        }
    }

    private void Release(Value? value)
    {
        foreach (var entity in EntitiesOf(value))
            End(entity, State.Released);
    }

    private void Escape(Value? value)
    {
        foreach (var entity in EntitiesOf(value))
            Escape(entity);
    }

    private void Escape(Entity entity)
    {
        if (_world[entity] == State.Escaped)
            return;

        if (entity.Kind == EntityKind.Object)
        {
            _world[entity] = State.Escaped;
            EscapeMembers(entity);
        }
        else if (entity.IsFresh || entity.Tracked.IsResource()
            || entity.IsInput && entity.Type is { IsValueType: false, SpecialType: not SpecialType.System_String })
        {
            End(entity, State.Escaped);
        }
    }

    private void EscapeMembers(Entity entity)
    {
        foreach (var slot in _slots.MembersOf(entity).ToArray())
            Escape(_world[slot]);
    }

    private void End(Entity entity, State state)
    {
        var before = _world[entity];
        if (entity.Kind == EntityKind.Object || before == state)
        {
            EndChildren(entity, state);
            return;
        }

        if (FollowsUses && state == State.Released)
            NoteReleased(entity);

        // Only what is held can be handed on, and what was released stays so.
        if (entity.IsFresh && state == State.Escaped && before == State.Released)
            return;

        _world[entity] = state;
        if (entity.IsFresh && before == State.Open && _world.Thrown is null)
            entity.History!.ReleasedOnNormalPath = true;
        Value? owned = Link(entity, Owned);
        if (owned is not null)
        {
            foreach (var other in EntitiesOf(owned))
                End(other, state);
        }

        EndChildren(entity, state);
    }

    /// <summary>Closing a connection closes its readers and ends its transactions.</summary>
    private void EndChildren(Entity entity, State state)
    {
        if (state == State.Escaped)
            return;

        foreach (var slot in _parentSlots)
        {
            if (_world[slot] is Reference parent && parent.Entity == entity && _entities[_slots.OwnerOf(slot)] is { } child && child.IsFresh
                && _world[child] == State.Open)
            {
                End(child, state);
            }
        }
    }

    /// <summary>The entities that a value refers to: itself, and the items of a collection.</summary>
    private static IEnumerable<Entity> EntitiesOf(Value? value)
    {
        switch (value)
        {
            case Reference reference:
                yield return reference.Entity;
                break;
            case Several several:
                foreach (var item in several.Items)
                {
                    foreach (var entity in EntitiesOf(item))
                        yield return entity;
                }

                break;
        }
    }

    /// <summary>How many things a collection is followed to hold; what comes after them is its own.</summary>
    private const int MaxItems = 32;

    private Value? Together(Value? first, Value? second)
    {
        if (first is Several { Items.Length: >= MaxItems })
        {
            Escape(second);
            return first;
        }

        if (first is null || Equals(first, second))
            return second;
        if (second is null)
            return first;

        var items = Flat(first).Concat(Flat(second)).Distinct().ToArray();
        return items.Length == 1 ? items[0] : new Several([.. items], isTuple: false);

        static IEnumerable<Value?> Flat(Value value) => value is Several { IsTuple: false } several ? several.Items : [value];
    }
}
