namespace Needs.MySql.Tests;

public class LendingTests
{
    [Fact]
    public async Task AsyncHandler_WorksOnTheDriversOwnConnection()
    {
        await using var db = await TestDatabase.CreateAsync();

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));

        db.AssertAllBack();
    }

    [Fact]
    public async Task SyncHandler_WorksOnTheBaseType()
    {
        await using var db = await TestDatabase.CreateAsync();

        Assert.Equal(100, Accounts.BalanceNow(db.Database, 2));

        db.AssertAllBack();
    }

    [Fact]
    public async Task LentConnection_IsOpen_AndTheHandlersNameIsKnown()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Accounts.Run(db.Database, connection =>
        {
            Assert.Equal(System.Data.ConnectionState.Open, connection.State);
            Assert.Equal("Needs.MySql.Tests.Accounts.Run", Assert.Single(db.Database.GetLeases()).Handler.Name);
            return Task.FromResult(0);
        });
    }

    [Fact]
    public async Task CallsInARow_UseOneConnectionOfTheServer()
    {
        // A reset at the return goes on while the next call is lent a connection: another one, then.
        await using var db = await TestDatabase.CreateAsync(reset: SessionReset.ByDriver);

        var sessions = new HashSet<long>();
        for (var i = 0; i < 20; i++)
            sessions.Add(await Accounts.Run(db.Database, connection => connection.ReadAsync("SELECT CONNECTION_ID()")));

        Assert.Single(sessions);
        Assert.Equal(1, await db.ServerConnectionsAsync());
    }

    [Fact]
    public async Task CallsAtOnce_NeverUseMoreThanThePool_AndAllAreAnswered()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 3);
        var most = 0;

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Accounts.Run(db.Database, async connection =>
        {
            var open = (int)await connection.ReadAsync($"SELECT COUNT(*) FROM information_schema.processlist WHERE db = '{db.Schema}'");
            lock (db) most = Math.Max(most, open);
            return await connection.ReadAsync("SELECT balance FROM account WHERE id = 1");
        }))));

        Assert.All(answers, answer => Assert.Equal(100, answer));
        Assert.InRange(most, 1, 3);
        Assert.InRange(await db.ServerConnectionsAsync(), 1, 3);
        db.AssertAllBack();
    }

    [Fact]
    public async Task ExhaustedPool_NamesItsHolder_AndLendsAgainLater()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1, patience: 3);

        await Accounts.Run(db.Database, async _ =>
        {
            var error = await Assert.ThrowsAsync<DatabaseBusyException>(() => Accounts.Balance(db.Database, 1));
            Assert.IsType<MySqlException>(error.InnerException);
            Assert.Equal((BusyReason.DriverPool, "Needs.MySql.Tests.Accounts.Run"), (error.Reason, Assert.Single(error.Holders).Handler.Name));
            Assert.Equal(1, db.Database.LeaseCount);
            return 0;
        });

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task FailedStatement_SurfacesAsTheDriverThrewIt_AndTheConnectionServesOn()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        var error = await Assert.ThrowsAsync<MySqlException>(
            () => Accounts.Run(db.Database, connection => connection.ReadAsync("SELECT missing FROM account")));

        Assert.Equal(1054, error.Number);
        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task WrongConnectionType_SaysWhatWasWantedAndWhatIsLent()
    {
        await using var db = await TestDatabase.CreateAsync();

        var lease = await db.Database.LendAsync(new HandlerDescriptor("Test"));
        try
        {
            var error = Assert.Throws<InvalidOperationException>(() => lease.Connection<Needs.Testing.FakeConnection>());
            Assert.Contains(typeof(MySqlConnection).FullName!, error.Message, StringComparison.Ordinal);
            Assert.Contains(typeof(Needs.Testing.FakeConnection).FullName!, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await lease.ReturnAsync();
        }
    }
}
