using Needs.Cursors;

namespace Needs;

/// <summary>
/// The row on which a <see cref="DbCursor"/> stands. It is the driver's own row, not a copy: good until the cursor moves on, and an error
/// afterwards. Columns are read in any order.
/// </summary>
public readonly struct DbRow
{
    private readonly DbCursor? _cursor;
    private readonly long _number;

    internal DbRow(DbCursor cursor, long number)
    {
        _cursor = cursor;
        _number = number;
    }

    /// <summary>How many columns it has.</summary>
    /// <exception cref="InvalidOperationException">The cursor has moved on.</exception>
    public int FieldCount => Live().Names.All.Count;

    /// <summary>The value of a column that is not NULL.</summary>
    /// <typeparam name="T">
    /// The type wanted. The driver converts as its typed getters do; an enum is read as its number. A nullable value type takes NULL too.
    /// </typeparam>
    /// <param name="ordinal">The column, from 0.</param>
    /// <exception cref="InvalidCastException">The column is NULL, or the driver can't read it as that type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="InvalidOperationException">The cursor has moved on.</exception>
    public T Get<T>(int ordinal)
    {
        var reader = Live().ReaderAt(ordinal);
        if (!reader.IsDBNull(ordinal)) return ColumnReader.Read<T>(reader, ordinal);
        return default(T) is null && typeof(T).IsValueType ? default! : throw ColumnErrors.IsNull(reader, ordinal, typeof(T));
    }

    /// <inheritdoc cref="Get{T}(int)"/>
    /// <param name="name">The column's name or alias; found in any case where none is written so.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public T Get<T>(string name) => Get<T>(Live().Names.OrdinalOf(name));

    /// <summary>Whether a column is NULL.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="InvalidOperationException">The cursor has moved on.</exception>
    public bool IsNull(int ordinal) => Live().ReaderAt(ordinal).IsDBNull(ordinal);

    /// <inheritdoc cref="IsNull(int)"/>
    /// <param name="name">The column's name or alias; found in any case where none is written so.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public bool IsNull(string name) => IsNull(Live().Names.OrdinalOf(name));

    /// <summary>The value of a column as the driver's own type for it; <see langword="null"/> for NULL.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="InvalidOperationException">The cursor has moved on.</exception>
    public object? GetValue(int ordinal) => Live().ReaderAt(ordinal).GetValue(ordinal) is var value && value is DBNull ? null : value;

    /// <inheritdoc cref="GetValue(int)"/>
    /// <param name="name">The column's name or alias; found in any case where none is written so.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public object? GetValue(string name) => GetValue(Live().Names.OrdinalOf(name));

    private DbCursor Live() => _cursor is { } cursor && cursor.IsAt(_number) ? cursor : throw new InvalidOperationException(
        "This row has gone: its cursor has moved on, or has ended. Take what you need out of a row before you read the next one, or map it.");
}
