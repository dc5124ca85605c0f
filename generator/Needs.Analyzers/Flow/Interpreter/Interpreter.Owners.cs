using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>Objects that hold resources: whether they release them.</summary>
internal sealed partial class Interpreter
{
    /// <summary>
    /// Whether all that refers to a resource at the end are objects whose own Dispose leaves it open, and that let nobody else at it.
    /// </summary>
    private bool IsHeldByStranger(World world, Entity resource)
    {
        var isHeld = false;
        for (var slot = 0; slot < _slots.Count; slot++)
        {
            if (!EntitiesOf(world[slot]).Contains(resource) || _slots.KeyOf(slot) is Parent)
                continue;
            if (_slots.OwnerOf(slot) == Numbering.Body || _slots.KeyOf(slot) is not ISymbol member)
                return false;

            var holder = _entities[_slots.OwnerOf(slot)];
            if (holder.Kind != EntityKind.Object || holder.Type is null || !holder.Type.IsInSource() || !holder.Type.IsDisposable() || IsOpenToOthers(member))
                return false;
            if (IsReleasedBy(world, holder, resource))
                return false;
            isHeld = true;
        }

        return isHeld;
    }

    /// <summary>Whether a holder is to be disposed in place of what it holds.</summary>
    private bool Owns(Entity holder, Value? held) =>
        holder.Kind != EntityKind.Object || holder.Type?.IsDisposable() != true
        || held is Reference { Entity: { IsFresh: true } resource } && (_world[resource] != State.Open || IsReleasedBy(_world, holder, resource))
        || held is Reference { Entity: { Kind: EntityKind.Object } };

    private static bool IsOpenToOthers(ISymbol member) =>
        member is not IParameterSymbol && member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected);

    private bool IsReleasedBy(World world, Entity holder, Entity resource)
    {
        foreach (var method in DisposeMethods.Of(holder.Type!))
        {
            if (BodyOf(method) is not { } body || _analysis.Summaries.Of(body, holder.Type as INamedTypeSymbol, _depth - 1, Interest.This) is not { } summary)
            {
                _isCut = true;
                return true;
            }

            _isCut |= summary.IsCut;
            _height = Math.Max(_height, summary.Height + 1);
            var outer = _world;
            foreach (var outcome in summary.Returns)
            {
                _world = world.Clone();
                var frame = new Frame(this, _graph.OriginalOperation, holder.Reference, new Value?[method.Parameters.Length], method);
                if (!frame.IsFeasible(outcome))
                    continue;

                frame.Play(outcome);
                if (_world[resource] != State.Open)
                {
                    _world = outer;
                    return true;
                }
            }

            _world = outer;
        }

        return false;
    }
}
