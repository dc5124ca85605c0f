using System.Data.Common;

namespace Needs.Cursors;

/// <summary>Names to ordinals: exactly as written first, then in any case; of several columns of one name, the first.</summary>
internal sealed class ColumnNames
{
    private readonly string[] _names;
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    public ColumnNames(DbDataReader reader)
    {
        _names = new string[reader.FieldCount];
        for (var ordinal = 0; ordinal < _names.Length; ordinal++)
        {
            _names[ordinal] = reader.GetName(ordinal);
            _ordinals.TryAdd(_names[ordinal], ordinal);
        }
    }

    public IReadOnlyList<string> All => _names;

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int OrdinalOf(string name) => _ordinals.TryGetValue(name, out var ordinal) ? ordinal : Find(name);

    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public void Check(int ordinal)
    {
        if ((uint)ordinal >= (uint)_names.Length) throw ColumnErrors.OutOfRange(ordinal, _names);
    }

    private int Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var ordinal = Array.FindIndex(_names, column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));
        if (ordinal < 0) throw ColumnErrors.Unknown(name, _names);
        _ordinals.Add(name, ordinal);
        return ordinal;
    }
}
