using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>Exceptions: the compiler's graph has no edges for them.</summary>
internal sealed partial class Interpreter
{
    /// <summary>An operation of the current statement may throw in the current world.</summary>
    private void MayThrow(IOperation operation)
    {
        if (!_isDead && !_isCallback && (_interest.IsSummary || IsCaught(_node.Block) || HasNewOpenResource()))
            Raise(_world.Clone(), operation, Thrown.Anything, _node.Block.EnclosingRegion, _node.Continuation);
    }

    /// <summary>Whether anything in the body runs after an exception of the block.</summary>
    private static bool IsCaught(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null && region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
                return true;
        }

        return false;
    }

    /// <summary>Whether something is open that no exception was yet seen to lose.</summary>
    private bool HasNewOpenResource()
    {
        for (var id = _world.NextWith(State.Open, 0); id >= 0; id = _world.NextWith(State.Open, id + 1))
        {
            if (_entities[id] is { IsFresh: true, History.LostByThrowAt: null })
                return true;
        }

        return false;
    }

    /// <summary>Takes an exception to the handlers and finally blocks around, from the innermost out, and at last out of the body.</summary>
    private void Raise(World world, IOperation? by, Thrown thrown, ControlFlowRegion? region, Continuation? continuation)
    {
        world.Thrown ??= by;
        for (; region is not null; region = region.EnclosingRegion)
        {
            ForgetLocals(world, region);
            if (region.Kind is ControlFlowRegionKind.Finally or ControlFlowRegionKind.Filter)
            {
                // What was to follow the finally block is replaced by this exception.
                if (region.Kind == ControlFlowRegionKind.Finally)
                    continuation = continuation?.Outer;
                continue;
            }

            // The graph of a lambda lies within the regions of the method around it.
            if (region.Kind == ControlFlowRegionKind.Root)
                break;
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } whole)
                continue;

            if (whole.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                Collect(world, Loss.Exception, at: null);
                Enter(
                    _graph.Blocks[whole.NestedRegions[1].FirstBlockOrdinal],
                    new Continuation { Outer = continuation, Thrown = thrown, From = whole.EnclosingRegion },
                    world);
                return;
            }

            if (Catch(world, thrown, whole, firstHandler: 1, continuation))
                return;
        }

        Throw(world);
    }

    /// <returns>Whether a handler surely takes the exception.</returns>
    private bool Catch(World world, Thrown thrown, ControlFlowRegion tryAndCatch, int firstHandler, Continuation? continuation)
    {
        for (var i = firstHandler; i < tryAndCatch.NestedRegions.Length; i++)
        {
            var handler = tryAndCatch.NestedRegions[i];
            var (may, must) = thrown.Caught(handler.ExceptionType);
            if (!may)
                continue;

            var caught = must && handler.Kind == ControlFlowRegionKind.Catch ? world : world.Clone();
            Collect(caught, Loss.Exception, at: null);
            Enter(_graph.Blocks[handler.FirstBlockOrdinal], continuation, caught);

            // The end of a filter goes on to the handlers after it.
            if (must)
                return true;
        }

        return false;
    }

    /// <summary>Goes on after a finally block or a filter that said no.</summary>
    private void Resume(World world)
    {
        for (var region = _node.Block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            ForgetLocals(world, region);
            switch (region.Kind)
            {
                case ControlFlowRegionKind.Filter:
                    var handler = region.EnclosingRegion!;
                    var whole = handler.EnclosingRegion!;
                    var thrown = new Thrown(handler.ExceptionType);
                    if (!Catch(world, thrown, whole, whole.NestedRegions.IndexOf(handler) + 1, _node.Continuation))
                        Raise(world, world.Thrown, thrown, whole.EnclosingRegion, _node.Continuation);
                    return;

                case ControlFlowRegionKind.Finally when _node.Continuation is { } continuation:
                    if (continuation.Branch is { } branch)
                        Continue(world, branch, continuation.NextFinally, continuation.Outer);
                    else
                        Raise(world, world.Thrown, continuation.Thrown!, continuation.From, continuation.Outer);
                    return;
            }
        }
    }

    private static ITypeSymbol? CaughtType(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Catch)
                return region.ExceptionType ?? region.EnclosingRegion?.ExceptionType;
        }

        return null;
    }
}
