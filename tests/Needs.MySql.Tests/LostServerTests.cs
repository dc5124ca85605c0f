using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests;

public class LostServerTests
{
    [Fact]
    public async Task ServerThatDies_FailsWhatRuns_LeavesNoLease_AndServesAgainAfterItsReturn()
    {
        await using var server = await MariaDbServer.StartAsync();
        await using var db = await TestDatabase.CreateAsync(poolSize: 2, server);

        await Assert.ThrowsAnyAsync<Exception>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync("UPDATE account SET balance = 0 WHERE id = 1");
            await server.KillAsync();
        }));
        await Assert.ThrowsAnyAsync<Exception>(() => Accounts.Deposit(db.Database, 1, 1));
        Assert.Equal(0, db.Database.LeaseCount);

        await server.RestartAsync();
        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        await Accounts.Deposit(db.Database, 1, 5);
        Assert.Equal(105, await db.BalanceAsync(1));
        Assert.Equal(0, db.Database.LeaseCount);
    }
}
