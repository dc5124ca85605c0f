namespace Needs.MySql.Tests.Hostile;

public class HandlerMisbehavesTests
{
    private const string Add5 = "UPDATE account SET balance = balance + 5 WHERE id = 1";

    [Fact]
    public async Task ConnectionClosedAndOpenedAgainInTheTransaction_ThrowsSinceTheWorkIsLost()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Accounts.RunInTransaction(db.Database, async (connection, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            await connection.CloseAsync();
            await connection.OpenAsync();
        }));

        Assert.Contains("closed and opened again", error.Message);
        await LeavesAsync(db, balance: 100);
    }

    [Fact]
    public async Task TransactionCommittedInSql_IsAccepted()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            await transaction.ExecuteAsync(Add5);
            await transaction.ExecuteAsync("COMMIT");
        });

        await LeavesAsync(db, balance: 105);
    }

    [Fact]
    public async Task ReaderForgottenBeforeTheCommit_FailsTheCommitAndRollsBack()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await Assert.ThrowsAnyAsync<Exception>(() => Accounts.RunInTransaction(db.Database, ForgetReaderAsync));

        await LeavesAsync(db, balance: 100);
    }

    [Fact]
    public async Task ReaderForgottenBeforeAnError_DoesNotHideTheError()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        var thrown = new InvalidTimeZoneException();

        var error = await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Accounts.RunInTransaction(db.Database, async (connection, transaction) =>
        {
            await ForgetReaderAsync(connection, transaction);
            throw thrown;
        }));

        Assert.Same(thrown, error);
        await LeavesAsync(db, balance: 100);
    }

    private static async Task ForgetReaderAsync(MySqlConnection connection, MySqlTransaction transaction)
    {
        await transaction.ExecuteAsync(Add5);
        var reader = await new MySqlCommand("SELECT id FROM account", connection, transaction).ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
    }

    private static async Task LeavesAsync(TestDatabase db, int balance)
    {
        Assert.Equal(0, db.Database.LeaseCount);
        Assert.Equal(balance, await Accounts.Balance(db.Database, 1));
        Assert.Equal(balance, await db.BalanceAsync(1));
    }
}
