#nullable enable
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MySqlConnector;
using Needs;

namespace Cases.Paths.Cursors;

/// <summary>Cursors hold the connection until they are disposed of, or the loop over them has ended.</summary>
public static class Cursors
{
    // good: in a using, as documented
    public static async Task<long> Sum(MySqlConnection db, CancellationToken ct)
    {
        var sum = 0L;
        await using var rows = await db.OpenCursorAsync("SELECT total FROM orders", ct);
        await foreach (var row in rows)
            sum += row.Get<long>("total");
        return sum;
    }

    // bad: never disposed of, and perhaps never read
    public static async Task<bool> HasColumns(MySqlConnection db)
    {
        var {|NEEDS101:rows|} = await db.OpenCursorAsync("SELECT * FROM orders");
        return rows.Columns.Count > 0;
    }

    // bad: read on one way only
    public static async Task<int> Count(DbConnection db, bool really)
    {
        var count = 0;
        var {|NEEDS101:rows|} = await db.OpenCursorAsync("SELECT id FROM orders WHERE total > @min", [("@min", 5)]);
        if (!really)
            return 0;
        await foreach (var row in rows)
            count++;
        return count;
    }

    // good: the loop ends it, however it is left
    public static async Task<int> First(DbConnection db)
    {
        await foreach (var row in await db.OpenCursorAsync("SELECT id FROM orders"))
            return row.Get<int>(0);
        return 0;
    }

    // good: the loop ends it with a token too
    public static async Task<int> FirstWithToken(DbConnection db, CancellationToken ct)
    {
        var rows = await db.OpenCursorAsync("SELECT id FROM orders");
        await foreach (var row in rows.WithCancellation(ct).ConfigureAwait(false))
            return row.Get<int>(0);
        return 0;
    }

    // bad: something throws between the opening and the using
    public static async Task<List<string>> Names(DbConnection db, DbCommand command, string format)
    {
        var {|NEEDS102:rows|} = await DbCursor.OpenAsync(command);
        await NoteAsync(db, string.Format(format, rows.Columns.Count));
        await using (rows)
            return await rows.MapAsync(row => row.Get<string>("name")).ToListAsync();
    }

    // good: in a using at once
    public static async Task<List<string>> NamesUsing(DbCommand command)
    {
        await using var rows = await DbCursor.OpenAsync(command);
        return await rows.MapAsync(row => row.Get<string>("name")).ToListAsync();
    }

    // bad: the synchronous twin
    public static int Broken(DbConnection db, DbCommand command)
    {
        var {|NEEDS101:rows|} = DbCursor.Open(command);
        return rows.Columns.Count;
    }

    // good: the synchronous twins, in usings
    public static List<int> Ids(DbConnection db, DbCommand command)
    {
        var ids = new List<int>();
        using (var rows = db.OpenCursor("SELECT id FROM orders", new CursorOptions { MaxRows = 10 }))
        {
            foreach (var row in rows)
                ids.Add(row.Get<int>(0));
        }

        using var others = DbCursor.Open(command);
        ids.AddRange(others.Map(row => row.Get<int>(0)));
        return ids;
    }

    // good: whoever asked for it disposes of it
    public static ValueTask<DbCursor> Orders(DbConnection db, CancellationToken ct) => db.OpenCursorAsync("SELECT * FROM orders", ct);

    // good: in an iterator
    public static async IAsyncEnumerable<string> Stream(DbConnection db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var rows = await db.OpenCursorAsync("SELECT name FROM orders", ct);
        await foreach (var row in rows)
            yield return row.Get<string>("name");
    }

    // helper
    private static async Task NoteAsync(DbConnection db, string text)
    {
        await using var command = db.CreateCommand();
        command.CommandText = "INSERT INTO notes (text) VALUES (@text)";
        await command.ExecuteNonQueryAsync();
    }
}
