using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>A database that ends while the network of its last handler is gone.</summary>
[Collection(FaultsCollection.Name)]
public class DisposedTests
{
    [Theory]
    [InlineData(MySqlStep.Command)]
    [InlineData(MySqlStep.Rollback)]
    [InlineData(MySqlStep.Quit)]
    public async Task EndsAllTheSame(MySqlStep step)
    {
        using var unobserved = new UnobservedExceptions();
        await using var db = await ProxiedDatabase.CreateAsync(isImpatient: true);
        await db.BalanceAsync(1);
        var plan = db.Proxy.Add(new FaultPlan(Fault.BlackHole) { Step = step });

        var call = CallAsync();
        if (step == MySqlStep.Quit) await call;
        else await plan.FirstHit.WaitAsync(TimeSpan.FromMinutes(1));
        await db.Database.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.NotNull(await call);
        Assert.Equal(0, db.Database.LeaseCount);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Accounts.Balance(db.Database, 1));
        Assert.Equal(100, await db.Direct.BalanceAsync(1));
        unobserved.AssertNone();

        // On a busy machine a call of one that waits so briefly may end before it comes to that step.
        async Task<Exception?> CallAsync()
        {
            while (true)
            {
                var error = await Record.ExceptionAsync(() => FaultHandlers.AddAndThrow(db.Database, Ways.Thrown));
                if (plan.Hits > 0 || ReferenceEquals(error, Ways.Thrown)) return error;
            }
        }
    }
}
