namespace Needs.MySql.Tests;

public class TransactionTests
{
    private const string Add5 = "UPDATE account SET balance = balance + 5 WHERE id = 1";

    [Fact]
    public async Task HandlerThatReturns_Commits()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Accounts.Deposit(db.Database, 1, 5);

        Assert.Equal(105, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task SyncHandlerThatReturns_Commits()
    {
        await using var db = await TestDatabase.CreateAsync();

        Assert.Equal(1, Accounts.DepositNow(db.Database, 1, 5));

        Assert.Equal(105, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task TransactionThatTheHandlerDoesNotSee_Commits()
    {
        await using var db = await TestDatabase.CreateAsync(ignoreCommandTransaction: true);

        await Accounts.DepositWithoutSeeingTheTransaction(db.Database, 1, 5);

        Assert.Equal(105, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

#if !MYSQL_DATA
    [Fact]
    public async Task TransactionThatTheHandlerDoesNotSee_IsRefusedByMySqlConnector_UnlessItIsToldToIgnoreThat()
    {
        await using var db = await TestDatabase.CreateAsync(ignoreCommandTransaction: false);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Accounts.DepositWithoutSeeingTheTransaction(db.Database, 1, 5).AsTask());

        Assert.Contains("The transaction associated with this command", error.Message, StringComparison.Ordinal);
        Assert.Equal(100, await db.BalanceAsync(1));
        db.AssertAllBack();
    }
#endif

    [Fact]
    public async Task WorkOfARunningHandler_IsNotSeenByOthersBeforeItReturns()
    {
        await using var db = await TestDatabase.CreateAsync(ignoreCommandTransaction: true);

        await Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            Assert.Equal(100, await db.BalanceAsync(1));
            Assert.Equal(100, await Accounts.Balance(db.Database, 1));
            Assert.Equal(105, await Accounts.UncommittedBalance(db.Database, 1));
        });

        Assert.Equal(105, await db.BalanceAsync(1));
    }

    [Fact]
    public async Task IsolationOfOneHandler_IsNotInheritedByTheNext()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1, ignoreCommandTransaction: true);
        await Accounts.UncommittedBalance(db.Database, 1);
        await using var other = new MySqlConnection(db.ConnectionString + ";Pooling=false");
        await other.OpenAsync();
        await using var uncommitted = await other.BeginTransactionAsync();

        await uncommitted.ExecuteAsync(Add5);

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
    }

    [Fact]
    public async Task HandlerThatThrows_RollsBack_AndItsExceptionSurfacesUnchanged()
    {
        await using var db = await TestDatabase.CreateAsync();
        var thrown = new InvalidTimeZoneException();

        var caught = await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            throw thrown;
        }));

        Assert.Same(thrown, caught);
        Assert.Equal(100, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task RolledBackWork_LeavesNoLock()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            throw new InvalidTimeZoneException();
        }));

        await db.ExecuteAsync($"SET innodb_lock_wait_timeout = 1; UPDATE {db.Schema}.account SET balance = 7 WHERE id = 1");
        Assert.Equal(7, await Accounts.Balance(db.Database, 1));
    }

    [Fact]
    public async Task HandlerThatCommitsItself_IsAccepted()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            await transaction.CommitAsync();
        });

        Assert.Equal(105, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task HandlerThatRollsBackItself_IsAccepted()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            await transaction.RollbackAsync();
        });

        Assert.Equal(100, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task HandlerThatCommitsAndThenThrows_KeepsItsWork_AndItsExceptionSurfaces()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            await transaction.CommitAsync();
            throw new InvalidTimeZoneException();
        }));

        Assert.Equal(105, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task HandlerThatCommitsAndThenCloses_KeepsItsWork()
    {
        await using var db = await TestDatabase.CreateAsync();

        var error = await Record.ExceptionAsync(() => Accounts.RunInTransaction(db.Database, async (connection, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            await transaction.CommitAsync();
            await connection.CloseAsync();
        }));

        Assert.Contains("Leave the connection open", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
        Assert.Equal(105, await db.BalanceAsync(1));
        Assert.Equal(0, db.Database.LeaseCount);
    }

    [Fact]
    public async Task HandlerThatClosesInTheMiddleOfItsTransaction_IsToldThatItsWorkIsLost()
    {
        await using var db = await TestDatabase.CreateAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Accounts.RunInTransaction(db.Database, async (connection, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            await connection.CloseAsync();
        }));

        Assert.Contains("Accounts.RunInTransaction", error.Message, StringComparison.Ordinal);
        Assert.Equal(100, await db.BalanceAsync(1));
        Assert.Equal(0, db.Database.LeaseCount);
    }

    [Fact]
    public async Task ConnectionThatTheServerKilledBeforeTheCommit_GivesAnError_AndNothingIsKept()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            await db.ExecuteAsync($"KILL {await transaction.ReadAsync("SELECT CONNECTION_ID()")}");
        }));

        Assert.Equal(100, await db.BalanceAsync(1));
        Assert.Equal(0, db.Database.LeaseCount);
        await Accounts.Deposit(db.Database, 1, 5);
        Assert.Equal(105, await db.BalanceAsync(1));
    }

    [Fact]
    public async Task Deadlock_FailsOneHandlerWithTheDriversError_AndTheOtherCommits()
    {
        await using var db = await TestDatabase.CreateAsync();
        using var bothHoldTheirFirst = new Barrier(2);

        var outcomes = await Task.WhenAll(Task.Run(() => Deposit(1, 2, 1)), Task.Run(() => Deposit(2, 1, 10)));

        var loser = Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal(1213, Assert.IsType<MySqlException>(loser).Number);
        var won = outcomes[0] is null ? 1 : 10;
        Assert.Equal((100 + won, 100 + won), (await db.BalanceAsync(1), await db.BalanceAsync(2)));
        db.AssertAllBack();

        Task<Exception?> Deposit(int first, int second, int amount) =>
            Record.ExceptionAsync(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
            {
                await transaction.ExecuteAsync($"UPDATE account SET balance = balance + {amount} WHERE id = {first}");
                bothHoldTheirFirst.SignalAndWait();
                await transaction.ExecuteAsync($"UPDATE account SET balance = balance + {amount} WHERE id = {second}");
            }))!;
    }
}
