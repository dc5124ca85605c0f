using System.Data.Common;
using MySql.Data.MySqlClient;
using Needs.Runtime.Tests.Fakes;
using Needs.Testing;
using Npgsql;

namespace Needs.Runtime.Tests.Leasing;

/// <summary>Drivers whose transactions don't show that they have ended.</summary>
public sealed class ClingingTransactionTests : LeaseTest
{
    [Theory]
    [CombinatorialDrivers("commit")]
    [CombinatorialDrivers("rollback")]
    [CombinatorialDrivers("dispose")]
    [CombinatorialDrivers("commit and dispose")]
    public async Task HandlerEndedItsTransaction_IsAccepted(Calls calls, string driver, string how)
    {
        Use(driver);
        var lease = await calls.LendInTransaction(Database, Handler);
        var outcome = End(lease.Transaction<DbTransaction>(), how);

        await calls.Complete(lease);
        await calls.Return(lease);

        Assert.Equal(outcome, Assert.Single(Source.Transactions).Outcome);
        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory]
    [CombinatorialDrivers("commit")]
    [CombinatorialDrivers("dispose")]
    public async Task HandlerEndedItAndThrew_NothingIsReported(Calls calls, string driver, string how)
    {
        Use(driver);
        var lease = await calls.LendInTransaction(Database, Handler);
        End(lease.Transaction<DbTransaction>(), how);

        await calls.Return(lease);

        Assert.Empty(Failures);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialDrivers]
    public async Task Completed_IsEndedOnce(Calls calls, string driver)
    {
        Use(driver);
        var lease = await calls.LendInTransaction(Database, Handler);
        var transaction = lease.Transaction<ClingingTransaction>();

        await calls.Complete(lease);
        await calls.Complete(lease);
        await calls.Return(lease);

        Assert.Equal(0, transaction.Refusals);
        Assert.Equal(1, Source.Log.Count(FakeOperation.Commit));
    }

    [Theory, CombinatorialDrivers]
    public async Task CommitFailsForAnotherReason_ItsErrorSurfaces(Calls calls, string driver)
    {
        Use(driver);
        var error = new FakeDbException("deadlock");
        Source.At(FakeOperation.Commit).Throws(error);
        var lease = await calls.LendInTransaction(Database, Handler);

        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.Complete(lease)));
        await calls.Return(lease);
    }

    [Theory, CombinatorialDrivers]
    public async Task CommitFailsBecauseTheConnectionBroke_OutcomeIsUnknown(Calls calls, string driver)
    {
        Use(driver);
        Source.At(FakeOperation.Commit).Breaks(new InvalidOperationException("Connection must be valid and open."));
        var lease = await calls.LendInTransaction(Database, Handler);

        await Assert.ThrowsAsync<TransactionOutcomeUnknownException>(async () => await calls.Complete(lease));
        await calls.Return(lease);
    }

    [Theory, CombinatorialCalls]
    public async Task AnotherDriverRefusesToCommit_ItsErrorSurfaces(Calls calls)
    {
        var error = new InvalidOperationException("A reader is open.");
        Source.At(FakeOperation.Commit).Throws(error);
        var lease = await calls.LendInTransaction(Database, Handler);

        Assert.Same(error, await Record.ExceptionAsync(async () => await calls.Complete(lease)));
        await calls.Return(lease);
    }

    private void Use(string driver) => Source.MakeConnection = source => new ClingingConnection(
        source,
        driver == "Npgsql"
            ? (inner, connection) => new NpgsqlTransaction(inner, connection)
            : (inner, connection) => new MySqlTransaction(inner, connection));

    private static FakeOutcome End(DbTransaction transaction, string how)
    {
        if (how.Contains("commit", StringComparison.Ordinal)) transaction.Commit();
        if (how == "rollback") transaction.Rollback();
        if (how.Contains("dispose", StringComparison.Ordinal)) transaction.Dispose();
        return how switch
        {
            "rollback" => FakeOutcome.RolledBack,
            "dispose" => FakeOutcome.RolledBackByDriver,
            _ => FakeOutcome.Committed,
        };
    }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    private sealed class CombinatorialDriversAttribute(params object[] values) : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from calls in Enum.GetValues<Calls>()
            from driver in (string[])["MySql.Data", "Npgsql"]
            select (object[])[calls, driver, .. values];
    }
}
