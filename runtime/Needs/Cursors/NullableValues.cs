namespace Needs;

/// <summary>Columns that may be NULL, of value types.</summary>
public static class NullableValues
{
    /// <summary>The value of a column, or <see langword="null"/> where it is NULL.</summary>
    /// <typeparam name="T">The type wanted, as for <see cref="DbRow.Get{T}(int)"/>.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="ordinal">The column, from 0.</param>
    /// <exception cref="InvalidCastException">The driver can't read the column as that type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="InvalidOperationException">The cursor has moved on.</exception>
    public static T? GetOrNull<T>(this DbRow row, int ordinal)
        where T : struct => row.IsNull(ordinal) ? null : row.Get<T>(ordinal);

    /// <inheritdoc cref="GetOrNull{T}(DbRow, int)"/>
    /// <param name="row">The row.</param>
    /// <param name="name">The column's name or alias; found in any case where none is written so.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public static T? GetOrNull<T>(this DbRow row, string name)
        where T : struct => row.IsNull(name) ? null : row.Get<T>(name);
}
