namespace Needs.Analyzers.Injection.Taint;

/// <summary>What is known at one point of a body.</summary>
internal sealed class TaintState
{
    private readonly Dictionary<Place, ulong> _taints;
    private readonly Dictionary<Place, Facts> _facts;

    public TaintState()
        : this([], [], 0)
    {
    }

    private TaintState(Dictionary<Place, ulong> taints, Dictionary<Place, Facts> facts, ulong killed)
    {
        (_taints, _facts, Killed) = (taints, facts, killed);
    }

    /// <summary>The origins that were checked on every way here.</summary>
    public ulong Killed { get; private set; }

    /// <summary>Whether nothing of a request is anywhere.</summary>
    public bool IsClean
    {
        get
        {
            foreach (var mask in _taints.Values)
            {
                if (mask != 0)
                    return false;
            }

            return true;
        }
    }

    public TaintState Clone() => new(new(_taints), new(_facts), Killed);

    public void Kill(ulong origins) => Killed |= origins;

    /// <summary>What a place holds: its own entry, or that of what it is a part of.</summary>
    public TaintValue Read(Place place, Origins origins)
    {
        var value = new TaintValue(MaskOf(place, origins));
        foreach (var entry in _taints)
        {
            if (entry.Key.IsWithin(place))
                value = value.With(entry.Key.Path.Substring(place.Path.Length), entry.Value);
        }

        return value.Without(Killed);
    }

    /// <summary>Whether something was put into this member, or into one that it is a member of.</summary>
    public bool KnowsMember(Place place)
    {
        for (var path = place.Path; path.Length > 0; path = Shorter(path))
        {
            if (_taints.ContainsKey(new Place(place.Root, path)))
                return true;
        }

        return false;
    }

    public void Write(Place place, TaintValue value, Facts facts = default)
    {
        Forget(place);

        // What is not mentioned is clean: most is.
        if (value.Mask != 0 || (place.Path.Length > 0 && (ReferenceEquals(place.Root, Place.This) || MaskOf(new Place(place.Root, Shorter(place.Path))) != 0)))
            _taints[place] = value.Mask;
        else
            _taints.Remove(place);
        foreach (var part in value.Parts ?? System.Collections.Immutable.ImmutableDictionary<string, ulong>.Empty)
            _taints[place.Member(part.Key)] = part.Value;
        if (facts.IsNone)
            _facts.Remove(place);
        else
            _facts[place] = facts;
    }

    /// <summary>Adds to what a place holds.</summary>
    public void Add(Place place, ulong mask, Origins origins)
    {
        if (mask != 0)
            _taints[place] = MaskOf(place, origins) | mask;
    }

    public Facts FactsOf(Place place) => _facts.TryGetValue(place, out var facts) ? facts : Facts.None;

    /// <summary>Takes over what may be so after another way to this point. Returns whether that is news.</summary>
    public bool Join(TaintState other, Origins origins)
    {
        var changed = false;
        foreach (var place in _taints.Count + other._taints.Count == 0 ? [] : _taints.Keys.Concat(other._taints.Keys).Distinct().ToList())
        {
            var mine = MaskOf(place, origins) & ~Killed;
            var joined = mine | (other.MaskOf(place, origins) & ~other.Killed);
            if (joined != mine || !_taints.TryGetValue(place, out var kept))
                changed |= joined != mine;
            else if (kept == joined)
                continue;

            _taints[place] = joined;
        }

        foreach (var place in _facts.Count == 0 ? [] : _facts.Keys.ToList())
        {
            var (mine, its) = (_facts[place], other.FactsOf(place));
            var joined = new Facts(mine.WhenTrue & its.WhenTrue, mine.WhenFalse & its.WhenFalse);
            if (joined == mine)
                continue;
            changed = true;
            _facts[place] = joined;
        }

        var killed = Killed & other.Killed;
        changed |= killed != Killed;
        Killed = killed;
        return changed;
    }

    private static string Shorter(string path) => path.Substring(0, Math.Max(0, Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['))));

    // The origins of the whole that a place is a part of.
    private ulong MaskOf(Place place)
    {
        for (var path = place.Path; ; path = Shorter(path))
        {
            if (_taints.TryGetValue(new Place(place.Root, path), out var mask))
                return mask;
            if (path.Length == 0)
                return 0;
        }
    }

    private ulong MaskOf(Place place, Origins origins)
    {
        for (var path = place.Path; ; path = Shorter(path))
        {
            if (_taints.TryGetValue(new Place(place.Root, path), out var mask))
                return origins.Members(mask, place.Path.Substring(path.Length));
            if (path.Length == 0)
                return 0;
        }
    }

    private void Forget(Place place)
    {
        List<Place>? gone = null;
        foreach (var entry in _taints.Keys)
        {
            if (entry.IsWithin(place))
                (gone ??= []).Add(entry);
        }

        foreach (var entry in gone ?? [])
            _taints.Remove(entry);
    }
}
