using MySql.Data.MySqlClient;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class MySqlDataTests : LeaseTest
{
    public MySqlDataTests() => Source.MakeConnection = source => new MySqlDataConnection(source);

    [Theory, CombinatorialCalls(true, false)]
    public async Task HandlerEndedATransactionThatKeepsItsConnection_IsAccepted(Calls calls, bool committed)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        var transaction = lease.Transaction<MySqlTransaction>();
        if (committed) transaction.Commit();
        else transaction.Rollback();

        await calls.Complete(lease);
        await calls.Return(lease);

        Assert.Equal(committed ? FakeOutcome.Committed : FakeOutcome.RolledBack, Assert.Single(Source.Transactions).Outcome);
        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task HandlerEndedItAndThrew_NothingIsReported(Calls calls)
    {
        var lease = await calls.LendInTransaction(Database, Handler);
        lease.Transaction<MySqlTransaction>().Rollback();

        await calls.Return(lease);

        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task CommitFailsForAnotherReason_ItsErrorSurfaces(Calls calls)
    {
        var error = new FakeDbException("deadlock");
        Source.At(FakeOperation.Commit).Throws(error);
        var lease = await calls.LendInTransaction(Database, Handler);

        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.Complete(lease)));
        await calls.Return(lease);
    }

    [Theory, CombinatorialCalls]
    public async Task CommitFailsBecauseTheConnectionBroke_ItsErrorSurfaces(Calls calls)
    {
        Source.At(FakeOperation.Commit).Breaks(new InvalidOperationException("Connection must be valid and open."));
        var lease = await calls.LendInTransaction(Database, Handler);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await calls.Complete(lease));
        await calls.Return(lease);
    }
}
