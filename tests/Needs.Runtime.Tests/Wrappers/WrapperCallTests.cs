using System.Data;
using Needs.Runtime.Tests.Handlers;
using Needs.Testing;

namespace Needs.Runtime.Tests.Wrappers;

public sealed class WrapperCallTests : WrapperTest
{
    [Theory, Shapes]
    public async Task Called_HandlerHasAnOpenConnectionAndItIsGivenBack(string name)
    {
        var shape = Named(name);
        var probe = new Probe { Database = Database };

        Assert.Equal(Probe.Result, await Call(shape, probe));

        Assert.Equal(1, probe.Visits);
        Assert.True(probe.WasOpen);
        Assert.Equal([shape.Name], probe.Holders);
        Assert.Equal(
            shape.HasTransaction
                ? shape.Log("Open", "Begin", "Commit", "DisposeTransaction", "Close")
                : shape.Log("Open", "Close"),
            Log);
        AssertOutcome(shape, FakeOutcome.Committed);
        AssertNothingIsOut();
        Assert.Empty(Failures);
    }

    [Theory, Shapes]
    public async Task DatabaseIsMissing_ErrorNamesTheParameter(string name)
    {
        var error = await Record.ExceptionAsync(() => Named(name).Call(null!, new Probe(), default));

        Assert.Equal("db", Assert.IsType<ArgumentNullException>(error).ParamName);
    }

    [Theory, Shapes]
    public async Task DatabaseIsClosed_HandlerDoesNotRun(string name)
    {
        await Database.DisposeAsync();
        var probe = new Probe();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Call(Named(name), probe));

        Assert.Equal(0, probe.Visits);
    }

    [Theory, Shapes(WithToken = true)]
    public async Task TokenIsGiven_OpenAndBeginGetItAndNothingElse(string name)
    {
        using var cancellation = new CancellationTokenSource();

        await Call(Named(name), new Probe(), cancellation.Token);

        Assert.All(
            Source.Log.Events,
            happened => Assert.Equal(happened.Operation is FakeOperation.Open or FakeOperation.Begin, happened.HadToken));
    }

    [Fact]
    public void IsolationIsDeclared_TransactionHasIt()
    {
        TransactionHandlers.ByIsolation(Database, new Probe());
        TransactionHandlers.ByParameter(Database, new Probe());

        Assert.Equal(
            [IsolationLevel.Serializable, IsolationLevel.Unspecified],
            Source.Transactions.Select(transaction => transaction.IsolationLevel));
    }

    [Fact]
    public async Task HandlerCommitsItself_IsAccepted()
    {
        await TransactionHandlers.CommitsItself(Database, new Probe());

        Assert.Equal("OpenAsync, BeginAsync, CommitAsync, DisposeTransactionAsync, CloseAsync", Log);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task HandlerClosesTheConnectionInItsTransaction_ErrorSaysThatTheWorkIsLost()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TransactionHandlers.ClosesTheConnection(Database, new Probe()));

        Assert.Contains("Needs.Runtime.Tests.Handlers.TransactionHandlers.ClosesTheConnection", error.Message);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task ManyCallsAtOnceOnASmallPool_AllSucceedAndNothingIsOut()
    {
        await using var source = new FakeDataSource(poolSize: 2);
        var database = new Database(source);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 20).SelectMany(_ => Shape.All),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (shape, ct) => Assert.Equal(Probe.Result, await shape.Call(database, new Probe(), ct)));

        Assert.InRange(source.MostOpenConnections, 1, 2);
        Assert.Equal(0, database.LeaseCount);
        Assert.Equal(0, source.OpenConnections);
    }
}
