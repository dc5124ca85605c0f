using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Stores: what things outside of the body come to hold, and where they got it.</summary>
internal sealed partial class Interpreter
{
    private readonly Dictionary<int, SyntaxNode> _storedAt = [];
    private readonly Dictionary<int, Entity> _marks = [];
    private Entity? _outside;

    /// <summary>Whoever is not known: what they get, they keep.</summary>
    private Entity Outside => _outside ??= Add(new Entity(_entities.Count, EntityKind.Unknown, TrackedKind.None, type: null));

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
        Deferred deferred when deferred.Sources.Any(source => source is Callable) => new Deferred([.. deferred.Sources.Select(Snapshot)], deferred.HoldsReader, deferred.OpensItself),
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
                return Written(assignment.Value);
            case IEventAssignmentOperation assignment:
                return Written(assignment.HandlerValue);
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

    /// <summary>A value as it is written: of a delegate, the lambda or the method.</summary>
    private static SyntaxNode Written(IOperation value) => Unconverted(value) is IDelegateCreationOperation creation ? creation.Target.Syntax : value.Syntax;

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
}
