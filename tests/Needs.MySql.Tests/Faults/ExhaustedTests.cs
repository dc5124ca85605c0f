using System.Collections.Concurrent;
using Needs.Testing;

namespace Needs.MySql.Tests.Faults;

/// <summary>Twenty handlers share a pool of ten. One of them never gives back.</summary>
[Collection(FaultsCollection.Name)]
public class ExhaustedTests
{
    private const int PoolSize = 10;
    private const int Handlers = 20;

    /// <summary>Long enough that no other handler, on a busy machine, keeps its connection as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(50, true)]
    [InlineData(47, false)]
    public async Task LeakingHandler_IsNamedFirst(int runs, bool byDriver)
    {
        var named = await InParallelAsync(runs, async seed =>
        {
            var source = new FakeDataSource(PoolSize) { PoolTimeout = Patience };
            await using var database = new Database(source, byDriver ? new() : new() { MaxLeases = PoolSize, WaitLimit = Patience });
            return await IsNamedFirstAsync(database, seed, byDriver ? BusyReason.DriverPool : BusyReason.DatabaseLimit);
        });

        Assert.Equal(runs, named);
    }

    [Fact]
    public async Task LeakingHandlerOfARealPool_IsNamedFirst()
    {
        var named = await InParallelAsync(3, async seed =>
        {
            await using var db = await TestDatabase.CreateAsync(PoolSize, patience: 3);
            return await IsNamedFirstAsync(db.Database, seed, BusyReason.DriverPool);
        });

        Assert.Equal(3, named);
    }

    private static async Task<int> InParallelAsync(int runs, Func<int, Task<bool>> isNamed)
    {
        var named = 0;
        await Parallel.ForAsync(0, runs, new ParallelOptions { MaxDegreeOfParallelism = runs }, async (seed, _) =>
        {
            if (await isNamed(seed)) Interlocked.Increment(ref named);
        });
        return named;
    }

    /// <summary>Runs all handlers at random until one finds no connection, and looks whom the error blames.</summary>
    private static async Task<bool> IsNamedFirstAsync(Database database, int seed, BusyReason reason)
    {
        var random = new Random(seed);
        var handlers = Enumerable.Range(0, Handlers).Select(number => new HandlerDescriptor($"Shop.Handler{number}.Run")).ToArray();
        var leaking = handlers[random.Next(Handlers)];
        var leaked = new ConcurrentBag<Lease>();
        var refusal = new TaskCompletionSource<DatabaseBusyException>(TaskCreationOptions.RunContinuationsAsynchronously);
        var orders = new BlockingCollection<HandlerDescriptor>();
        for (var i = 0; i < 40 * Handlers; i++) orders.Add(handlers[random.Next(Handlers)]);
        for (var i = 0; i < PoolSize; i++) orders.Add(leaking);
        for (var i = 0; i < Handlers; i++) orders.Add(handlers[i]);
        orders.CompleteAdding();

        await Task.WhenAll(Enumerable.Range(0, Handlers).Select(_ => Task.Run(RunAsync)));

        var error = await refusal.Task;
        foreach (var lease in leaked) await lease.ReturnAsync();
        Assert.Equal(0, database.LeaseCount);
        Assert.Equal(reason, error.Reason);
        Assert.Contains($"waited {error.Waited.TotalSeconds:0.0} s", error.Message, StringComparison.Ordinal);
        return error.Holders[0].Handler == leaking && error.Message.Contains($"Held by {leaking.Name} (", StringComparison.Ordinal);

        async Task RunAsync()
        {
            while (!refusal.Task.IsCompleted && orders.TryTake(out var handler))
            {
                if (await LendAsync(handler) is not { } lease) return;
                if (handler == leaking)
                {
                    leaked.Add(lease);
                    continue;
                }

                await Task.Delay(1);
                await lease.ReturnAsync();
            }
        }

        // A machine that stands still for as long as one waits refuses somebody while the others still hold theirs: that one tries again.
        async Task<Lease?> LendAsync(HandlerDescriptor handler)
        {
            while (!refusal.Task.IsCompleted)
            {
                try
                {
                    return await database.LendAsync(handler);
                }
                catch (DatabaseBusyException busy)
                {
                    if (leaked.Count == PoolSize) refusal.TrySetResult(busy);
                }
            }

            return null;
        }
    }
}
