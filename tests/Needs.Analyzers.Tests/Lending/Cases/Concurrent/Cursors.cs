#nullable enable
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Needs;

namespace Cases.Concurrent.Cursors;

/// <summary>An open cursor has its connection for itself.</summary>
public static class Cursors
{
    // bad: a command for each row
    public static async Task Mark(MySqlConnection db, CancellationToken ct)
    {
        await using var rows = await db.OpenCursorAsync("SELECT id FROM orders", ct);
        await foreach (var row in rows)
            await {|NEEDS203:db.ExecuteAsync|}("UPDATE orders SET seen = 1 WHERE id = @id", new { id = row.Get<int>(0) });
    }

    // good: the loop has ended the query when the command runs
    public static async Task MarkAfterwards(MySqlConnection db, CancellationToken ct)
    {
        var ids = new List<int>();
        await using var rows = await db.OpenCursorAsync("SELECT id FROM orders", ct);
        await foreach (var row in rows)
            ids.Add(row.Get<int>(0));
        await db.ExecuteAsync("UPDATE orders SET seen = 1 WHERE id IN @ids", new { ids });
    }

    // bad: a command before the rows are read
    public static async Task<int> Early(MySqlConnection db)
    {
        await using var rows = await db.OpenCursorAsync("SELECT id FROM orders");
        await {|NEEDS203:db.ExecuteAsync|}("DELETE FROM notes");
        var count = 0;
        await foreach (var row in rows)
            count++;
        return count;
    }

    // bad: two cursors on one connection
    public static async Task<int> Two(DbConnection db, DbCommand command)
    {
        await using var orders = await db.OpenCursorAsync("SELECT id FROM orders");
        await using var customers = await {|NEEDS203:db.OpenCursorAsync|}("SELECT id FROM customers");
        return orders.Columns.Count + customers.Columns.Count;
    }

    // bad: a reader, then a cursor by hand
    public static async Task<int> ByHand(MySqlConnection db)
    {
        await using var first = new MySqlCommand("SELECT id FROM orders", db);
        await using var reader = await first.ExecuteReaderAsync();
        await using var second = new MySqlCommand("SELECT id FROM customers", db);
        await using var rows = await {|NEEDS203:DbCursor.OpenAsync|}(second);
        return rows.Columns.Count;
    }

    // good: one after the other
    public static async Task<int> OneAfterTheOther(DbConnection db)
    {
        var count = 0;
        await using (var orders = await db.OpenCursorAsync("SELECT id FROM orders"))
        {
            await foreach (var row in orders)
                count++;
        }

        await using var customers = await db.OpenCursorAsync("SELECT id FROM customers");
        await foreach (var row in customers)
            count++;
        return count;
    }

    // bad: while the mapped rows are read
    public static async Task Mapped(MySqlConnection db)
    {
        await using var rows = await db.OpenCursorAsync("SELECT id FROM orders");
        await foreach (var id in rows.MapAsync(row => row.Get<int>(0)))
            await {|NEEDS203:db.ExecuteAsync|}("UPDATE orders SET seen = 1 WHERE id = @id", new { id });
    }

    // good: SQLite reads several at once
    public static async Task OnSqlite(SqliteConnection db)
    {
        await using var rows = await db.OpenCursorAsync("SELECT id FROM orders");
        await foreach (var row in rows)
            await db.ExecuteAsync("UPDATE orders SET seen = 1 WHERE id = @id", new { id = row.Get<int>(0) });
    }

    // good: a list of all rows is the end of the cursor, as a loop over them is
    public static async Task<int> ListThenCount(MySqlConnection db, CancellationToken ct)
    {
        await using var rows = await db.OpenCursorAsync("SELECT name FROM orders", ct);
        var names = await rows.MapAsync(row => row.Get<string>("name"), ct).ToListAsync(ct);
        await using var command = new MySqlCommand("SELECT COUNT(*) FROM orders", db);
        return names.Count + Convert.ToInt32(await command.ExecuteScalarAsync(ct));
    }

    // good: so is the first of them
    public static async Task<string?> FirstThenDelete(MySqlConnection db, CancellationToken ct)
    {
        await using var rows = await db.OpenCursorAsync("SELECT name FROM orders", ct);
        var name = await rows.MapAsync(row => row.Get<string>("name"), ct).FirstOrDefaultAsync(ct);
        await using var command = new MySqlCommand("DELETE FROM orders LIMIT 1", db);
        await command.ExecuteNonQueryAsync(ct);
        return name;
    }
}
