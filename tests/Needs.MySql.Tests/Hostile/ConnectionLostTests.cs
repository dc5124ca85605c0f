namespace Needs.MySql.Tests.Hostile;

/// <summary>The server drops the connection of a handler that holds a transaction.</summary>
public class ConnectionLostTests
{
    [Fact]
    public async Task LostInTheTransaction_FailsTheNextStatement()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await Assert.ThrowsAsync<MySqlException>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await LoseAsync(db, transaction);
            await transaction.ReadAsync("SELECT 1");
        }));

        await LeavesNothingAsync(db);
    }

    [Fact]
    public async Task LostErrorSwallowedByTheHandler_StillFailsIt()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await Assert.ThrowsAnyAsync<Exception>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await LoseAsync(db, transaction);
            await Assert.ThrowsAsync<MySqlException>(() => transaction.ReadAsync("SELECT 1"));
        }));

        await LeavesNothingAsync(db);
    }

    [Fact]
    public async Task LostBeforeAnError_DoesNotHideTheError()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        var thrown = new InvalidTimeZoneException();

        var error = await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await LoseAsync(db, transaction);
            throw thrown;
        }));

        Assert.Same(thrown, error);
        await LeavesNothingAsync(db);
    }

    [Fact]
    public async Task LostAfterTheWorkWithoutTransaction_DoesNotFailTheHandler()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        Assert.Equal(7, await Accounts.Run(db.Database, async connection =>
        {
            await db.ExecuteAsync($"KILL {await connection.ReadAsync("SELECT CONNECTION_ID()")}");
            return 7;
        }));

        await LeavesNothingAsync(db);
    }

    private static async Task LoseAsync(TestDatabase db, MySqlTransaction transaction)
    {
        await transaction.ExecuteAsync("UPDATE account SET balance = 0 WHERE id = 1");
        await db.ExecuteAsync($"KILL {await transaction.ReadAsync("SELECT CONNECTION_ID()")}");
    }

    private static async Task LeavesNothingAsync(TestDatabase db)
    {
        Assert.Equal(0, db.Database.LeaseCount);
        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        await db.AssertServerConnectionsAsync(1);
    }
}
