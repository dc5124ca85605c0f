using Microsoft.Extensions.Time.Testing;
using Needs.Runtime.Tests.Leasing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Shutdown;

public sealed class ShutdownTests
{
    private static readonly HandlerDescriptor Handler = new("Shop.Orders.Place");

    private readonly FakeDataSource _source = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Database _database;
    private readonly List<UnreturnedLeases> _unreturned = [];

    public ShutdownTests()
    {
        _database = new Database(_source, new DatabaseOptions { TimeProvider = _time, ShutdownTimeout = TimeSpan.FromSeconds(5) });
        _database.ShutdownTimedOut += _unreturned.Add;
    }

    [Theory, CombinatorialCalls]
    public async Task NothingIsOut_DataSourceIsDisposedAtOnce(Calls calls)
    {
        await Dispose(calls, _database);

        Assert.True(_source.IsDisposed);
        Assert.Equal(calls.Log("DisposeDataSource"), _source.Log.ToString());
        Assert.Empty(_unreturned);
    }

    [Theory, CombinatorialCalls]
    public async Task DataSourceIsNotOwned_IsLeftAlone(Calls calls)
    {
        await Dispose(calls, new Database(_source, new DatabaseOptions { OwnsDataSource = false }));

        Assert.False(_source.IsDisposed);
    }

    [Theory, CombinatorialCalls]
    public async Task Disposed_NothingIsLentAnyMore(Calls calls)
    {
        await Dispose(calls, _database);
        _source.Log.Clear();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await calls.Lend(_database, Handler));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await calls.LendInTransaction(_database, Handler));

        Assert.Contains("'default'", error.Message);
        Assert.Equal("", _source.Log.ToString());
    }

    [Theory, CombinatorialCalls]
    public async Task LeaseIsOut_WaitsForItAndLendsNoMore(Calls calls)
    {
        var lease = await _database.LendAsync(Handler);
        var disposal = Task.Run(() => Dispose(calls, _database));
        await LendingHasStopped(_database);
        Assert.False(disposal.IsCompleted);
        Assert.False(_source.IsDisposed);

        await calls.Return(lease);

        await disposal;
        Assert.True(_source.IsDisposed);
        Assert.Empty(_unreturned);
    }

    [Theory, CombinatorialCalls]
    public async Task LeaseDoesNotComeBack_TimeEndsTheWaitAndItsHolderIsReported(Calls calls)
    {
        var lease = await _database.LendAsync(Handler);
        _time.Advance(TimeSpan.FromSeconds(2));
        var disposal = Task.Run(() => Dispose(calls, _database));
        await LendingHasStopped(_database);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(disposal.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));
        await disposal;

        Assert.True(_source.IsDisposed);
        var unreturned = Assert.Single(_unreturned);
        Assert.Equal("default", unreturned.Database);
        Assert.Equal(TimeSpan.FromSeconds(5), unreturned.Waited);
        Assert.Equal("Shop.Orders.Place (7.0 s)", Assert.Single(unreturned.Leases).ToString());
        Assert.Contains("Shop.Orders.Place", unreturned.ToString());

        await calls.Return(lease);
        Assert.Equal(0, _database.LeaseCount);
        Assert.Equal(0, _source.OpenConnections);
    }

    [Theory, CombinatorialCalls]
    public async Task TimeoutIsZero_DoesNotWait(Calls calls)
    {
        var database = new Database(_source, new DatabaseOptions { ShutdownTimeout = TimeSpan.Zero });
        database.ShutdownTimedOut += _unreturned.Add;
        await using var lease = await database.LendAsync(Handler);

        await Dispose(calls, database);

        Assert.Single(_unreturned);
        Assert.True(_source.IsDisposed);
    }

    [Theory, CombinatorialCalls]
    public async Task TimeoutIsInfinite_WaitsForTheLastLease(Calls calls)
    {
        var database = new Database(
            _source, new DatabaseOptions { TimeProvider = _time, ShutdownTimeout = Timeout.InfiniteTimeSpan });
        var lease = await database.LendAsync(Handler);
        var disposal = Task.Run(() => Dispose(calls, database));
        await LendingHasStopped(database);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(disposal.IsCompleted);

        await lease.ReturnAsync();

        await disposal;
    }

    [Fact]
    public async Task ConnectionIsStillBeingOpened_IsWaitedFor()
    {
        var gate = _source.At(FakeOperation.Open).Waits();
        var lending = _database.LendAsync(Handler).AsTask();
        await gate.Reached;
        var disposal = _database.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);

        gate.Release();
        await (await lending).ReturnAsync();

        await disposal;
        Assert.True(_source.IsDisposed);
    }

    [Theory, CombinatorialCalls]
    public async Task DisposedOfByMany_AllWaitAndDataSourceIsDisposedOnce(Calls calls)
    {
        var lease = await _database.LendAsync(Handler);
        var disposals = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Dispose(calls, _database))).ToList();
        await LendingHasStopped(_database);
        Assert.DoesNotContain(disposals, disposal => disposal.IsCompleted);

        await lease.ReturnAsync();

        await Task.WhenAll(disposals);
        Assert.Equal(1, _source.Log.Count(FakeOperation.DisposeDataSource));
    }

    [Theory, CombinatorialCalls]
    public async Task Disposed_NoTimerIsLeftBehind(Calls calls)
    {
        var time = new TimerCounter();
        var database = new Database(_source, new DatabaseOptions { TimeProvider = time });
        var lease = await database.LendAsync(Handler);
        var disposal = Task.Run(() => Dispose(calls, database));
        await LendingHasStopped(database);
        await lease.ReturnAsync();
        await disposal;
        await Dispose(calls, database);

        // One of the shutdown, one that looks after leases that are held for long.
        Assert.Equal(2, time.Made);
        Assert.Equal(0, time.Running);
    }

    [Theory, CombinatorialCalls]
    public async Task DataSourceFailsToClose_ItsErrorSurfacesOnce(Calls calls)
    {
        var error = new FakeDbException("stuck");
        _source.At(FakeOperation.DisposeDataSource).Throws(error);

        Assert.Same(error, await Record.ExceptionAsync(() => Dispose(calls, _database)));
        await Dispose(calls, _database);
    }

    [Theory, CombinatorialCalls]
    public async Task SubscriberThrows_ShutdownGoesOn(Calls calls)
    {
        var database = new Database(_source, new DatabaseOptions { ShutdownTimeout = TimeSpan.Zero });
        database.ShutdownTimedOut += _ => throw new InvalidOperationException("subscriber");
        await using var lease = await database.LendAsync(Handler);

        await Dispose(calls, database);

        Assert.True(_source.IsDisposed);
    }

    private static async Task Dispose(Calls calls, Database database)
    {
        if (calls == Calls.Async) await database.DisposeAsync();
        else database.Dispose();
    }

    private static async Task LendingHasStopped(Database database)
    {
        while (Record.Exception(() => database.Lend(Handler).Return()) is not ObjectDisposedException) await Task.Yield();
    }
}
