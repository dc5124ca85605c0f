using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class ReturnTests : LeaseTest
{
    [Theory, CombinatorialCalls]
    public async Task ReturnedTwice_SecondDoesNothing(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        await calls.Return(lease);
        var log = Log;

        await calls.Return(lease);

        Assert.Equal(log, Log);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task ReturnedTwice_NextLoanOfTheSameSlotIsUntouched(Calls calls)
    {
        var old = await calls.Lend(Database, Handler);
        await calls.Return(old);
        var next = await calls.Lend(Database, Handler);

        await calls.Return(old);

        Assert.Equal(1, Database.LeaseCount);
        Assert.Equal(2, next.Connection<FakeConnection>().Number);
        await calls.Return(next);
    }

    [Theory, CombinatorialCalls]
    public async Task SlotIsUsedAgain_NothingOfTheLastLoanIsLeft(Calls calls)
    {
        var completed = await calls.LendInTransaction(Database, Handler);
        await calls.Complete(completed);
        await calls.Return(completed);

        var gate = Source.At(FakeOperation.Open).Waits();
        var lending = Task.Run(async () => await calls.LendInTransaction(Database, new HandlerDescriptor("Next")));
        await gate.Reached;
        var waiting = Assert.Single(Database.GetLeases());
        gate.Release();
        await calls.Return(await lending);
        var withoutTransaction = await calls.Lend(Database, Handler);

        Assert.True(waiting.IsWaiting);
        Assert.Equal("Next", waiting.Handler.Name);
        Assert.Equal([FakeOutcome.Committed, FakeOutcome.RolledBack], Source.Transactions.Select(transaction => transaction.Outcome));
        Assert.Throws<InvalidOperationException>(() => withoutTransaction.Transaction<FakeTransaction>());
        await calls.Return(withoutTransaction);
    }

    [Fact]
    public void Returned_NothingKeepsTheConnectionAlive()
    {
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference Borrow()
        {
            using var lease = Database.Lend(Handler);
            return new WeakReference(lease.Connection<FakeConnection>());
        }

        var connection = Borrow();
        GC.Collect();

        Assert.False(connection.IsAlive);
    }

    [Fact]
    public async Task ReturnedByManyAtOnce_ClosesOnce()
    {
        for (var round = 0; round < 200; round++)
        {
            var lease = Database.Lend(Handler);
            using var start = new Barrier(2);
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                lease.Return();
            })));
        }

        Assert.Equal(200, Source.Log.Count(FakeOperation.Close));
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task UsedAfterReturn_ThrowsAndNamesTheHandler(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        await calls.Return(lease);
        await using var next = await calls.Lend(Database, new HandlerDescriptor("Next"));

        Exception?[] errors =
        [
            Record.Exception(() => lease.Connection<FakeConnection>()),
            Record.Exception(() => lease.Transaction<FakeTransaction>()),
            await Record.ExceptionAsync(async () => await calls.Complete(lease)),
        ];

        Assert.All(errors, error => Assert.Contains(Handler.Name, Assert.IsType<ObjectDisposedException>(error).Message));
    }

    [Fact]
    public async Task LeaseOfNoDatabase_UseThrowsAndReturnDoesNothing()
    {
        var lease = default(Lease);

        Assert.Throws<ObjectDisposedException>(() => lease.Connection<FakeConnection>());
        Assert.Throws<ObjectDisposedException>(() => lease.Transaction<FakeTransaction>());
        Assert.Throws<ObjectDisposedException>(lease.Complete);
        lease.Return();
        await lease.ReturnAsync();
    }

    [Theory, CombinatorialCalls]
    public async Task CloseFails_IsReportedAndSlotIsBack(Calls calls)
    {
        var error = new FakeDbException("lost");
        Source.At(FakeOperation.Close).Throws(error);
        var lease = await calls.Lend(Database, Handler);

        await calls.Return(lease);

        AssertNothingIsOut();
        var failure = Assert.Single(Failures);
        Assert.Same(error, failure.Exception);
        Assert.Same(Handler, failure.Handler);
        Assert.Equal(ReturnStep.DisposeConnection, failure.Step);
        Assert.Equal("default", failure.Database);
        Assert.Contains("Shop.Orders.Place", failure.ToString());
        Assert.Contains("lost", failure.ToString());
    }

    [Theory, CombinatorialCalls]
    public async Task EveryStepOfTheReturnFails_AllAreReportedAndSlotIsBack(Calls calls)
    {
        Source.At(FakeOperation.Rollback).Throws(new FakeDbException("1"));
        Source.At(FakeOperation.DisposeTransaction).Throws(new FakeDbException("2"));
        Source.At(FakeOperation.Close).Throws(new FakeDbException("3"));
        var lease = await calls.LendInTransaction(Database, Handler);

        await calls.Return(lease);

        AssertNothingIsOut();
        Assert.Equal(calls.Log("Open, Begin, Rollback!, DisposeTransaction!, Close!"), Log);
        Assert.Equal(
            [(ReturnStep.RollBack, "1"), (ReturnStep.DisposeTransaction, "2"), (ReturnStep.DisposeConnection, "3")],
            Failures.Select(failure => (failure.Step, failure.Exception.Message)));
    }

    [Theory, CombinatorialCalls]
    public async Task SubscriberThrows_OthersAreToldAndReturnStillDoesNotThrow(Calls calls)
    {
        var database = new Database(Source);
        var told = 0;
        database.ReturnFailed += _ => throw new InvalidOperationException("subscriber");
        database.ReturnFailed += _ => told++;
        Source.At(FakeOperation.Close).Throws(new FakeDbException("lost"));

        await calls.Return(await calls.Lend(database, Handler));

        Assert.Equal(1, told);
        Assert.Equal(0, database.LeaseCount);
    }

    [Theory, CombinatorialCalls]
    public async Task HandlerClosedOrDisposedItsConnection_IsAccepted(Calls calls)
    {
        var closed = await calls.Lend(Database, Handler);
        await closed.Connection<FakeConnection>().CloseAsync();
        await calls.Return(closed);

        var disposed = await calls.Lend(Database, Handler);
        await disposed.Connection<FakeConnection>().DisposeAsync();
        await calls.Return(disposed);

        AssertNothingIsOut();
        Assert.Empty(Failures);
        Assert.Equal(2, Source.Log.Count(FakeOperation.Close));
    }

    [Theory, CombinatorialCalls]
    public async Task ConnectionBroke_IsDisposedOf(Calls calls)
    {
        var lease = await calls.Lend(Database, Handler);
        var connection = lease.Connection<FakeConnection>();
        connection.Break();

        await calls.Return(lease);

        Assert.True(connection.IsDisposed);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task Disposed_IsReturned()
    {
        using (Database.Lend(Handler)) Assert.Equal(1, Database.LeaseCount);
        AssertNothingIsOut();
        await using (await Database.LendAsync(Handler)) Assert.Equal(1, Database.LeaseCount);
        AssertNothingIsOut();
        Assert.Equal("Open, Close, OpenAsync, CloseAsync", Log);
    }
}
