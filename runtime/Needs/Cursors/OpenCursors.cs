using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Cursors;

/// <summary>Which connection has which cursor open: only so that an error can say it.</summary>
internal static class OpenCursors
{
    private static readonly ConditionalWeakTable<DbConnection, DbCursor> Table = [];

    public static void Add(DbConnection connection, DbCursor cursor) => Table.AddOrUpdate(connection, cursor);

    /// <summary>
    /// To be asked before there is a command: MySql.Data reads an open result to its end when it refuses a second one, and when any command
    /// of the connection is disposed of.
    /// </summary>
    /// <exception cref="InvalidOperationException">A cursor is open on the connection of such a driver.</exception>
    public static void ThrowIfBusy(DbConnection? connection)
    {
        if (connection is not null && Drivers.ReadOneAtATime(connection) && On(connection) is { } cursor) throw Busy(cursor, inner: null);
    }

    /// <summary>What the driver meant, when it refused a query since a cursor is open; <see langword="null"/> for any other error.</summary>
    public static InvalidOperationException? Explain(DbCommand command, Exception error) =>
        error is InvalidOperationException or DbException && !Drivers.RunInProcess(command) && On(command.Connection) is { } cursor
            ? Busy(cursor, error)
            : null;

    private static DbCursor? On(DbConnection? connection) =>
        connection is { State: ConnectionState.Open } && Table.TryGetValue(connection, out var cursor) && cursor.IsOpen ? cursor : null;

    private static InvalidOperationException Busy(DbCursor cursor, Exception? inner) => new(
        $"A cursor is open on this connection, {cursor.RowsRead} rows of it were read: dispose of it before the connection does something " +
        "else, or keep the rows you need (MapAsync) and close it.", inner);
}
