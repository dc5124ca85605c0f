using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>A block in one context: after a finally block, execution goes on as its continuation says.</summary>
internal sealed class Node(BasicBlock block, Continuation? continuation, int number)
{
    /// <summary>Worlds that differ in conditions only are kept apart up to this many, to see that flags agree with what they stand for.</summary>
    private const int MaxVariants = 4;

    /// <summary>Beyond this many worlds, what they disagree about is given up.</summary>
    private const int MaxWorlds = 24;

    private readonly List<World> _worlds = [];
    private readonly List<World> _pending = [];

    public BasicBlock Block { get; } = block;

    public Continuation? Continuation { get; } = continuation;

    public int Number { get; } = number;

    /// <summary>The worlds to be executed; copies, since execution changes them.</summary>
    public IReadOnlyList<World> TakePending()
    {
        World[] taken = [.. _pending.Select(world => world.Clone())];
        _pending.Clear();
        return taken;
    }

    /// <summary>Adds a world, unless what is here already says as much.</summary>
    public bool Add(World world, Interpreter interpreter)
    {
        World? variant = null;
        var variants = 0;
        foreach (var known in _worlds)
        {
            if (known.Includes(world))
                return false;

            if (known.HasSignatureOf(world))
            {
                variants++;
                variant ??= known;
            }
        }

        if (variants < MaxVariants && _worlds.Count < MaxWorlds)
        {
            _worlds.Add(world);
            _pending.Add(world);
            return true;
        }

        Remove(variant ??= _worlds[0]);
        var joined = variant.Clone();
        interpreter.Join(joined, world);
        return Add(joined, interpreter);
    }

    private void Remove(World world)
    {
        _worlds.Remove(world);
        _pending.Remove(world);
    }
}
