using System.Runtime.CompilerServices;
using Needs.Testing;

namespace Needs.MySql.Tests.Cursors;

public class CursorTests
{
    private const string Numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) ";
    private const string Many = Numbers + "SELECT a.i, REPEAT('x', 200) FROM n a, n b, n c";
    private const string SlowRows = Numbers + "SELECT i, SLEEP(0.05), REPEAT('x', 20000) FROM n";
    private const string SlowAnswer = Numbers + "SELECT COUNT(*) FROM n a, n b, n c, n d";

    [Fact]
    public async Task Row_IsReadAsItsTypes()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var connection = await OpenAsync(db);
        await using var rows = await connection.OpenCursorAsync("""
            SELECT @number AS number, CAST(@text AS CHAR) AS text, CAST(NULL AS SIGNED) AS nothing, CAST(1.5 AS DECIMAL(5,2)) AS money,
                   CAST('2026-02-28 13:14:15' AS DATETIME) AS moment, CAST(4 AS SIGNED) AS day
            """, [("@number", 5), ("@text", "Grüße")]);

        await foreach (var row in rows)
        {
            Assert.Equal(5, row.Get<int>("number"));
            Assert.Equal(5L, row.Get<long>("number"));
            Assert.Equal("Grüße", row.Get<string>("text"));
            Assert.Null(row.GetOrNull<int>("nothing"));
            Assert.Null(row.Get<long?>("nothing"));
            Assert.Equal(1.5m, row.Get<decimal>("money"));
            Assert.Equal(new DateTime(2026, 2, 28, 13, 14, 15), row.Get<DateTime>("moment"));
            Assert.Equal(DayOfWeek.Thursday, row.Get<DayOfWeek>("day"));
            Assert.Contains("can't be read as System.Guid", Assert.Throws<InvalidCastException>(() => row.Get<Guid>("money")).Message);
        }

        Assert.Equal(1, rows.RowsRead);
    }

    [Theory]
    [InlineData(Many)]
    [InlineData(SlowRows)]
    [InlineData(SlowAnswer)]
    [InlineData("SELECT SLEEP(60)")]
    public async Task CancelledToken_EndsTheQueryAtTheServer_AndTheConnectionServesOn(string sql)
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var connection = await OpenAsync(db);
        using var stop = new CancellationTokenSource();

        var reading = Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(async () =>
        {
            await using var rows = await connection.OpenCursorAsync(sql, stop.Token);
            await foreach (var _ in rows)
            {
            }
        }));
        await Eventually.IsTrueAsync(async () => await RunningAsync() == 1);
        await stop.CancelAsync();

        Assert.Equal(stop.Token, (await reading).CancellationToken);
        await Eventually.IsTrueAsync(async () => await RunningAsync() == 0);
        Assert.Equal(42, await connection.ReadAsync("SELECT 42"));

        Task<long> RunningAsync() =>
            db.ReadAsync($"SELECT COUNT(*) FROM information_schema.processlist WHERE command = 'Query' AND db = '{db.Schema}'");
    }

    [Fact]
    public async Task CancelledAtAnyMoment_NothingElseIsHit()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var connection = await OpenAsync(db);

        for (var i = 0; i < 60; i++)
        {
            using var stop = new CancellationTokenSource();
            var stopping = Task.Run(async () =>
            {
                Thread.SpinWait(i * 300);
                await stop.CancelAsync();
            });
            await Assert.ThrowsAsync<OperationCanceledException>(async () =>
            {
                await using var rows = await connection.OpenCursorAsync("SELECT SLEEP(20)", stop.Token);
                await foreach (var _ in rows)
                {
                }
            });
            await stopping;
            Assert.Equal(i, await connection.ReadAsync($"SELECT {i}"));
        }
    }

    [Fact]
    public async Task LeftInATransaction_WhatWasWrittenBeforeAndAfter_IsCommitted()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Accounts.RunInTransaction(db.Database, async (connection, transaction) =>
        {
            await transaction.ExecuteAsync("UPDATE account SET balance = balance + 1 WHERE id = 1");
            await using (var rows = await connection.OpenCursorAsync(Many, new CursorOptions { Transaction = transaction }))
                await foreach (var _ in rows) break;
            await transaction.ExecuteAsync("UPDATE account SET balance = balance + 1 WHERE id = 2");
        });

        Assert.Equal(101, await db.BalanceAsync(1));
        Assert.Equal(101, await db.BalanceAsync(2));
        db.AssertAllBack();
    }

    [Fact]
    public async Task CancelledInATransaction_ItIsRolledBack()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => Accounts.RunInTransaction(db.Database, async (connection, transaction) =>
        {
            await transaction.ExecuteAsync("UPDATE account SET balance = 0 WHERE id = 1");
            await using var rows = await connection.OpenCursorAsync(Many, new CursorOptions { Transaction = transaction }, stop.Token);
            await foreach (var _ in rows) await stop.CancelAsync();
        }));

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task AbandonedStream_GivesItsConnectionBack_WhichServesOn()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        for (var i = 0; i < 3; i++)
        {
            await foreach (var number in Streams.Many(db.Database))
                if (number > 0) break;
            Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        }

        db.AssertAllBack();
    }

    [Fact]
    public async Task SecondCursor_IsAnErrorThatSaysWhy()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var connection = await OpenAsync(db);
        await using var rows = await connection.OpenCursorAsync(Many);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await connection.OpenCursorAsync("SELECT 1"));

        Assert.Contains("A cursor is open on this connection", error.Message);
    }

    [Fact]
    public async Task WrongSql_IsTheDriversError_AndTheConnectionServesOn()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var connection = await OpenAsync(db);

        var error = await Assert.ThrowsAsync<MySqlException>(async () => await connection.OpenCursorAsync("SELECT * FROM nowhere"));

        Assert.Contains("nowhere", error.Message);
        Assert.Equal(42, await connection.ReadAsync("SELECT 42"));
    }

    [Fact]
    public async Task SeveralResults_TheFirstIsRead_TheOthersAreLeft()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var connection = await OpenAsync(db);

        await using (var rows = await connection.OpenCursorAsync("SELECT 1; " + Many))
            Assert.Equal(1, await rows.MapAsync(row => row.Get<int>(0)).SingleAsync());

        Assert.Equal(42, await connection.ReadAsync("SELECT 42"));
    }

    private static async Task<MySqlConnection> OpenAsync(TestDatabase db)
    {
        var connection = new MySqlConnection(db.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}

internal static partial class Streams
{
    [NeedsDb]
    public static async IAsyncEnumerable<int> Many(MySqlConnection db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var rows = await db.OpenCursorAsync(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT a.i, REPEAT('x', 200) FROM n a, n b, n c", ct);
        await foreach (var row in rows) yield return row.Get<int>(0);
    }
}
