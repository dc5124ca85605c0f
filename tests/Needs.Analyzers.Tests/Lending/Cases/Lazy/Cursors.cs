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

namespace Cases.Lazy.Cursors;

/// <summary>A cursor reads on the connection: handlers keep neither, unless they stream.</summary>
public static partial class Orders
{
    // bad: the cursor itself
    [NeedsDb]
    public static async Task<DbCursor> Open(MySqlConnection db, CancellationToken ct) =>
        {|NEEDS201:await db.OpenCursorAsync("SELECT * FROM orders", ct)|};

    // bad: rows that are mapped when they are read
    [NeedsDb]
    public static async Task<IAsyncEnumerable<string>> Names(MySqlConnection db, CancellationToken ct)
    {
        var rows = await db.OpenCursorAsync("SELECT name FROM orders", ct);
        return {|NEEDS202:rows.MapAsync(row => row.Get<string>("name"))|};
    }

    // good: a list
    [NeedsDb]
    public static async Task<List<string>> List(MySqlConnection db, CancellationToken ct)
    {
        await using var rows = await db.OpenCursorAsync("SELECT name FROM orders", ct);
        return await rows.MapAsync(row => row.Get<string>("name"), ct).ToListAsync(ct);
    }

    // good: an iterator keeps the connection while it streams
    [NeedsDb]
    public static async IAsyncEnumerable<string> Stream(MySqlConnection db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var rows = await db.OpenCursorAsync("SELECT name FROM orders", ct);
        await foreach (var row in rows)
            yield return row.Get<string>("name");
    }

    // bad: read once more when the loop has ended it
    [NeedsDb]
    public static async Task<int> Twice(MySqlConnection db)
    {
        var count = 0;
        await using var rows = await db.OpenCursorAsync("SELECT id FROM orders");
        await foreach (var row in rows)
            count++;
        await foreach (var row in {|NEEDS204:rows|})
            count++;
        return count;
    }
}
