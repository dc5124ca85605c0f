using System.Data.Common;
using System.Diagnostics;
using Needs.MySql.Tests.Load;

namespace Needs.MySql.Tests.Cursors;

/// <summary>A query of ten million rows, of which a hundred are read: by a cursor, and beside it by the driver's reader.</summary>
[Collection(LoadCollection.Name)]
public class AbandonedCursorTests
{
    private const int Times = 20;

    [Fact]
    public async Task LeftByACursor_TheConnectionServesSoon_AndLittleWasSent()
    {
        await using var tables = await BigTables.CreateAsync();

        var cursor = new List<Leaving>();
        for (var i = 0; i < Times; i++) cursor.Add(await MeasureAsync(tables, i, ReadByCursorAsync));
        var reader = await MeasureAsync(tables, Times, ReadByReaderAsync);

        var time = cursor.Select(leaving => leaving.Time).Order().ElementAt(Times / 2);
        var bytes = cursor.Select(leaving => leaving.Bytes).Order().ElementAt(Times / 2);
        var figures = $"cursor {time.TotalMilliseconds:0.0} ms, {bytes:N0} bytes; reader {reader.Time.TotalMilliseconds:0} ms, {reader.Bytes:N0} bytes";
        Assert.True(time < reader.Time / 5, figures);
        Assert.True(bytes < reader.Bytes / 25, figures);
    }

    [Fact]
    public async Task LeftFiftyTimes_TheServerHasAsManyConnectionsAsBefore()
    {
        await using var tables = await BigTables.CreateAsync();
        await tables.Database.AssertServerConnectionsAsync(1);

        for (var i = 0; i < 50; i++)
        {
            await ReadByCursorAsync(tables.Connection, static () => { });
            await tables.AssertServesAsync(i);
        }

        await tables.Database.AssertServerConnectionsAsync(1);
    }

    [Fact]
    public async Task LeftSynchronously_TheConnectionServes()
    {
        await using var tables = await BigTables.CreateAsync();

        using (var rows = tables.Connection.OpenCursor(BigTables.Product))
            foreach (var row in rows)
                if (rows.RowsRead == 100) break;

        await tables.AssertServesAsync(1);
    }

    private static async Task<Leaving> MeasureAsync(BigTables tables, int question, Func<DbConnection, Action, Task> read)
    {
        var before = await tables.BytesSentAsync();
        var watch = new Stopwatch();
        await read(tables.Connection, watch.Start);
        await tables.AssertServesAsync(question);
        watch.Stop();
        return new Leaving(watch.Elapsed, await tables.BytesSentAsync() - before);
    }

    private static async Task ReadByCursorAsync(DbConnection db, Action leaves)
    {
        await using var rows = await db.OpenCursorAsync(BigTables.Product);
        await foreach (var _ in rows)
        {
            if (rows.RowsRead < 100) continue;
            leaves();
            break;
        }
    }

    private static async Task ReadByReaderAsync(DbConnection db, Action leaves)
    {
        await using var command = db.CreateCommand();
        command.CommandText = BigTables.Product;
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync();
        for (var i = 0; i < 100; i++) await reader.ReadAsync();
        leaves();
    }

    private sealed record Leaving(TimeSpan Time, long Bytes);
}
