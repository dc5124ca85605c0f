using System.Data;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class TransactionTests : LeaseTest
{
    private FakeOutcome Outcome => Assert.Single(Source.Transactions).Outcome;

    [Theory, CombinatorialCalls]
    public async Task Completed_IsCommitted(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        await calls.Complete(lease);
        await calls.Return(lease);

        Assert.Equal(FakeOutcome.Committed, Outcome);
        Assert.Equal(calls.Log("Open, Begin, Commit, DisposeTransaction, Close"), Log);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task NotCompleted_IsRolledBack(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        await calls.Return(lease);

        Assert.Equal(FakeOutcome.RolledBack, Outcome);
        Assert.Equal(calls.Log("Open, Begin, Rollback, DisposeTransaction, Close"), Log);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task CompletedTwice_IsCommittedOnce(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        await calls.Complete(lease);
        await calls.Complete(lease);
        await calls.Return(lease);

        Assert.Equal(1, Source.Log.Count(FakeOperation.Commit));
    }

    [Theory, CombinatorialCalls]
    public async Task CompletedWithoutTransaction_DoesNothing(Calls calls)
    {
        var lease = await calls.Lend(Database, Handler);
        await calls.Complete(lease);
        await calls.Return(lease);

        Assert.Equal(calls.Log("Open, Close"), Log);
    }

    [Theory, CombinatorialCalls]
    public async Task CommitFails_ItsErrorSurfacesAndRollbackIsTried(Calls calls)
    {
        var error = new FakeDbException("deadlock");
        Source.At(FakeOperation.Commit).Throws(error);
        var lease = await calls.LendInTransaction(Database, Handler);

        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.Complete(lease)));
        await calls.Return(lease);

        Assert.Equal(FakeOutcome.RolledBack, Outcome);
        Assert.Equal(calls.Log("Open, Begin, Commit!, Rollback, DisposeTransaction, Close"), Log);
        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task CommitLosesTheConnection_OutcomeIsUnknownAndRollbackIsNotTried(Calls calls)
    {
        var lost = new FakeDbException("lost");
        Source.At(FakeOperation.Commit).Breaks(lost);
        var lease = await calls.LendInTransaction(Database, Handler);

        var error = await Assert.ThrowsAsync<TransactionOutcomeUnknownException>(async () => await calls.Complete(lease));
        await calls.Return(lease);

        Assert.Same(lost, error.InnerException);
        Assert.Equal((Handler.Name, Database.Name), (error.Handler, error.Database));

        Assert.Equal(calls.Log("Open, Begin, Commit!, DisposeTransaction, Close"), Log);
        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task CommitFailsOnANodeThatIsCutOffMeanwhile_OutcomeIsUnknown(Calls calls)
    {
        var cutOff = new FakeDbException("Not connected to Primary Component", "HY000", 1180);
        Source.At(FakeOperation.Commit).Throws(cutOff);
        var lease = await calls.LendInTransaction(Database, Handler);

        var error = await Assert.ThrowsAsync<TransactionOutcomeUnknownException>(async () => await calls.Complete(lease));
        await calls.Return(lease);

        Assert.Same(cutOff, error.InnerException);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task LentWithAToken_CommitAndRollbackDoNotUseIt()
    {
        using var cancellation = new CancellationTokenSource();
        var completed = await Database.LendInTransactionAsync(Handler, cancellationToken: cancellation.Token);
        var dropped = await Database.LendInTransactionAsync(Handler, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await completed.CompleteAsync();
        await completed.ReturnAsync();
        await dropped.ReturnAsync();

        Assert.Equal([FakeOutcome.Committed, FakeOutcome.RolledBack], Source.Transactions.Select(transaction => transaction.Outcome));
        Assert.All(
            Source.Log.Events,
            happened => Assert.Equal(happened.Operation is FakeOperation.Open or FakeOperation.Begin, happened.HadToken));
    }

    [Theory, CombinatorialCalls("commit", "rollback", "dispose")]
    public async Task HandlerEndedItsTransaction_IsAccepted(Calls calls, string how)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        var transaction = lease.Transaction<FakeTransaction>();
        if (how == "commit") await transaction.CommitAsync();
        else if (how == "rollback") await transaction.RollbackAsync();
        else await transaction.DisposeAsync();
        var outcome = Outcome;

        await calls.Complete(lease);
        await calls.Return(lease);

        Assert.Equal(outcome, Outcome);
        Assert.True(Source.Log.Count(FakeOperation.Commit) + Source.Log.Count(FakeOperation.Rollback) <= 1);
        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task HandlerEndedItsTransactionAndThrew_ReturnDoesNotEndItAgain(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        await lease.Transaction<FakeTransaction>().CommitAsync();

        await calls.Return(lease);

        Assert.Equal(FakeOutcome.Committed, Outcome);
        Assert.Equal(0, Source.Log.Count(FakeOperation.Rollback));
        Assert.Empty(Failures);
    }

    [Theory, CombinatorialCalls(ConnectionState.Closed, ConnectionState.Broken)]
    public async Task ConnectionIsGoneAtCompletion_ErrorSaysThatTheWorkIsLostAndWhatToDo(Calls calls, ConnectionState state)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        var connection = lease.Connection<FakeConnection>();
        if (state == ConnectionState.Broken) connection.Break();
        else await connection.CloseAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await calls.Complete(lease));
        await calls.Return(lease);

        Assert.Contains(Handler.Name, error.Message);
        Assert.Contains(state == ConnectionState.Broken ? "broken" : "closed", error.Message);
        Assert.Contains("committed when the handler returns", error.Message);
        Assert.Equal(FakeOutcome.RolledBackByDriver, Outcome);
        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls(ConnectionState.Closed, ConnectionState.Broken)]
    public async Task ConnectionIsGoneAndHandlerThrew_ReturnDoesNotRollBack(Calls calls, ConnectionState state)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        var connection = lease.Connection<FakeConnection>();
        if (state == ConnectionState.Broken) connection.Break();
        else await connection.DisposeAsync();

        await calls.Return(lease);

        Assert.Equal(0, Source.Log.Events.Count(happened => happened.Operation == FakeOperation.Rollback));
        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task ConnectionWasClosedAndOpenedAgain_ErrorSaysThatTheWorkIsLost(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        var connection = lease.Connection<FakeConnection>();
        await connection.CloseAsync();
        await connection.OpenAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await calls.Complete(lease));
        await calls.Return(lease);

        Assert.Contains("closed and opened again", error.Message);
        Assert.Equal(FakeOutcome.RolledBackByDriver, Outcome);
        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task ConnectionKeptByItsHandler_DoesNotDisturbTheNextLease(Calls calls)
    {
        var first = await calls.LendInTransaction(Database, Handler);
        var kept = first.Connection<FakeConnection>();
        await calls.Complete(first);
        await calls.Return(first);
        var second = await calls.LendInTransaction(Database, Handler);

        kept.Break();

        await calls.Complete(second);
        Assert.Equal(FakeOutcome.Committed, Source.Transactions[^1].Outcome);
        await calls.Return(second);
    }
}
