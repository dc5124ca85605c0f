using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>
/// Runs one body over all of its paths: a typestate analysis on the compiler's control flow graph.
/// At each block it keeps the worlds in which execution can come there, until no new one appears.
/// </summary>
internal sealed partial class Interpreter
{
    /// <summary>Statements that are executed, over all worlds, before the body is given up: nothing is reported of it then.</summary>
    private const int MaxSteps = 16_000;

    private readonly Analysis _analysis;
    private readonly Body _body;
    private readonly INamedTypeSymbol? _thisType;
    private readonly int _depth;
    private readonly Interest _interest;
    private readonly ControlFlowGraph _graph;
    private readonly Numbering _slots = new();
    private readonly Dictionary<(int Block, Continuation? Continuation), Node> _nodes = [];
    private readonly SortedSet<Node> _work = new(NodeOrder.Instance);
    private readonly Dictionary<ControlFlowRegion, int[]> _locals = [];
    private readonly Choices _choices = new();
    private readonly int _resultSlot;

    private Node _node = null!;
    private World _world = null!;
    private int _steps;

    /// <summary>The world in hand can't be: what was assumed contradicts what is known, or a call does not return.</summary>
    private bool _isDead;

    public Interpreter(Analysis analysis, Body body, INamedTypeSymbol? thisType, int depth, Interest interest)
    {
        _analysis = analysis;
        _body = body;
        _thisType = thisType ?? body.Type;
        _depth = depth;
        _interest = interest;
        _graph = body.Graph;
        _resultSlot = _slots.Of("result");
        FindCapturedTargets();
    }

    private bool HasGivenUp => _steps > MaxSteps;

    public Findings Run()
    {
        try
        {
            Enter(_graph.Blocks[0], continuation: null, new World());
            Execute();
        }
        catch (InsufficientExecutionStackException)
        {
            // An expression nested deeper than anybody reads.
            _steps = int.MaxValue;
        }

        return HasGivenUp
            ? new Findings(new Summary { Returns = [Outcome.Opaque], Throws = [Outcome.Opaque], IsCut = _isCut, Height = _height }, [])
            : new Findings(
                new Summary
                {
                    Returns = Outcome.Simplify(_returns),
                    Throws = Outcome.Simplify(_throws),
                    Uses = [.. _ownUses],
                    Keeps = [.. _keeps],
                    Borrows = [.. _borrows],
                    Disposed = FollowsUses ? [.. _disposed.Where(entity => entity.IsInput).Select(PathOf)] : [],
                    IsCut = _isCut,
                    Height = _height,
                },
                [.. _entities.Where(entity => entity.History is not null).Select(entity => entity.History!).Distinct()])
            {
                Misuses = [.. _misuses.Values],
            };
    }

    private void Execute()
    {
        while (_work.Count > 0 && !HasGivenUp)
        {
            _analysis.Cancellation.ThrowIfCancellationRequested();
            _node = _work.Min!;
            _work.Remove(_node);

            // Copies: execution changes them.
            foreach (var world in _node.Worlds.TakeNew())
                Execute(_node.Block, world.Clone());
        }
    }

    private void Execute(BasicBlock block, World world)
    {
        World[] worlds = [world];
        foreach (var operation in block.Operations)
        {
            var next = new List<World>(worlds.Length);
            foreach (var current in worlds)
                Evaluate(operation, current, (after, _) => next.Add(after));
            worlds = next.Count <= 1 ? [.. next] : Distinct(next);
        }

        foreach (var current in worlds)
        {
            if (block.BranchValue is { } value)
                Evaluate(value, current, (after, result) => Leave(block, after, result));
            else
                Leave(block, current, value: null);
        }
    }

    private World[] Distinct(List<World> worlds)
    {
        var set = new WorldSet(this);
        foreach (var world in worlds)
            set.Add(world);
        return set.TakeNew();
    }

    /// <summary>Evaluates an operation once for each combination of choices that it comes across.</summary>
    private void Evaluate(IOperation operation, World world, Action<World, Value?> next)
    {
        var choices = new List<(World World, Value? Value)>(1);
        var mayChoose = MayChoose(operation);
        _choices.Reset();
        do
        {
            _steps++;
            _world = mayChoose ? world.Clone() : world;
            _isDead = false;
            var value = Eval(operation);
            if (!_isDead)
            {
                if (value is Callable && operation == _node.Block.BranchValue)
                    LendCallables(operation, [value]);
                CollectAfter(operation, value);
                choices.Add((_world, value));
            }
        }
        while (_choices.Advance() && !HasGivenUp);

        foreach (var (after, value) in choices)
            next(after, value);
    }

    private void Leave(BasicBlock block, World world, Value? value)
    {
        if (block.ConditionalSuccessor is { } conditional)
        {
            var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            var truth = TruthOf(world, value);
            if (truth != !jumpsWhen)
                FollowIf(world.Clone(), conditional, value, jumpsWhen);
            if (truth != jumpsWhen && block.FallThroughSuccessor is { } otherwise)
                FollowIf(world, otherwise, value, !jumpsWhen);
        }
        else if (block.FallThroughSuccessor is { } next)
        {
            Follow(world, next, value);
        }
    }

    private void FollowIf(World world, ControlFlowBranch branch, Value? condition, bool truth)
    {
        if (Assume(world, condition, truth))
            Follow(world, branch, value: null);
    }

    private void Follow(World world, ControlFlowBranch branch, Value? value)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Regular:
                Continue(world, branch, 0, _node.Continuation);
                break;

            case ControlFlowBranchSemantics.Return:
                if (FollowsUses)
                {
                    _world = world;
                    value = Snapshot(value);
                }

                world[_resultSlot] = value;
                world.Exit = branch.Source.BranchValue?.Syntax;
                Continue(world, branch, 0, _node.Continuation);
                break;

            case ControlFlowBranchSemantics.Throw:
                Raise(world, branch.Source.BranchValue!, new Thrown(branch.Source.BranchValue!.Type), branch.Source.EnclosingRegion, _node.Continuation);
                break;

            case ControlFlowBranchSemantics.Rethrow:
                Raise(world, world.Thrown, new Thrown(CaughtType(branch.Source)), branch.Source.EnclosingRegion, _node.Continuation);
                break;

            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(world);
                break;
        }
    }

    /// <summary>Goes on along a branch: through its finally blocks, then to where it leads.</summary>
    private void Continue(World world, ControlFlowBranch branch, int nextFinally, Continuation? continuation)
    {
        if (nextFinally < branch.FinallyRegions.Length)
        {
            var region = branch.FinallyRegions[nextFinally];
            Enter(
                _graph.Blocks[region.FirstBlockOrdinal],
                new Continuation { Outer = continuation, Branch = branch, NextFinally = nextFinally + 1 },
                world);
            return;
        }

        foreach (var region in branch.LeavingRegions)
            ForgetLocals(world, region);
        if (branch.Destination is not { } destination)
            return;

        if (destination.Kind == BasicBlockKind.Exit)
        {
            Return(world);
        }
        else
        {
            if (!branch.LeavingRegions.IsEmpty)
                Collect(world, Loss.OutOfScope, at: null);
            Enter(destination, continuation, world);
        }
    }

    private void Enter(BasicBlock block, Continuation? continuation, World world)
    {
        if (!_nodes.TryGetValue((block.Ordinal, continuation), out var node))
            _nodes.Add((block.Ordinal, continuation), node = new Node(block, continuation, _nodes.Count, new WorldSet(this)));
        if (node.Worlds.Add(world))
            _work.Add(node);
    }

    private void ForgetLocals(World world, ControlFlowRegion region)
    {
        if (!_locals.TryGetValue(region, out var slots))
            _locals.Add(region, slots = [.. region.Locals.Select(local => _slots.Of(local)), .. region.CaptureIds.Select(capture => _slots.Of(capture))]);
        foreach (var slot in slots)
            world[slot] = null;
    }

    private sealed class NodeOrder : IComparer<Node>
    {
        public static readonly NodeOrder Instance = new();

        public int Compare(Node? x, Node? y) =>
            x!.Block.Ordinal != y!.Block.Ordinal ? x.Block.Ordinal.CompareTo(y.Block.Ordinal) : x.Number.CompareTo(y.Number);
    }
}

/// <summary>What running a body found: what callers need, and what became of its resources.</summary>
internal sealed record Findings(Summary Summary, ImmutableArray<History> Resources)
{
    /// <summary>Where uses are followed.</summary>
    public ImmutableArray<Misuse> Misuses { get; init; } = [];
}
