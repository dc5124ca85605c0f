namespace Needs.Analyzers.Flow;

/// <summary>The worlds in which execution can be at one point: few of them, since what doesn't matter is not kept apart.</summary>
internal sealed class WorldSet(Interpreter interpreter)
{
    /// <summary>Worlds that differ in conditions only are kept apart up to this many, to see that flags agree with what they stand for.</summary>
    private const int MaxVariants = 4;

    /// <summary>Beyond this many worlds, what they disagree about is given up.</summary>
    private const int MaxWorlds = 12;

    private readonly List<World> _worlds = [];
    private readonly List<World> _new = [];

    /// <summary>What was added since the last time.</summary>
    public World[] TakeNew()
    {
        World[] taken = [.. _new];
        _new.Clear();
        return taken;
    }

    /// <summary>Adds a world, unless what is here already says as much.</summary>
    public bool Add(World world)
    {
        World? variant = null;
        var variants = 0;
        foreach (var known in _worlds)
        {
            if (known.Includes(world, interpreter.Entities))
                return false;

            if (known.HasSignatureOf(world, interpreter.Entities))
            {
                variants++;
                variant ??= known;
            }
        }

        if (variants < MaxVariants && _worlds.Count < MaxWorlds)
        {
            _worlds.Add(world);
            _new.Add(world);
            return true;
        }

        variant ??= _worlds[0];
        _worlds.Remove(variant);
        _new.Remove(variant);
        var joined = variant.Clone();
        interpreter.Join(joined, world);
        return Add(joined);
    }
}
