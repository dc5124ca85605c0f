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
    private List<KeyValuePair<string, TTarget[]>>? _entries;
    private Dictionary<string, TTarget[]>? _byKey;

    /// <inheritdoc/>
    public readonly bool IsPresent => _entries is not null;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.Next() || name.Segment.IsEmpty) return false;
        if (_byKey is not null && _byKey.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name.Segment, out var known))
            return known[0].Take(ref name, field, binding);

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
        value = new Dictionary<TKey, T>(_entries?.Count ?? 0);
        if (_entries is null) return true;

        binding.Enter(member);
        var areBuilt = true;
        foreach (var (text, target) in _entries)
        {
            binding.Enter(text);
            areBuilt &= TryBuild(binding, member.Element, text, ref target[0], value);
            binding.Leave();
        }

        binding.Leave();
        return areBuilt;
    }

    private static bool TryBuild(FormBinding binding, FormMember element, string text, ref TTarget target, Dictionary<TKey, T> values)
    {
        var isKey = binding.Accept<TKey, TKeyParser>(element, TKeyParser.TryParse(text, out var key));
        if (!target.TryBuild(binding, element, out var value) || !isKey) return false;
        if (values.TryAdd(key!, value)) return true;
        binding.FailDuplicate(element);
        return false;
    }

    private void Add(string key, TTarget target, int limit)
    {
        _entries ??= [];
        _byKey ??= new(StringComparer.Ordinal);
        if (_entries.Count >= limit) throw FormException.OverLimit(nameof(FormLimits.MaxCollectionSize), limit);
        TTarget[] place = [target];
        _entries.Add(new(key, place));
        _byKey.Add(key, place);
    }
}
