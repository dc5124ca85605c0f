using System.Collections.Concurrent;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task ManyHandlersAtOnce_NoConnectionIsSharedAndAllComeBack()
    {
        await using var source = new FakeDataSource(poolSize: 4);
        var database = new Database(source);
        var inUse = new ConcurrentDictionary<FakeConnection, bool>();
        var shared = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, ct) =>
        {
            var handler = new HandlerDescriptor($"Handler{number}");
            await using var lease = number % 2 == 0
                ? await database.LendAsync(handler, ct)
                : await database.LendInTransactionAsync(handler, cancellationToken: ct);
            var connection = lease.Connection<FakeConnection>();
            if (!inUse.TryAdd(connection, true)) Interlocked.Increment(ref shared);
            await Task.Yield();
            if (!ReferenceEquals(connection, lease.Connection<FakeConnection>())) Interlocked.Increment(ref shared);
            inUse.TryRemove(connection, out _);
            if (number % 5 == 0) await lease.CompleteAsync();
        });

        Assert.Equal(0, shared);
        Assert.InRange(source.MostOpenConnections, 1, 4);
        Assert.Equal(0, source.OpenConnections);
        Assert.Equal(0, database.LeaseCount);
        Assert.Equal(2_000, source.Log.Count(FakeOperation.Close));
    }

    [Fact]
    public async Task ManyHandlersWithFaultsAndCancellations_AllComeBack()
    {
        await using var source = new FakeDataSource(poolSize: 4);
        source.At(FakeOperation.Open).Throws(new FakeDbException("refused"), times: 50, skip: 20);
        source.At(FakeOperation.Begin).Breaks(new FakeDbException("lost"), times: 50);
        source.At(FakeOperation.Commit).Throws(new FakeDbException("deadlock"), times: 50);
        source.At(FakeOperation.Rollback).Breaks(new FakeDbException("lost"), times: 50);
        source.At(FakeOperation.Close).Throws(new FakeDbException("lost"), times: 50);
        var database = new Database(source);
        var reported = 0;
        database.ReturnFailed += _ => Interlocked.Increment(ref reported);
        var handler = new HandlerDescriptor("Handler");

        await Parallel.ForEachAsync(Enumerable.Range(0, 1_000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
        {
            using var cancellation = new CancellationTokenSource();
            try
            {
                if (number % 7 == 0) cancellation.CancelAfter(TimeSpan.FromMicroseconds(number));
                await using var lease = await database.LendInTransactionAsync(handler, cancellationToken: cancellation.Token);
                if (number % 3 != 0) await lease.CompleteAsync();
            }
            catch (Exception error) when (error is FakeDbException or OperationCanceledException)
            {
            }
        });

        Assert.Equal(0, database.LeaseCount);
        Assert.Equal(0, source.OpenConnections);
        Assert.Equal(100, reported);
        Assert.DoesNotContain(source.Transactions, transaction => transaction.Outcome == FakeOutcome.Unfinished);
    }

    [Fact]
    public async Task LookedAtMeanwhile_SnapshotsAreWhole()
    {
        await using var source = new FakeDataSource();
        var database = new Database(source);
        using var done = new CancellationTokenSource();
        var looking = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                Assert.All(database.GetLeases(), lease => Assert.Equal("Handler", lease.Handler.Name));
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), async (_, ct) =>
        {
            await using var lease = await database.LendAsync(new HandlerDescriptor("Handler"), ct);
        });

        await done.CancelAsync();
        await looking;
        Assert.Equal(0, database.LeaseCount);
    }
}
