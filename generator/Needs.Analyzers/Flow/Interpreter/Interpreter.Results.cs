using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>The ends of the body: what callers get, and what is left open.</summary>
internal sealed partial class Interpreter
{
    private const int MaxOutcomes = 8;

    private readonly List<Outcome> _returns = [];
    private readonly List<Outcome> _throws = [];
    private readonly HashSet<Entity> _keptByCallee = [];

    private void Return(World world)
    {
        var result = world[_resultSlot];
        ForgetParameters(world);
        if (FollowsUses)
            EndUses(world, result);
        if (_interest.IsSummary)
            AddOutcome(_returns, ExportOutcome(world, result));
        if (!HasOpenResource(world))
            return;

        HandOn(world, result);
        world[_resultSlot] = null;
        Collect(world, Loss.OutOfScope, at: null);
    }

    private void Throw(World world)
    {
        world[_resultSlot] = null;
        ForgetParameters(world);
        if (_interest.IsSummary)
            AddOutcome(_throws, ExportOutcome(world, result: null));
        Collect(world, Loss.ExceptionOut, at: null);
    }

    // What the body assigned to its own parameters, nobody else sees.
    private void ForgetParameters(World world)
    {
        if (_body.Method is null)
            return;

        foreach (var parameter in _body.Method.Parameters)
        {
            if (parameter.RefKind is RefKind.None or RefKind.In)
                world[_slots.Of(parameter)] = null;
        }
    }

    /// <summary>What is returned, or left with somebody else, is their duty from here on.</summary>
    private void HandOn(World world, Value? result)
    {
        var reached = Reachable(world, result);
        NoteKeptByThis(world);
        var handedOn = _entities
            .Where(entity => entity.IsFresh && world[entity] == State.Open && reached[entity.Id] && !IsHeldByStranger(world, entity))
            .ToArray();
        foreach (var entity in handedOn)
        {
            if (world.Thrown is null)
                entity.History!.ReleasedOnNormalPath = true;
            world[entity] = State.Escaped;
        }

        // Who gets a connection gets its transactions; a reader that nobody names is lost with it.
        foreach (var entity in _entities)
        {
            if (!entity.IsFresh || world[entity] != State.Open || LinkIn(world, entity, Parent) is not Reference { Entity: var parent } || !handedOn.Contains(parent))
                continue;

            if (entity.Tracked == TrackedKind.Reader)
                Lose(world, entity, Loss.OutOfScope, at: null);
            else
                world[entity] = State.Escaped;
        }
    }

    private void NoteKeptByThis(World world)
    {
        if (_this is null)
            return;

        foreach (var slot in _slots.MembersOf(_this))
        {
            if (_slots.KeyOf(slot) is ISymbol { IsStatic: false } member)
                NoteKept(world, world[slot], member, depth: 0);
        }
    }

    private void NoteKept(World world, Value? value, ISymbol member, int depth)
    {
        foreach (var entity in EntitiesOf(value))
        {
            // A method of this type that keeps what it opened is judged by itself.
            if (_keptByCallee.Contains(entity))
                continue;

            if (entity.IsFresh && world[entity] == State.Open)
            {
                if (!entity.History!.KeptBy.Contains(member, SymbolEqualityComparer.Default))
                    entity.History.KeptBy.Add(member);
                if (LinkIn(world, entity, Parent) is Reference { Entity: { Owner.IsThis: true, Member: { } parent } })
                    entity.History.KeptUnder ??= parent;
            }
            else if (entity.Kind == EntityKind.Object && depth < 3)
            {
                foreach (var slot in _slots.MembersOf(entity))
                {
                    if (_slots.KeyOf(slot) is ISymbol)
                        NoteKept(world, world[slot], member, depth + 1);
                }
            }
        }
    }

    private static void AddOutcome(List<Outcome> outcomes, Outcome outcome)
    {
        if (outcomes.Contains(outcome, OutcomeComparer.Instance))
            return;

        if (outcomes.Count >= MaxOutcomes)
        {
            // Those that do the same are one, whatever they assume; more than that is not followed.
            var index = outcomes.FindIndex(outcome.DoesAs);
            if (index < 0)
                index = outcomes.Count - 1;
            outcomes[index] = outcomes[index].DoesAs(outcome) ? outcome with { Assumptions = [] } : Outcome.Opaque;
            return;
        }

        outcomes.Add(outcome);
    }

    private Outcome ExportOutcome(World world, Value? result)
    {
        var exporter = new Exporter(this, world);
        var exported = exporter.Of(result);
        var assumptions = ImmutableArray.CreateBuilder<(InputPath, State)>();
        var effects = ImmutableArray.CreateBuilder<(InputPath, State)>();
        foreach (var entity in _entities)
        {
            if (!entity.IsInput)
                continue;

            // What was closed, opened and closed again is as it was.
            if (FollowsUses && LinkIn(world, entity, FoundClosed) is not null)
            {
                assumptions.Add((PathOf(entity), State.Closed));
                if (world[entity] == State.Released)
                    continue;
            }

            switch (world[entity])
            {
                case State.Null or State.NotNull or State.True or State.False or State.Closed:
                    assumptions.Add((PathOf(entity), world[entity]));
                    break;
                case State.Open or State.Released or State.Escaped when _interest.Includes(entity, _body.Method):
                    effects.Add((PathOf(entity), IsLazy && world[entity] == State.Released ? State.Escaped : world[entity]));
                    break;
            }
        }

        return new Outcome(exported, assumptions.ToImmutable(), effects.ToImmutable(), Writes(world, exporter));
    }

    // The body of an iterator runs when somebody enumerates.
    private bool IsLazy => _body.IsIterator;

    private ImmutableArray<(InputPath, Export?)> Writes(World world, Exporter exporter)
    {
        var writes = ImmutableArray.CreateBuilder<(InputPath, Export?)>();
        for (var slot = 0; slot < _slots.Count; slot++)
        {
            if (slot == _resultSlot || world[slot] is not { } value || _slots.KeyOf(slot) is not ISymbol key)
                continue;
            if (_inputs.TryGetValue(slot, out var input) && value == input.Reference)
                continue;

            if (FollowsUses && key.ContainingSymbol is INamedTypeSymbol && IsStatic(slot, key))
                writes.Add((_slots.OwnerOf(slot) == Numbering.Body ? new InputPath(null, key) : new InputPath(PathOf(_entities[_slots.OwnerOf(slot)]), key), exporter.Of(value)));
            else if (_slots.OwnerOf(slot) == Numbering.Body && (_interest.InCaptured || key is IParameterSymbol || value is Reference { Entity.IsFresh: true }))
                writes.Add((new InputPath(null, key), exporter.Of(value)));
            else if (_slots.OwnerOf(slot) != Numbering.Body && _entities[_slots.OwnerOf(slot)] is { IsInput: true } owner
                && (_interest.Includes(owner, _body.Method) || IsAskedFor(value)))
                writes.Add((new InputPath(PathOf(owner), key), exporter.Of(value)));
        }

        return writes.ToImmutable();
    }

    /// <summary>Whether a slot is a static variable's, or a member's of what one holds.</summary>
    private bool IsStatic(int slot, ISymbol key) => _slots.OwnerOf(slot) == Numbering.Body
        ? key is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true }
        : _entities[_slots.OwnerOf(slot)] is { IsInput: true, Owner: null, Member: IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } };

    private bool IsAskedFor(Value value) => EntitiesOf(value).Any(entity =>
        entity.Kind is EntityKind.Resource or EntityKind.Object || entity.IsInput && _interest.Includes(entity, _body.Method));

    private static InputPath PathOf(Entity entity) =>
        entity.IsThis ? InputPath.This : new InputPath(entity.Owner is null ? null : PathOf(entity.Owner), entity.Member);

    /// <summary>Turns the values of a world into what holds outside of the body.</summary>
    private sealed class Exporter(Interpreter interpreter, World world)
    {
        private readonly Dictionary<Entity, int> _ordinals = [];

        public Export? Of(Value? value, int depth = 0)
        {
            switch (value)
            {
                case Constant or SomeObject or Anything:
                    return new ExportedValue(value);
                case Test { Entity: { IsInput: true } entity } test:
                    return new ExportedTest(PathOf(entity), test.WhenTrue, test.WhenFalse);
                case Test test when interpreter.FollowsUses && TruthOf(world, test) is { } known:
                    return new ExportedValue(Constant.Of(known));
                case Several several when depth < 4:
                    return new ExportedSeveral([.. several.Items.Select(item => Of(item, depth + 1))], several.IsTuple);
                case Deferred deferred when depth < 4:
                    return new ExportedDeferred([.. deferred.Sources.SelectMany(interpreter.NeedsOf).Distinct().Select(need => Of(need, depth + 1))], deferred.HoldsReader, deferred.OpensItself);
                case Reference { Entity: { Kind: EntityKind.Operation } operation }:
                    return Of(interpreter.LinkIn(world, operation, Result), depth + 1);
                case Reference { Entity: { IsInput: true } input }:
                    return new ExportedInput(PathOf(input));
                case Reference { Entity: { IsFresh: true } resource } when depth < 4:
                    return new ExportedResource(Ordinal(resource), resource.Tracked, resource.Type, world[resource])
                    {
                        Parent = Of(interpreter.LinkIn(world, resource, Parent), depth + 1),
                        Owned = Of(interpreter.LinkIn(world, resource, Owned), depth + 1),
                    };
                case Reference { Entity: { Kind: EntityKind.Object } made } when depth < 4:
                    return new ExportedObject(Ordinal(made), made.Tracked, made.Type, Members(made, depth));
                case Reference { Entity: var entity } when IsNull(world, value) is { } isNull:
                    return entity.Type?.SpecialType == SpecialType.System_Boolean && TruthOf(world, value) is { } truth
                        ? new ExportedValue(Constant.Of(truth))
                        : new ExportedValue(isNull ? Constant.Null : SomeObject.Instance);
                default:
                    return null;
            }
        }

        private ImmutableArray<(object, Export?)> Members(Entity made, int depth)
        {
            var members = ImmutableArray.CreateBuilder<(object, Export?)>();
            foreach (var slot in interpreter._slots.MembersOf(made))
            {
                if (world[slot] is { } value)
                    members.Add((interpreter._slots.KeyOf(slot), Of(value, depth + 1)));
            }

            return members.ToImmutable();
        }

        private int Ordinal(Entity entity)
        {
            if (!_ordinals.TryGetValue(entity, out var ordinal))
                _ordinals.Add(entity, ordinal = _ordinals.Count);
            return ordinal;
        }
    }

    private sealed class OutcomeComparer : IEqualityComparer<Outcome>
    {
        public static readonly OutcomeComparer Instance = new();

        public bool Equals(Outcome? x, Outcome? y) => x!.DoesAs(y!) && x.Assumptions.SequenceEqual(y!.Assumptions);

        public int GetHashCode(Outcome outcome) => outcome.Effects.Length;
    }
}
