using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>Numbers the slots of a body: its variables, its temporaries, and the members of entities.</summary>
internal sealed class Numbering
{
    /// <summary>The owner of variables and temporaries.</summary>
    public const int Body = -1;

    private readonly Dictionary<(int Owner, object Key), int> _numbers = new(KeyComparer.Instance);
    private readonly List<(int Owner, object Key)> _slots = [];
    private readonly Dictionary<int, List<int>> _members = [];

    public int Count => _slots.Count;

    public int Of(object key) => Of(Body, key);

    public int Of(Entity owner, object key) => Of(owner.Id, key);

    /// <summary>Gives a variable or temporary the number of another one that does not live at the same time.</summary>
    public void Share(object key, int slot)
    {
        while (_slots.Count <= slot)
            _slots.Add((Body, key));
        _numbers.Add((Body, key), slot);
    }

    public int OwnerOf(int slot) => _slots[slot].Owner;

    public object KeyOf(int slot) => _slots[slot].Key;

    /// <summary>The number of a slot that is there already, else -1.</summary>
    public int Find(Entity owner, object key) => _numbers.TryGetValue((owner.Id, key), out var slot) ? slot : -1;

    /// <summary>The slots of an entity's members.</summary>
    public IReadOnlyList<int> MembersOf(Entity owner) => _members.TryGetValue(owner.Id, out var slots) ? slots : [];

    private int Of(int owner, object key)
    {
        if (!_numbers.TryGetValue((owner, key), out var slot))
        {
            _numbers.Add((owner, key), slot = _slots.Count);
            _slots.Add((owner, key));
            if (owner == Body)
                return slot;

            if (!_members.TryGetValue(owner, out var members))
                _members.Add(owner, members = []);
            members.Add(slot);
        }

        return slot;
    }

    private sealed class KeyComparer : IEqualityComparer<(int Owner, object Key)>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals((int Owner, object Key) x, (int Owner, object Key) y) =>
            x.Owner == y.Owner
            && (x.Key is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, y.Key as ISymbol) : x.Key.Equals(y.Key));

        public int GetHashCode((int Owner, object Key) key) =>
            (key.Owner * 397) ^ (key.Key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.Key.GetHashCode());
    }
}
