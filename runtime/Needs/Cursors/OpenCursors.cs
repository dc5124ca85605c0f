using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Cursors;

/// <summary>Which connection has which cursor open: only so that an error can say it.</summary>
internal static class OpenCursors
{
    private static readonly ConditionalWeakTable<DbConnection, DbCursor> Table = [];

    public static void Add(DbConnection connection, DbCursor cursor) => Table.AddOrUpdate(connection, cursor);

    /// <summary>What the driver meant, when it refused a query since a cursor is open; <see langword="null"/> for any other error.</summary>
    public static InvalidOperationException? Explain(DbCommand command, Exception error)
    {
        if (error is not (InvalidOperationException or DbException) || Drivers.RunInProcess(command)) return null;
        if (command.Connection is not { State: ConnectionState.Open } connection) return null;
        if (!Table.TryGetValue(connection, out var cursor) || !cursor.IsOpen) return null;
        return new InvalidOperationException(
            $"A cursor is open on this connection, {cursor.RowsRead} rows of it were read: dispose of it before the connection does " +
            "something else, or keep the rows you need (MapAsync) and close it.", error);
    }
}
