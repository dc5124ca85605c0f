namespace Needs.MySql.Tests;

public class ClosedConnectionTests
{
    [Fact]
    public async Task HandlerThatClosesItsConnection_IsAccepted()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        var session = await Accounts.Run(db.Database, async connection =>
        {
            var id = await connection.ReadAsync("SELECT CONNECTION_ID()");
            await connection.CloseAsync();
            return id;
        });

        Assert.Equal(session, await Accounts.Run(db.Database, connection => connection.ReadAsync("SELECT CONNECTION_ID()")));
        db.AssertAllBack();
    }

    [Fact]
    public async Task HandlerThatDisposesItsConnection_IsAccepted()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await Accounts.Run(db.Database, async connection =>
        {
            await connection.DisposeAsync();
            return 0;
        });

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task ConnectionThatTheHandlerClosed_ServesAnotherHandlerMeanwhile()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await Accounts.Run(db.Database, async connection =>
        {
            await connection.CloseAsync();
            Assert.Equal(100, await Accounts.Balance(db.Database, 1));
            return 0;
        });

        db.AssertAllBack();
    }

    [Fact]
    public async Task ReaderLeftOpen_IsReportedAndDoesNotSpoilTheConnectionForTheNext()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await Accounts.Run(db.Database, async connection =>
        {
            var command = new MySqlCommand("SELECT id FROM account ORDER BY id", connection);
            var reader = await command.ExecuteReaderAsync();
            Assert.True(await reader.ReadAsync());
            return 0;
        });

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        db.AssertAllBackBut(ReturnStep.ResetSession);
    }

    [Fact]
    public async Task ConnectionThatTheServerKilled_FailsItsHandlerOnly()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await Assert.ThrowsAsync<MySqlException>(() => Accounts.Run(db.Database, async connection =>
        {
            await db.ExecuteAsync($"KILL {await connection.ReadAsync("SELECT CONNECTION_ID()")}");
            return await connection.ReadAsync("SELECT 1");
        }));

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        Assert.Equal(0, db.Database.LeaseCount);
        await db.AssertServerConnectionsAsync(1);
    }

    [Fact]
    public async Task IdleConnectionThatTheServerKilled_IsNotNoticedByTheNextHandler()
    {
        // A reset at the return may still go on when the connection is killed, and would be reported.
        await using var db = await TestDatabase.CreateAsync(poolSize: 1, reset: SessionReset.ByDriver);
        var session = await Accounts.Run(db.Database, connection => connection.ReadAsync("SELECT CONNECTION_ID()"));

        await db.ExecuteAsync($"KILL {session}");

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        db.AssertAllBack();
    }
}
