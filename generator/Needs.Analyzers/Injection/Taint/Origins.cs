using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Injection.Taint;

/// <summary>The origins that one analysis meets, each with a bit: a set of them is a number.</summary>
internal sealed class Origins
{
    /// <summary>What comes after so many is not followed.</summary>
    private const int Most = 64;

    private const int DeepestPath = 3;

    private readonly List<Origin> _all = [];
    private readonly Dictionary<(object Kind, int Ordinal, string Root, string Path), ulong> _bits = [];

    public ulong Add(Origin origin)
    {
        var key = ((object)origin.Kind, origin.Ordinal, origin.Root, origin.Path);
        if (_bits.TryGetValue(key, out var bit))
            return bit;
        if (_all.Count == Most)
            return 0;

        bit = 1UL << _all.Count;
        _all.Add(origin);
        _bits.Add(key, bit);
        return bit;
    }

    public IEnumerable<Origin> In(ulong mask)
    {
        for (var i = 0; i < _all.Count; i++)
        {
            if ((mask & (1UL << i)) != 0)
                yield return _all[i];
        }
    }

    /// <summary>The origins, and those of members of them.</summary>
    public ulong WithParts(ulong mask)
    {
        var result = mask;
        foreach (var whole in In(mask).ToList())
        {
            for (var i = 0; i < _all.Count; i++)
            {
                var part = _all[i];
                if (part.Kind == whole.Kind && part.Ordinal == whole.Ordinal && part.Root == whole.Root && part.Path.StartsWith(whole.Path, StringComparison.Ordinal))
                    result |= 1UL << i;
            }
        }

        return result;
    }

    /// <summary>What a member of values from these origins comes from.</summary>
    /// <param name="mask">The origins of the whole.</param>
    /// <param name="path">Such as <c>.Name</c>.</param>
    /// <param name="access">Where it is taken, if that says more than where the whole comes in.</param>
    public ulong Members(ulong mask, string path, Location? access = null)
    {
        if (mask == 0 || path.Length == 0)
            return mask;

        var result = 0UL;
        for (var i = 0; i < Most && (mask >> i) != 0; i++)
        {
            if ((mask & (1UL << i)) == 0)
                continue;

            var origin = _all[i];
            result |= origin.Path.Count(c => c is '.' or '[') < DeepestPath
                ? Add(origin with { Path = origin.Path + path, Location = origin.Ordinal == RequestValue && access is not null ? access : origin.Location })
                : 1UL << i;
        }

        return result;
    }

    /// <summary>The ordinal of what is no parameter: a member of the request.</summary>
    public const int RequestValue = -2;
}
