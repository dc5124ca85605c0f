namespace Needs.MySql.Tests.Retries;

/// <summary>Handlers whose connection the server kills while they work, and that are run again on another one.</summary>
public class KilledConnectionTests
{
    private readonly List<HandlerRetry> _retries = [];

#if !MYSQL_DATA
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task KilledInTheHandler_IsRunAgain_AndItsWorkIsThereOnce(int kills)
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        db.Database.Retried += _retries.Add;
        var connections = new List<long>();

        await Transfers.Move(db.Database, 1, 2, 5, async transaction =>
        {
            connections.Add(await transaction.ReadAsync("SELECT CONNECTION_ID()"));
            if (connections.Count <= kills) await db.ExecuteAsync($"KILL {connections[^1]}");
        });

        Assert.Equal(kills + 1, connections.Distinct().Count());
        Assert.Equal(Enumerable.Range(1, kills), _retries.Select(retry => retry.Attempt));
        Assert.All(_retries, retry => Assert.Equal(DatabaseErrorKind.ConnectionLost, DatabaseError.Classify(retry.Exception)));
        Assert.Equal((95, 105), (await db.BalanceAsync(1), await db.BalanceAsync(2)));
        Assert.Equal(0, db.Database.LeaseCount);
        await db.AssertServerConnectionsAsync(1);
    }

#else
    /// <summary>Its transactions don't show whether the handler has committed: one whose connection is gone may have.</summary>
    [Fact]
    public async Task KilledInTheHandler_IsNotRunAgain_WithADriverThatDoesNotTellWhatWasCommitted()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        db.Database.Retried += _retries.Add;

        await Assert.ThrowsAsync<MySqlException>(() => Transfers.Move(db.Database, 1, 2, 5, async transaction =>
            await db.ExecuteAsync($"KILL {await transaction.ReadAsync("SELECT CONNECTION_ID()")}")));

        Assert.Empty(_retries);
        Assert.Equal((100, 100), (await db.BalanceAsync(1), await db.BalanceAsync(2)));
        Assert.Equal(0, db.Database.LeaseCount);
    }
#endif

    [Fact]
    public async Task KilledBeforeItsCommit_IsNotRunAgain()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        db.Database.Retried += _retries.Add;
        var runs = 0;

        await Assert.ThrowsAnyAsync<Exception>(() => Transfers.Run(db.Database, async transaction =>
        {
            runs++;
            await transaction.ExecuteAsync("UPDATE account SET balance = balance + 5 WHERE id = 1");
            await db.ExecuteAsync($"KILL {await transaction.ReadAsync("SELECT CONNECTION_ID()")}");
        }));

        Assert.Equal(1, runs);
        Assert.Empty(_retries);
        Assert.Equal(100, await db.BalanceAsync(1));
        Assert.Equal(0, db.Database.LeaseCount);
    }

    [Fact]
    public async Task KilledAfterTheHandlerCommittedItself_IsNotRunAgain()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        db.Database.Retried += _retries.Add;
        var runs = 0;

        await Assert.ThrowsAnyAsync<Exception>(() => Transfers.Run(db.Database, async transaction =>
        {
            runs++;
            var connection = transaction.Connection!;
            await transaction.ExecuteAsync("UPDATE account SET balance = balance + 5 WHERE id = 1");
            await transaction.CommitAsync();
            await db.ExecuteAsync($"KILL {await connection.ReadAsync("SELECT CONNECTION_ID()")}");
            await connection.ReadAsync("SELECT 1");
        }));

        Assert.Equal(1, runs);
        Assert.Empty(_retries);
        Assert.Equal(105, await db.BalanceAsync(1));
    }
}
