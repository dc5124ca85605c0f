using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class NodeGuardTests
{
    private static readonly HandlerDescriptor Handler = new("Shop.Orders.Place") { Retries = 1 };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeDataSource _source = new();
    private readonly Database _database;

    public NodeGuardTests() => _database = new Database(_source, new DatabaseOptions { TimeProvider = _time });

    private string Log => _source.Log.ToString();

    [Theory, CombinatorialCalls]
    public async Task NoNodeSaidThatItIsNotReady_NothingIsAsked(Calls calls)
    {
        await calls.Return(await calls.Lend(_database, Handler));

        Assert.Equal(calls.Log("Open, Close"), Log);
        Assert.False(_database.GetStatus().IsSuspect);
    }

    [Theory, CombinatorialCalls]
    public async Task OpenIsRefused_AnotherIsOpenedAndAskedBeforeItIsLent(Calls calls)
    {
        _source.At(FakeOperation.Open).Throws(FakeDbException.NotReady(), times: 1);

        var lease = await calls.Lend(_database, Handler);

        Assert.Equal(calls.Log("Open!, Open, Execute"), Log);
        Assert.True(_database.GetStatus().IsSuspect);
        await calls.Return(lease);
    }

    [Fact]
    public async Task OpenIsRefusedAfterALongWaitForTheTurn_AnotherIsOpened()
    {
        await using var database = new Database(_source, new DatabaseOptions { TimeProvider = _time, MaxLeases = 1 });
        var first = await database.LendAsync(Handler);
        var second = database.LendAsync(Handler);
        _time.Advance(TimeSpan.FromSeconds(10));
        _source.At(FakeOperation.Open).Throws(FakeDbException.NotReady(), times: 1);

        await first.ReturnAsync();

        await (await second).ReturnAsync();
    }

    [Theory, CombinatorialCalls]
    public async Task ConnectionIsNotReady_AnotherIsLentAndItsSessionIsEndedBeforeThePoolGetsIt(Calls calls)
    {
        Suspect();
        _source.At(FakeOperation.Execute).Throws(FakeDbException.NotReady(), times: 1);

        var lease = await calls.Lend(_database, Handler);

        Assert.Equal(2, lease.Connection<FakeConnection>().Number);
        await calls.Return(lease);
        Assert.Equal(1, _source.OpenConnections);
        await UntilAsync(() => _source.Log.Count(FakeOperation.Execute) >= 2, "the server is told to end the session");
        _source.At(FakeOperation.Execute).Breaks(FakeDbException.Lost());
        await UntilAsync(() => _source.OpenConnections == 0, "its end is seen");
    }

    [Theory, CombinatorialCalls]
    public async Task NoNodeIsReady_TheErrorSurfacesAfterSomeTries(Calls calls)
    {
        _source.At(FakeOperation.Open).Throws(FakeDbException.NotReady());

        var error = await Record.ExceptionAsync(async () => await calls.Lend(_database, Handler));

        Assert.Equal(DatabaseErrorKind.NodeNotReady, DatabaseError.Classify(error!));
        Assert.InRange(_source.Log.Events.Count, 3, 20);
        Assert.Equal(0, _database.LeaseCount);
    }

    [Theory, CombinatorialCalls]
    public async Task BeginIsRefused_TransactionBeginsOnAnotherConnection(Calls calls)
    {
        _source.At(FakeOperation.Begin).Throws(FakeDbException.NotReady(), times: 1);

        var lease = await calls.LendInTransaction(_database, Handler);

        Assert.Equal(2, lease.Connection<FakeConnection>().Number);
        await calls.Complete(lease);
        await calls.Return(lease);
        Assert.Equal(FakeOutcome.Committed, Assert.Single(_source.Transactions).Outcome);
    }

    [Theory, CombinatorialCalls]
    public async Task ConnectionIsLostAtBegin_TransactionBeginsOnAnotherConnection(Calls calls)
    {
        _source.At(FakeOperation.Begin).Breaks(FakeDbException.Lost(), times: 1);

        var lease = await calls.LendInTransaction(_database, Handler);

        Assert.Equal(2, lease.Connection<FakeConnection>().Number);
        Assert.False(_database.GetStatus().IsSuspect);
        await calls.Return(lease);
    }

    [Theory, CombinatorialCalls]
    public async Task RollbackIsRefused_TheSessionIsEndedBeforeThePoolGetsIt(Calls calls)
    {
        var lease = await calls.LendInTransaction(_database, Handler);
        _source.At(FakeOperation.Rollback).Throws(FakeDbException.NotReady());

        await calls.Return(lease);

        Assert.Equal(0, _database.LeaseCount);
        Assert.Equal(1, _source.OpenConnections);
        Assert.True(_database.GetStatus().IsSuspect);
        _source.At(FakeOperation.Execute).Breaks(FakeDbException.Lost());
        await UntilAsync(() => _source.OpenConnections == 0, "its end is seen");
    }

    [Theory, CombinatorialCalls]
    public async Task HandlerIsRefused_ConnectionsAreAskedFromThenOn(Calls calls)
    {
        Suspect();

        var lease = await calls.Lend(_database, Handler);

        Assert.Equal(calls.Log("Open, Execute"), Log);
        await calls.Return(lease);
    }

    [Theory, CombinatorialCalls]
    public async Task NoNodeSaidSoForAWhile_NothingIsAskedAnyMore(Calls calls)
    {
        Suspect();
        _time.Advance(TimeSpan.FromMinutes(1));

        await calls.Return(await calls.Lend(_database, Handler));

        Assert.Equal(calls.Log("Open, Close"), Log);
        Assert.False(_database.GetStatus().IsSuspect);
    }

    [Theory, CombinatorialCalls]
    public async Task HostIsOutOfReach_TheNextOneIsTried(Calls calls)
    {
        _source.At(FakeOperation.Open).Throws(FakeDbException.Unreachable(), times: 1);

        await calls.Return(await calls.Lend(_database, Handler));

        Assert.Equal(calls.Log("Open!, Open, Close"), Log);
        Assert.False(_database.GetStatus().IsSuspect);
    }

    [Theory, CombinatorialCalls]
    public async Task AllHostsAreOutOfReach_TheErrorSurfacesAfterThreeTries(Calls calls)
    {
        var error = FakeDbException.Unreachable();
        _source.At(FakeOperation.Open).Throws(error);

        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.Lend(_database, Handler)));

        Assert.Equal(calls.Log("Open!, Open!, Open!"), Log);
        Assert.Equal(0, _database.LeaseCount);
    }

    [Fact]
    public async Task CallerGoesWhileItIsAsked_LendingStops()
    {
        Suspect();
        using var cancellation = new CancellationTokenSource();
        var gate = _source.At(FakeOperation.Execute).Waits();
        var lending = _database.LendAsync(Handler, cancellation.Token).AsTask();
        await gate.Reached;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lending);
        Assert.Equal(0, _database.LeaseCount);
        _source.At(FakeOperation.Execute).Clear();
        _source.At(FakeOperation.Execute).Breaks(FakeDbException.Lost());
        await UntilAsync(() => _source.OpenConnections == 0, "the connection is given back");
    }

    private void Suspect() => Assert.True(new Attempts(_database, Handler).CanRetry(FakeDbException.NotReady()));

    private async Task UntilAsync(Func<bool> isTrue, string what)
    {
        for (var tries = 0; !isTrue(); tries++)
        {
            Assert.True(tries < 3000, $"It never came to this: {what}. {Log}");
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10);
        }
    }
}
