using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>How a reference to a resource can go.</summary>
internal enum Loss : byte
{
    /// <summary>The variable's scope, or the body, ends.</summary>
    OutOfScope,

    /// <summary>The variable gets another value, or the value is dropped.</summary>
    Overwritten,

    /// <summary>An exception leaves the variable's scope.</summary>
    Exception,

    /// <summary>An exception leaves the body.</summary>
    ExceptionOut,
}

/// <summary>Losses: resources that are open and that nothing refers to any longer.</summary>
internal sealed partial class Interpreter
{
    /// <summary>What the current statement acquired and did not put anywhere yet.</summary>
    private readonly List<Entity> _unheld = [];
    private bool _mayHaveLost;
    private SyntaxNode? _overwrittenAt;

    /// <summary>A value was put into a place: it can't be lost by the end of the statement.</summary>
    private void Hold(Value? value)
    {
        if (_unheld.Count > 0 && value is Reference { Entity: var entity })
            _unheld.Remove(entity);
    }

    /// <summary>Looks for losses after a statement that assigned or acquired something.</summary>
    private void CollectAfter(IOperation operation, Value? value)
    {
        if (!_mayHaveLost && _unheld.Count == 0)
            return;

        _mayHaveLost = false;
        _unheld.Clear();
        var isStatement = operation != _node.Block.BranchValue;
        var dropped = operation is IExpressionStatementOperation && EntitiesOf(value).Any(entity => entity.Kind is EntityKind.Resource or EntityKind.Object);
        var loss = _overwrittenAt is not null || dropped ? Loss.Overwritten : Loss.OutOfScope;
        Collect(_world, loss, _overwrittenAt ?? operation.Syntax, isStatement ? null : value);
        _overwrittenAt = null;
    }

    /// <summary>Finds the resources that got lost.</summary>
    /// <param name="world">The world to look through.</param>
    /// <param name="loss">How references can have gone since the last time.</param>
    /// <param name="at">Where; null for the end of the scope, or what the world says of exits and exceptions.</param>
    /// <param name="kept">A value in hand.</param>
    private void Collect(World world, Loss loss, SyntaxNode? at, Value? kept = null)
    {
        if (!HasOpenResource(world))
            return;

        var reached = Reachable(world, kept, throughThis: loss != Loss.ExceptionOut || !_body.BuildsThis);
        List<Entity>? lost = null;
        for (var id = world.NextWith(State.Open, 0); id >= 0; id = world.NextWith(State.Open, id + 1))
        {
            if (!reached[id] && _entities[id] is { IsFresh: true } entity && !EndsWithParent(world, entity))
                (lost ??= []).Add(entity);
        }

        if (lost is null)
            return;

        var collected = ItemsIn(world);
        foreach (var entity in lost)
        {
            entity.History!.LostInCollection |= collected.Contains(entity);
            Lose(world, entity, loss, at);
        }
    }

    private static void Lose(World world, Entity entity, Loss loss, SyntaxNode? at)
    {
        var history = entity.History!;
        world[entity] = State.Escaped;
        if (world.Thrown is { Kind: OperationKind.YieldReturn } abandoned)
            history.LostAtExit ??= abandoned.Syntax.GetLocation();
        else if (world.Thrown is { } thrower)
            history.LostByThrowAt ??= thrower.Syntax.GetLocation();
        else if (loss == Loss.Overwritten)
            history.OverwrittenAt ??= at!.GetLocation();
        else
            history.LostAtExit ??= at?.GetLocation() ?? world.Exit?.GetLocation() ?? EndOfScope(history);
    }

    private HashSet<Entity> ItemsIn(World world)
    {
        var items = new HashSet<Entity>();
        for (var slot = Math.Min(world.SlotCount, _slots.Count) - 1; slot >= 0; slot--)
        {
            if (_slots.KeyOf(slot) is Items)
                items.UnionWith(EntitiesOf(world[slot]));
        }

        return items;
    }

    private bool HasOpenResource(World world)
    {
        for (var id = world.NextWith(State.Open, 0); id >= 0; id = world.NextWith(State.Open, id + 1))
        {
            if (_entities[id].IsFresh)
                return true;
        }

        return false;
    }

    /// <summary>Whether a reader or transaction is released with its connection, which is judged by itself.</summary>
    private bool EndsWithParent(World world, Entity entity)
    {
        return _slots.Find(entity, Parent) is var slot and >= 0
            && world[slot] is Reference { Entity: var parent }
            && (parent.IsFresh || parent.Tracked == TrackedKind.Context && !parent.IsInput);
    }

    private bool[] Reachable(World world, Value? kept, bool throughThis = true)
    {
        var reached = new bool[_entities.Count];
        Reach(kept);
        for (var slot = Math.Min(world.SlotCount, _slots.Count) - 1; slot >= 0; slot--)
        {
            if (world[slot] is not { } value)
                continue;

            var owner = _slots.OwnerOf(slot);
            if (owner == Numbering.Body || _entities[owner].Kind is EntityKind.Input or EntityKind.Unknown && (throughThis || owner != _this?.Id))
                Reach(value);
        }

        return reached;

        void Reach(Value? value)
        {
            switch (value)
            {
                case Reference { Entity: var entity } when !reached[entity.Id]:
                    reached[entity.Id] = true;
                    foreach (var slot in _slots.MembersOf(entity))
                    {
                        // A reader doesn't lead to its connection; a transaction and a command do.
                        if (!(entity.Tracked == TrackedKind.Reader && _slots.KeyOf(slot) is Parent))
                            Reach(world[slot]);
                    }

                    break;
                case Several several:
                    foreach (var item in several.Items)
                        Reach(item);
                    break;
                case Callable { Receiver: { } receiver }:
                    Reach(receiver);
                    break;
            }
        }
    }

    private bool IsHeldByVariable(Entity entity)
    {
        for (var slot = 0; slot < _world.SlotCount && slot < _slots.Count; slot++)
        {
            if (_world[slot] == entity.Reference && _slots.KeyOf(slot) is not Parent and not Owned and not Items)
                return true;
        }

        return false;
    }

    /// <summary>Makes one world of two.</summary>
    public void Join(World world, World other)
    {
        foreach (var entity in _entities)
        {
            var (mine, theirs) = (world[entity], other[entity]);
            if (mine != theirs && (entity.IsFresh ? mine == State.Open || theirs == State.Open : mine >= State.Created || theirs >= State.Created))
                world[entity] = other[entity] = State.Escaped;
        }

        var held = HasOpenResource(world) ? Reachable(world, null) : null;
        if (!world.Join(other) || held is null)
            return;

        // What only one of the two could name is given up, not lost.
        var reached = Reachable(world, null);
        foreach (var entity in _entities)
        {
            if (entity.IsFresh && world[entity] == State.Open && held[entity.Id] && !reached[entity.Id])
                world[entity] = State.Escaped;
        }
    }

    private static Location EndOfScope(History history)
    {
        foreach (var node in history.Site.Ancestors())
        {
            switch (node)
            {
                case BlockSyntax block:
                    return block.CloseBraceToken.GetLocation();
                case SwitchSectionSyntax section:
                    return section.Statements.Last().GetLocation();
                case ArrowExpressionClauseSyntax or LambdaExpressionSyntax or GlobalStatementSyntax or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax }:
                    return node.GetLocation();
            }
        }

        return history.Site.GetLocation();
    }
}
