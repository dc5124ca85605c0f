using System.Data;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class LendTests : LeaseTest
{
    [Fact]
    public void DatabaseIsCreated_NothingIsOpened() => Assert.Equal("", Log);

    [Theory, CombinatorialCalls]
    public async Task Lent_ConnectionIsOpenAndCounted(Calls calls)
    {
        var lease = await calls.Lend(Database, Handler);

        Assert.Equal(ConnectionState.Open, lease.Connection<FakeConnection>().State);
        Assert.Equal(1, Database.LeaseCount);
        Assert.Equal(calls.Log("Open"), Log);
        await calls.Return(lease);
        AssertNothingIsOut();
        Assert.Equal(calls.Log("Open, Close"), Log);
    }

    [Theory, CombinatorialCalls]
    public async Task LentInTransaction_TransactionIsBegunAtThatLevel(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler, IsolationLevel.Serializable);

        var transaction = lease.Transaction<FakeTransaction>();
        Assert.Same(lease.Connection<FakeConnection>(), transaction.Connection);
        Assert.Equal(IsolationLevel.Serializable, transaction.IsolationLevel);
        Assert.Equal(calls.Log("Open, Begin"), Log);
        await calls.Return(lease);
    }

    [Theory, CombinatorialCalls]
    public async Task OpenFails_ItsErrorSurfacesAndNothingIsOut(Calls calls)
    {
        var error = new FakeDbException("refused");
        Source.At(FakeOperation.Open).Throws(error);

        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.Lend(Database, Handler)));
        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.LendInTransaction(Database, Handler)));

        AssertNothingIsOut();
        Assert.Empty(Failures);
    }

    [Theory, CombinatorialCalls]
    public async Task BeginFails_ItsErrorSurfacesAndConnectionIsClosed(Calls calls)
    {
        var error = new FakeDbException("read-only");
        Source.At(FakeOperation.Begin).Throws(error);

        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.LendInTransaction(Database, Handler)));

        AssertNothingIsOut();
        Assert.Equal(calls.Log("Open, Begin!, Close"), Log);
    }

    [Theory, CombinatorialCalls]
    public async Task BeginFailsAndSoDoesTheClose_FirstErrorSurfacesAndSecondIsReported(Calls calls)
    {
        var error = new FakeDbException("read-only");
        var second = new FakeDbException("lost");
        Source.At(FakeOperation.Begin).Breaks(error);
        Source.At(FakeOperation.Close).Throws(second);

        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.LendInTransaction(Database, Handler)));

        AssertNothingIsOut();
        Assert.Same(second, Assert.Single(Failures).Exception);
    }

    [Theory, CombinatorialCalls]
    public async Task DriversPoolIsExhausted_TheErrorNamesTheHolderAndKeepsTheDriversOwn(Calls calls)
    {
        await using var source = new FakeDataSource(poolSize: 1) { PoolTimeout = TimeSpan.FromMilliseconds(10) };
        var database = new Database(source);
        var holder = await calls.Lend(database, Handler);

        var error = await Assert.ThrowsAsync<DatabaseBusyException>(async () => await calls.Lend(database, new HandlerDescriptor("Late")));

        Assert.Equal(BusyReason.DriverPool, error.Reason);
        Assert.IsType<FakeDbException>(error.InnerException);
        Assert.Same(Handler, Assert.Single(error.Holders).Handler);
        Assert.Matches(@"^Late waited \d+\.\d s for a connection of database 'default' and got none: .*Held by Shop.Orders.Place \(for \d+\.\d s\)\.$", error.Message);
        Assert.Same(Handler, Assert.Single(database.GetLeases()).Handler);
        await calls.Return(holder);
        await calls.Return(await calls.Lend(database, Handler));
        Assert.Equal(0, database.LeaseCount);
    }

    [Fact]
    public async Task TokenIsCancelledBefore_NothingIsOpened()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Database.LendAsync(Handler, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Database.LendInTransactionAsync(Handler, cancellationToken: cancelled));

        Assert.Equal("", Log);
        AssertNothingIsOut();
    }

    [Theory]
    [InlineData(FakeOperation.Open, "OpenAsync!")]
    [InlineData(FakeOperation.Begin, "OpenAsync, BeginAsync!, CloseAsync")]
    public async Task TokenIsCancelledMeanwhile_LendingStopsAndNothingIsOut(FakeOperation during, string log)
    {
        using var cancellation = new CancellationTokenSource();
        var gate = Source.At(during).Waits();
        var lending = Database.LendInTransactionAsync(Handler, cancellationToken: cancellation.Token).AsTask();
        await gate.Reached;
        Assert.True(Assert.Single(Database.GetLeases()).IsWaiting);

        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lending);
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Equal(log, Log);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task TokenIsCancelledWhileWaitingForThePool_WaitStopsAndNothingElseIsOut()
    {
        await using var source = new FakeDataSource(poolSize: 1);
        var database = new Database(source);
        using var cancellation = new CancellationTokenSource();
        var holder = await database.LendAsync(Handler);
        var waiting = database.LendAsync(Handler, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, database.LeaseCount);
        await holder.ReturnAsync();
    }

    [Fact]
    public async Task SeveralAreOut_ListShowsTheOldestFirstWithTheirAges()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var database = new Database(Source, new DatabaseOptions { TimeProvider = time });
        var first = await database.LendAsync(new HandlerDescriptor("First"));
        time.Advance(TimeSpan.FromSeconds(1.5));
        var second = await database.LendAsync(new HandlerDescriptor("Second"));

        Assert.Equal(["First (1.5 s)", "Second (0.0 s)"], database.GetLeases().Select(lease => lease.ToString()));
        await first.ReturnAsync();
        Assert.Equal(["Second"], database.GetLeases().Select(lease => lease.Handler.Name));
        await second.ReturnAsync();
        Assert.Empty(database.GetLeases());
    }

    [Fact]
    public void HandlerIsMissing_Throws() => Assert.Throws<ArgumentNullException>("handler", () => Database.Lend(null!));
}
