using Needs.Testing.Faults;
using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Faults;

/// <summary>The server ends connections or statements of its own accord, or dies.</summary>
[Collection(FaultsCollection.Name)]
public class KilledTests
{
    [Theory]
    [InlineData(Way.AsyncInTransaction, "CONNECTION")]
    [InlineData(Way.SyncInTransaction, "CONNECTION")]
    [InlineData(Way.AsyncThrowing, "CONNECTION")]
    [InlineData(Way.SyncStream, "CONNECTION")]
    [InlineData(Way.AsyncInTransaction, "QUERY")]
    [InlineData(Way.SyncThrowing, "QUERY")]
    public async Task AtAnyStep_HarmsNothingButItsOwnCall(Way way, string what)
    {
        using var unobserved = new UnobservedExceptions();
        await using var db = await ProxiedDatabase.CreateAsync();

        foreach (var step in way.Steps())
        {
            var trial = new Trial(db, way);
            var failure = await Record.ExceptionAsync(() => trial.RunAsync(new FaultPlan(Fault.Meanwhile(() => db.KillAsync(what))) { Step = step }));
            Assert.True(failure is null, $"{step}: {trial.Error?.ToString() ?? "no error"}\n-> {failure}");
        }

        unobserved.AssertNone();
    }

#if !MYSQL_DATA // throws a NullReferenceException instead
    [Fact]
    public async Task StatementThatTheServerKilled_FailsWithItsError_AndRollsBack()
    {
        const string veryLong = "SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c";
        await using var db = await ProxiedDatabase.CreateAsync();

        var error = await Assert.ThrowsAsync<MySqlException>(() => Accounts.RunInTransaction(db.Database, async (_, transaction) =>
        {
            var session = await transaction.ReadAsync("SELECT CONNECTION_ID()");
            await transaction.ExecuteAsync("UPDATE account SET balance = 0 WHERE id = 1");
            var running = Task.Run(() => transaction.ReadAsync(veryLong));
            while (!running.IsCompleted)
            {
                if (await db.Direct.ReadAsync($"SELECT COUNT(*) FROM information_schema.processlist WHERE id = {session} AND info LIKE '%columns c%'") > 0)
                    await db.KillAsync("QUERY");
                await Task.Delay(10);
            }

            await running;
        }));

        Assert.Equal(1317, error.Number);
        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        Assert.Equal(100, await db.Direct.BalanceAsync(1));
        Assert.Equal(0, db.Database.LeaseCount);
    }
#endif

    [Fact]
    public async Task ServerThatDiesAndComesBackInTheMiddleOfATransaction_KeepsAllOfItOrNothing()
    {
        using var unobserved = new UnobservedExceptions();
        await using var server = await MariaDbServer.StartAsync();
        await using var db = await ProxiedDatabase.CreateAsync(server);

        foreach (var (way, step) in new[]
        {
            (Way.AsyncInTransaction, MySqlStep.Command), (Way.SyncInTransaction, MySqlStep.RowsEnd),
            (Way.SyncInTransaction, MySqlStep.Commit), (Way.AsyncInTransaction, MySqlStep.CommitAnswer),
        })
        {
            var trial = new Trial(db, way);
            var restart = Task.CompletedTask;
            var plan = new FaultPlan(Fault.Meanwhile(() => restart = DieAndComeBackAsync())) { Step = step };
            var failure = await Record.ExceptionAsync(() => trial.RunAsync(plan, until: () => restart));
            Assert.Equal(1, plan.Hits);
            Assert.True(failure is null, $"{way} {step}: {trial.Error?.ToString() ?? "no error"}\n-> {failure}");
        }

        unobserved.AssertNone();

        async Task DieAndComeBackAsync()
        {
            await server.KillAsync();
            await server.RestartAsync();
        }
    }
}
