using System.Data.Common;

namespace Needs.Cursors;

internal static class ColumnErrors
{
    public static ArgumentException Unknown(string name, IReadOnlyList<string> columns) => new(
        $"The query gives no column '{name}'. It gives: {string.Join(", ", columns.Select(column => $"'{column}'"))}.", nameof(name));

    public static ArgumentOutOfRangeException OutOfRange(int ordinal, IReadOnlyList<string> columns) => new(
        nameof(ordinal), ordinal, $"The query gives {columns.Count} columns, counted from 0: {string.Join(", ", columns.Select(column => $"'{column}'"))}.");

    public static InvalidCastException IsNull(DbDataReader reader, int ordinal, Type wanted) => new(
        $"{Describe(reader, ordinal)} is NULL here, and {wanted} was asked for. Read it by GetOrNull<{wanted.Name}>, or test IsNull first.");

    public static InvalidCastException WrongType(DbDataReader reader, int ordinal, Type wanted, Exception inner) => new(
        $"{Describe(reader, ordinal)} can't be read as {wanted}: {inner.Message}", inner);

    private static string Describe(DbDataReader reader, int ordinal) =>
        $"Column '{reader.GetName(ordinal)}' ({ordinal}), of type {reader.GetDataTypeName(ordinal)} ({reader.GetFieldType(ordinal)}),";
}
