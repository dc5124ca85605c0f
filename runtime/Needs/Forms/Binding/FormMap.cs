using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>A dictionary: <c>prices[a]</c>, <c>prices.a</c>, <c>prices[a].x</c>. Keys tell upper from lower case.</summary>
/// <typeparam name="TKey">The type of a key.</typeparam>
/// <typeparam name="TKeyParser">Reads a key.</typeparam>
/// <typeparam name="T">The type of a value.</typeparam>
/// <typeparam name="TTarget">Takes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormMap<TKey, TKeyParser, T, TTarget> : IFormTarget<Dictionary<TKey, T>>
    where TKey : notnull
    where TKeyParser : struct, IFormParser<TKey>
    where TTarget : struct, IFormTarget<T>
{
    private const int FirstSize = 4;

    private Dictionary<string, int>? _places;
    private Entry[] _entries;

    /// <inheritdoc/>
    public readonly bool IsPresent => _places is not null;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.Next() || name.Segment.IsEmpty) return false;
        if (_places is not null && _places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name.Segment, out var place))
            return _entries[place].Target.Take(ref name, field, binding);

        var key = name.Segment;
        var target = default(TTarget);
        if (!target.Take(ref name, field, binding)) return false;
        if (target.IsPresent) Add(key.ToString(), target, binding.Limits.MaxCollectionSize);
        return true;
    }

    /// <summary>Builds the dictionary; when nothing was sent it is empty.</summary>
    /// <inheritdoc/>
    public readonly bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out Dictionary<TKey, T> value)
    {
        value = new Dictionary<TKey, T>(_places?.Count ?? 0);
        if (_places is null) return true;

        binding.Enter(member);
        var areBuilt = true;
        foreach (ref var entry in _entries.AsSpan(0, _places.Count))
        {
            binding.Enter(entry.Key);
            areBuilt &= TryBuild(binding, member.Element, ref entry, value);
            binding.Leave();
        }

        binding.Leave();
        return areBuilt;
    }

    private static bool TryBuild(FormBinding binding, FormMember element, ref Entry entry, Dictionary<TKey, T> values)
    {
        var isKey = binding.Accept<TKey, TKeyParser>(element, TKeyParser.TryParse(entry.Key, out var key));
        if (!entry.Target.TryBuild(binding, element, out var value) || !isKey) return false;
        if (values.TryAdd(key!, value)) return true;
        binding.FailDuplicate(element);
        return false;
    }

    private void Add(string key, TTarget target, int limit)
    {
        if (_places is null) (_places, _entries) = (new(StringComparer.Ordinal), new Entry[FirstSize]);
        if (_places.Count >= limit) throw FormException.OverLimit(nameof(FormLimits.MaxCollectionSize), limit);
        if (_places.Count == _entries.Length) Array.Resize(ref _entries, _entries.Length * 2);
        _entries[_places.Count] = new Entry { Key = key, Target = target };
        _places.Add(key, _places.Count);
    }

    private struct Entry
    {
        public string Key;
        public TTarget Target;
    }
}
