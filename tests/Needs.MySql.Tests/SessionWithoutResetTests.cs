#if !MYSQL_DATA // which has no reset of its own, and no statements on the server unless it is asked for them
using System.Globalization;

namespace Needs.MySql.Tests;

/// <summary>Connection strings that save the driver's reset at each loan.</summary>
public sealed class SessionWithoutResetTests
{
    [Fact]
    public async Task HandlerPreparesItsStatement_ItServesEachTime()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var database = Unreset(db, SessionReset.AtReturn);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(i + 1, await Accounts.Run(database, async connection =>
            {
                await using var command = new MySqlCommand("SELECT @x + 1", connection) { Parameters = { new("@x", i) } };
                await command.PrepareAsync();
                return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
            }));
        }
    }

    [Theory]
    [InlineData(SessionReset.AtReturn, 1)]
    [InlineData(SessionReset.FullAtReturn, 0)]
    public async Task HandlerLeavesAVariable_NextSeesItUnlessTheWholeSessionIsReset(SessionReset reset, long seen)
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var database = Unreset(db, reset);
        await Accounts.Run(database, connection => connection.ExecuteAsync("SET @left = 1"));

        Assert.Equal(seen, await Accounts.Run(database, connection => connection.ReadAsync("SELECT @left IS NOT NULL")));
    }

    [Theory]
    [InlineData(SessionReset.AtReturn)]
    [InlineData(SessionReset.FullAtReturn)]
    public async Task HandlerLeavesATransactionAndALock_BothEndWhileTheConnectionIsIdle(SessionReset reset)
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var database = Unreset(db, reset);
        var name = $"left_{Guid.NewGuid():N}";
        await Accounts.Run(database, async connection =>
        {
            await connection.ExecuteAsync("BEGIN");
            await connection.ExecuteAsync("UPDATE account SET balance = 0 WHERE id = 1");
            return await connection.ReadAsync($"SELECT GET_LOCK('{name}', 0)");
        });

        Assert.Equal(1, await db.ReadAsync($"SELECT GET_LOCK('{name}', 20)"));
        await db.ExecuteAsync($"SET innodb_lock_wait_timeout = 20; UPDATE {db.Schema}.account SET balance = balance + 1 WHERE id = 1");
        Assert.Equal(101, await db.BalanceAsync(1));
    }

    /// <summary>With a pool of one, so that each loan gets the session that the one before left.</summary>
    private static Database Unreset(TestDatabase db, SessionReset reset)
    {
        var text = new MySqlConnectionStringBuilder(db.ConnectionString) { ConnectionReset = false, MaximumPoolSize = 1, ConnectionTimeout = 30, AllowUserVariables = true };
        return new Database(MySqlProviderFactory.Instance.CreateDataSource(text.ConnectionString), new DatabaseOptions { SessionReset = reset });
    }
}
#endif
