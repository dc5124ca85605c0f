using System.Data.Common;
using Needs.Runtime.Tests.Fakes;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class AttemptsTests : LeaseTest
{
    private static readonly HandlerDescriptor Transfer = new("Shop.Accounts.Transfer") { Retries = 2 };
    private readonly List<HandlerRetry> _retries = [];
    private Attempts? _attempts;

    public AttemptsTests() => Database.Retried += _retries.Add;

    [Theory, CombinatorialCalls]
    public async Task ConflictInTheHandler_IsRepeatedInANewTransaction(Calls calls)
    {
        var attempt = await RunAsync(calls, attempt => attempt < 3 ? FakeDbException.Deadlock() : null);

        Assert.Equal(3, attempt);
        Assert.Equal(3, Source.Transactions.Count);
        Assert.Equal([1, 2], _retries.Select(retry => retry.Attempt));
        Assert.All(_retries, retry => Assert.InRange(retry.Delay.TotalMilliseconds, 10, 40));
        Assert.Equal(2, Assert.Single(Database.GetStatus().Handlers).Retries);
        Assert.StartsWith("Shop.Accounts.Transfer, database 'default': attempt 1 failed and is repeated in ", _retries[0].ToString(), StringComparison.Ordinal);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task ConflictEachTime_LastErrorSurfaces(Calls calls)
    {
        var errors = new List<Exception>();

        var error = await Record.ExceptionAsync(() => RunAsync(calls, _ =>
        {
            errors.Add(FakeDbException.Deadlock());
            return errors[^1];
        }));

        Assert.Equal(3, errors.Count);
        Assert.Same(errors[2], error);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task AnotherError_IsNotRepeated(Calls calls)
    {
        var duplicate = new FakeDbException("Duplicate entry", "23000", 1062);

        Assert.Same(duplicate, await Record.ExceptionAsync(() => RunAsync(calls, _ => duplicate)));

        Assert.Single(Source.Transactions);
        Assert.Empty(_retries);
    }

    [Theory, CombinatorialCalls]
    public async Task NetworkErrorThatIsNotOfTheConnection_IsNotRepeated(Calls calls)
    {
        var error = new IOException("disk full");

        Assert.Same(error, await Record.ExceptionAsync(() => RunAsync(calls, _ => error)));

        Assert.Single(Source.Transactions);
    }

    [Theory, CombinatorialCalls]
    public async Task NetworkErrorOfTheConnection_IsRepeated(Calls calls) => Assert.Equal(2, await RunAsync(
        calls,
        attempt => attempt == 1 ? new EndOfStreamException("The server went away.") : null,
        (lease, attempt) =>
        {
            if (attempt == 1) lease.Connection<FakeConnection>().Break();
        }));

    [Theory, CombinatorialCalls]
    public async Task ServerRollsBackAtCommit_IsRepeated(Calls calls)
    {
        Source.At(FakeOperation.Commit).Throws(FakeDbException.Deadlock(), times: 1);

        Assert.Equal(2, await RunAsync(calls, _ => null));

        Assert.Equal(1, Source.Transactions.Count(transaction => transaction.Outcome == FakeOutcome.Committed));
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task CommitIsSentAndNoAnswerComes_IsNotRepeated(Calls calls)
    {
        Source.At(FakeOperation.Commit).Breaks(new FakeDbException("gone", "08S01", 2013), times: 1);

        await Assert.ThrowsAsync<TransactionOutcomeUnknownException>(() => RunAsync(calls, _ => null));

        Assert.Single(Source.Transactions);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task NodeIsNotReadyAtCommit_IsNotRepeated(Calls calls)
    {
        Source.At(FakeOperation.Commit).Throws(new FakeDbException("WSREP has not yet prepared node for application use", "08S01", 1047), times: 1);

        await Assert.ThrowsAsync<TransactionOutcomeUnknownException>(() => RunAsync(calls, _ => null));

        Assert.Single(Source.Transactions);
    }

    [Theory, CombinatorialCalls]
    public async Task ConnectionIsLostInTheHandler_IsRepeatedOnAnother(Calls calls)
    {
        var attempt = await RunAsync(
            calls,
            attempt => attempt == 1 ? new FakeDbException("gone", "08S01", 2013) : null,
            (lease, attempt) =>
            {
                if (attempt == 1) lease.Connection<FakeConnection>().Break();
            });

        Assert.Equal(2, attempt);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task HandlerCommittedItself_IsNotRepeated(Calls calls)
    {
        var lost = new FakeDbException("gone", "08S01", 2013);

        Assert.Same(lost, await Record.ExceptionAsync(() => RunAsync(calls, _ => lost, (lease, _) => lease.Transaction<DbTransaction>().Commit())));

        Assert.Single(Source.Transactions);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task HandlerCommittedItselfAndLostTheConnectionThen_IsNotRepeated(Calls calls)
    {
        var lost = new FakeDbException("gone", "08S01", 2013);

        var error = await Record.ExceptionAsync(() => RunAsync(calls, _ => lost, (lease, _) =>
        {
            lease.Transaction<DbTransaction>().Commit();
            lease.Connection<FakeConnection>().Break();
        }));

        Assert.Same(lost, error);
        Assert.Single(Source.Transactions);
    }

    [Theory, CombinatorialCalls("MySql.Data", "Npgsql")]
    public async Task HandlerCommittedItselfUnseen_IsNotRepeated(Calls calls, string driver)
    {
        Source.MakeConnection = source => new ClingingConnection(
            source,
            (transaction, connection) => driver == "Npgsql"
                ? new Npgsql.NpgsqlTransaction(transaction, connection)
                : new MySql.Data.MySqlClient.MySqlTransaction(transaction, connection));
        var lost = FakeDbException.Deadlock();

        var error = await Record.ExceptionAsync(() => RunAsync(calls, _ => lost, (lease, _) => lease.Transaction<DbTransaction>().Commit()));

        Assert.Same(lost, error);
        Assert.Single(Source.Transactions);
    }

    [Theory, CombinatorialCalls]
    public async Task ServerCantBeReached_IsRepeatedBeforeTheHandlerRan(Calls calls)
    {
        Source.At(FakeOperation.Open).Throws(new FakeDbException("Unable to connect", "08S01", 1042), times: 6); // each attempt opens up to three times
        var runs = 0;

        Assert.Equal(3, await RunAsync(calls, _ => null, (_, _) => runs++));

        Assert.Equal(1, runs);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task TokenIsCancelled_IsNotRepeated()
    {
        using var cancellation = new CancellationTokenSource();
        var deadlock = FakeDbException.Deadlock();

        var error = await Record.ExceptionAsync(() => RunAsync(
            Calls.Async,
            _ => deadlock,
            (_, _) => cancellation.Cancel(),
            cancellation.Token));

        Assert.Same(deadlock, error);
        AssertNothingIsOut();
    }

    [Theory, CombinatorialCalls]
    public async Task DatabaseIsClosedBetweenAttempts_WhatEndedTheLastOneSurfaces(Calls calls)
    {
        var deadlock = FakeDbException.Deadlock();
        Database.Retried += _ => Database.Dispose();

        Assert.Same(deadlock, await Record.ExceptionAsync(() => RunAsync(calls, _ => deadlock)));

        Assert.Single(Source.Transactions);
    }

    [Theory, CombinatorialCalls]
    public async Task LastAttemptFails_NothingIsDoneUnlessTheHandlerCommittedItself(Calls calls)
    {
        await Record.ExceptionAsync(() => RunAsync(calls, _ => FakeDbException.Deadlock()));
        Assert.True(_attempts!.AreUndone);

        await Record.ExceptionAsync(() => RunAsync(calls, _ => FakeDbException.Deadlock(), (lease, _) => lease.Transaction<DbTransaction>().Commit()));
        Assert.False(_attempts.AreUndone);
    }

    [Theory, CombinatorialCalls]
    public async Task NothingIsLent_NothingIsDone(Calls calls)
    {
        var down = new FakeDbException("Unable to connect", "08S01", 1042);
        Source.At(FakeOperation.Open).Throws(down);

        await Record.ExceptionAsync(async () => await calls.Lend(Database, Handler));

        Assert.True(UndoneWork.IsCertain(Handler, down));
    }

    [Fact]
    public async Task RepeatedAttempt_IsSeenInItsLease()
    {
        var attempts = new List<int>();

        await RunAsync(
            Calls.Async,
            attempt => attempt == 1 ? FakeDbException.Deadlock() : null,
            (_, _) => attempts.Add(Assert.Single(Database.GetLeases()).Attempt));

        Assert.Equal([1, 2], attempts);
    }

    /// <summary>What generated code does.</summary>
    private async Task<int> RunAsync(
        Calls calls, Func<int, Exception?> fails, Action<Lease, int>? work = null, CancellationToken cancellationToken = default)
    {
        var attempts = _attempts = new Attempts(Database, Transfer, cancellationToken);
        while (true)
        {
            try
            {
                var lease = calls == Calls.Sync ? attempts.LendInTransaction() : await attempts.LendInTransactionAsync();
                try
                {
                    work?.Invoke(lease, attempts.Number);
                    if (fails(attempts.Number) is { } error) throw error;
                    await calls.Complete(lease);
                    return attempts.Number;
                }
                finally
                {
                    await calls.Return(lease);
                }
            }
            catch (Exception error) when (attempts.CanRetry(error))
            {
                if (calls == Calls.Sync) attempts.Wait(error);
                else await attempts.WaitAsync(error);
            }
        }
    }
}
