using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Injection.Taint;

/// <summary>Follows values through the control flow graph of one body until nothing new comes, then once more to tell what it found.</summary>
internal sealed partial class TaintRun(TaintContext context, ControlFlowGraph graph, int nesting, bool tells)
{
    private const int DeepestNesting = 5;
    private const int MostVisits = 200;

    private readonly SortedDictionary<int, TaintState> _entries = [];
    private readonly SortedSet<int> _pending = [];
    private readonly SortedSet<int> _loops = [];
    private readonly Dictionary<(int From, int To), ulong> _checkedOnEdges = [];
    private readonly Dictionary<CaptureId, IOperation?> _captured = [];

    private TaintState _state = new();
    private bool _isLast;

    private InjectionAnalysis Analysis => context.Analysis;

    private Origins Origins => context.Origins;

    private bool Tells => tells && _isLast;

    /// <summary>What the body returns.</summary>
    public TaintValue Result { get; private set; }

    /// <summary>What a result that is true or false shows.</summary>
    public Facts ResultFacts { get; private set; }

    /// <summary>What is known when it ends normally; null if it never does.</summary>
    public TaintState? End { get; private set; }

    public void Execute(TaintState start)
    {
        _entries[0] = start.Clone();
        _pending.Add(0);
        var visits = new int[graph.Blocks.Length];
        while (_pending.Count + _loops.Count > 0 && context.Spend())
        {
            // A loop ends when it is known what its rounds do.
            var isEnd = _pending.Count == 0;
            var next = isEnd ? _loops.Min : _pending.Min;
            (isEnd ? _loops : _pending).Remove(next);
            if (visits[next]++ < MostVisits)
                Visit(graph.Blocks[next], isEnd);
        }

        _isLast = true;
        Result = TaintValue.Clean;
        ResultFacts = new Facts(ulong.MaxValue, ulong.MaxValue);
        foreach (var entry in _entries.ToList())
            Visit(graph.Blocks[entry.Key], endsLoop: false);
        if (ResultFacts.WhenTrue == ulong.MaxValue)
            ResultFacts = ResultFacts with { WhenTrue = 0 };
        if (ResultFacts.WhenFalse == ulong.MaxValue)
            ResultFacts = ResultFacts with { WhenFalse = 0 };

        End = _entries.TryGetValue(graph.Blocks.Length - 1, out var end) ? end : null;
        foreach (var function in graph.LocalFunctions)
        {
            // Nobody calls it here: it is given to somebody.
            _state = start.Clone();
            if (context.Seen.Add(function))
                Enter(function, graph.GetLocalFunctionControlFlowGraph(function, Analysis.Cancellation), []);
        }
    }

    private void Visit(BasicBlock block, bool endsLoop)
    {
        _state = _entries[block.Ordinal].Clone();
        ToHandlers(block);
        foreach (var operation in block.Operations)
            Evaluate(operation);

        var facts = Facts.None;
        if (block.BranchValue is { } value)
        {
            var result = Evaluate(value);
            facts = FactsOf(value);
            if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return)
                Return(result, facts);
        }

        ToHandlers(block);
        if (_isLast)
            return;

        switch (block.ConditionKind)
        {
            case ControlFlowConditionKind.None:
                Follow(block, block.FallThroughSuccessor, 0);
                break;
            case ControlFlowConditionKind.WhenTrue:
                Choose(block, block.ConditionalSuccessor, block.FallThroughSuccessor, facts, endsLoop);
                break;
            default:
                Choose(block, block.FallThroughSuccessor, block.ConditionalSuccessor, facts, endsLoop);
                break;
        }
    }

    private void Choose(BasicBlock block, ControlFlowBranch? whenTrue, ControlFlowBranch? whenFalse, Facts facts, bool endsLoop)
    {
        if (ItemsOf(block.BranchValue) is not { } items)
        {
            Follow(block, whenTrue, facts.WhenTrue);
            Follow(block, whenFalse, facts.WhenFalse);
        }
        else if (endsLoop)
        {
            Follow(block, whenFalse, CheckedInLoop(block) & Origins.WithParts(items));
        }
        else
        {
            Follow(block, whenTrue, 0);
            _loops.Add(block.Ordinal);
        }
    }

    private void Return(TaintValue value, Facts facts)
    {
        Result = Result.Or(value.Without(_state.Killed));
        ResultFacts = new Facts(ResultFacts.WhenTrue & (facts.WhenTrue | _state.Killed), ResultFacts.WhenFalse & (facts.WhenFalse | _state.Killed));
    }

    private void Follow(BasicBlock from, ControlFlowBranch? branch, ulong isChecked)
    {
        if (branch?.Destination is not { } destination)
            return;

        var state = _state;
        if (isChecked != 0)
        {
            state = state.Clone();
            state.Kill(isChecked);
        }

        if (destination.Ordinal <= from.Ordinal)
        {
            _checkedOnEdges[(from.Ordinal, destination.Ordinal)] = state.Killed;
            _loops.Add(destination.Ordinal);
        }

        foreach (var region in branch.FinallyRegions)
            Join(region.FirstBlockOrdinal, state);
        Join(destination.Ordinal, state);
    }

    // What a loop over all items checks in each round is checked after it, also if there was none.
    private ulong CheckedInLoop(BasicBlock head)
    {
        var all = ulong.MaxValue;
        var any = false;
        foreach (var edge in _checkedOnEdges)
        {
            if (edge.Key.To == head.Ordinal)
            {
                any = true;
                all &= edge.Value;
            }
        }

        return any ? all : 0;
    }

    private void ToHandlers(BasicBlock block)
    {
        if (_isLast)
            return;

        // The outermost region of a lambda has regions of its method around it: other blocks, of other numbers.
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root, EnclosingRegion: { } outer }; region = outer)
        {
            if (region.Kind != ControlFlowRegionKind.Try)
                continue;
            foreach (var handler in outer.NestedRegions)
            {
                if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally)
                    Join(handler.FirstBlockOrdinal, _state);
            }
        }
    }

    private void Join(int ordinal, TaintState state)
    {
        if (!_entries.TryGetValue(ordinal, out var known))
            _entries[ordinal] = state.Clone();
        else if (!known.Join(state, Origins))
            return;
        _pending.Add(ordinal);
    }
}
