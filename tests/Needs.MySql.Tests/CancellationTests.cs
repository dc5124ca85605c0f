#if !MYSQL_DATA
using Needs.Testing;
#endif

namespace Needs.MySql.Tests;

public class CancellationTests
{
    private const string VeryLong = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT COUNT(*) FROM n a, n b, n c, n d";

    [Fact]
    public async Task CancelledBeforeTheCall_OpensNothing()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Accounts.Balance(db.Database, 1, new CancellationToken(canceled: true)));

        Assert.Equal(0, await db.ServerConnectionsAsync());
        db.AssertAllBack();
    }

    [Fact]
    public async Task CancelledInTheHandler_RollsBack()
    {
        await using var db = await TestDatabase.CreateAsync();
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync("UPDATE account SET balance = 0 WHERE id = 1");
            await source.CancelAsync();
            source.Token.ThrowIfCancellationRequested();
        }));

        Assert.Equal(100, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task CancelledAfterTheWork_CommitsAllTheSame()
    {
        await using var db = await TestDatabase.CreateAsync();
        using var source = new CancellationTokenSource();

        await Bookings.DepositAndCancel(db.Database, source, source.Token);

        Assert.Equal(101, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

#if !MYSQL_DATA // MySql.Data blocks the thread in both of these and looks at no token.
    [Fact]
    public async Task CancelledStatement_EndsOnTheServer_AndItsConnectionServesOn()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        using var source = new CancellationTokenSource();

        var running = Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Accounts.Run(db.Database, connection => connection.ReadAsync(VeryLong, source.Token)));
        await Eventually.IsTrueAsync(async () => await RunningAsync() == 1);
        await source.CancelAsync();
        await running;

        Assert.Equal(100, await Accounts.Balance(db.Database, 1, CancellationToken.None));
        Assert.Equal(0, await RunningAsync());
        db.AssertAllBack();

        Task<long> RunningAsync() =>
            db.ReadAsync($"SELECT COUNT(*) FROM information_schema.processlist WHERE info = '{VeryLong}' AND db = '{db.Schema}'");
    }

    [Fact]
    public async Task CancelledWaitForThePool_GivesItsPlaceUp()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        using var source = new CancellationTokenSource();

        await Accounts.Run(db.Database, async _ =>
        {
            var waiting = Accounts.Balance(db.Database, 1, source.Token);
            Assert.Equal(2, db.Database.LeaseCount);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            Assert.Equal(1, db.Database.LeaseCount);
            return 0;
        });

        db.AssertAllBack();
    }
#endif
}

internal static partial class Bookings
{
    [NeedsDb]
    public static async Task DepositAndCancel(MySqlConnection db, MySqlTransaction tx, CancellationTokenSource source, CancellationToken ct)
    {
        Assert.False(ct.IsCancellationRequested);
        await tx.ExecuteAsync("UPDATE account SET balance = balance + 1 WHERE id = 1", CancellationToken.None);
        await source.CancelAsync();
    }
}
