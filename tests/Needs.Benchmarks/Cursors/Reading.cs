using MySqlConnector;

namespace Needs.Benchmarks.Cursors;

/// <summary>A way of reading a query's rows, as far as one wants, and of leaving the rest.</summary>
/// <param name="Name">As tables show it.</param>
/// <param name="RunAsync">Reads a number of rows, says that it leaves, and leaves. Where there are no more rows, it just ends.</param>
internal sealed record Reading(string Name, Func<MySqlConnection, BigQuery, long, Action, Task<RowsRead>> RunAsync)
{
    private const int AnyTime = 0;

    public static Reading Cursor { get; } = new("`DbCursor`", ReadByCursorAsync);

    public static Reading Reader { get; } = new("driver's reader", (db, query, rows, leaves) => ReadByReaderAsync(db, query, rows, leaves, cancels: false));

    public static Reading CancelledReader { get; } =
        new("driver's reader, `Cancel()` by hand", (db, query, rows, leaves) => ReadByReaderAsync(db, query, rows, leaves, cancels: true));

    private static async Task<RowsRead> ReadByCursorAsync(MySqlConnection db, BigQuery query, long rows, Action leaves)
    {
        var read = new RowsRead();
        await using var cursor = await db.OpenCursorAsync(query.Sql, new CursorOptions { CommandTimeout = TimeSpan.Zero });
        await foreach (var row in cursor)
        {
            read.Add(row.Get<long>(0), row.Get<long>(3));
            if (read.Count < rows) continue;
            leaves();
            break;
        }

        return read;
    }

    private static async Task<RowsRead> ReadByReaderAsync(MySqlConnection db, BigQuery query, long rows, Action leaves, bool cancels)
    {
        var read = new RowsRead();
        await using var command = new MySqlCommand(query.Sql, db) { CommandTimeout = AnyTime };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            read.Add(reader.GetInt64(0), reader.GetInt64(3));
            if (read.Count < rows) continue;
            leaves();
            if (cancels) command.Cancel();
            break;
        }

        return read;
    }
}
