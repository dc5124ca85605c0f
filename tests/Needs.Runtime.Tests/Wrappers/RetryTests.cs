using Needs.Runtime.Tests.Handlers;
using Needs.Testing;

namespace Needs.Runtime.Tests.Wrappers;

/// <summary>Handlers with <c>Retries</c>: what is run again, what never is, and that nothing is committed twice.</summary>
public sealed class RetryTests : WrapperTest
{
    private readonly List<HandlerRetry> _retries = [];
    private readonly CancellationTokenSource _cancel = new();

    public RetryTests() => Database.Retried += _retries.Add;

    public static TheoryData<string> Shapes => [.. RetriedShape.All.Select(shape => shape.Name)];

    public static TheoryData<string> ShapesWithToken => [.. RetriedShape.All.Where(shape => shape.HasToken).Select(shape => shape.Name)];

    [Theory, MemberData(nameof(Shapes))]
    public async Task FailsTwice_ThirdAttemptCommits(string name)
    {
        var work = new FailingWork(FakeDbException.Deadlock(), FakeDbException.Lost());

        Assert.Equal(FailingWork.Result, await Call(name, work));

        Assert.Equal(3, work.Count);
        Assert.Equal([FakeOutcome.RolledBack, FakeOutcome.RolledBack, FakeOutcome.Committed], Source.Transactions.Select(transaction => transaction.Outcome));
        AssertNothingIsOut();
        Assert.Empty(Failures);
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task EachAttempt_HasAConnectionOfItsOwn_AndTheLastOneIsBackBefore(string name)
    {
        var work = new FailingWork(FakeDbException.Deadlock(), FakeDbException.Deadlock(), FakeDbException.Deadlock());

        await Call(name, work);

        Assert.Equal([1, 2, 3, 4], work.Connections);
        Assert.Equal(1, work.MostOpen);
        Assert.Equal(1, Source.MostOpenConnections);
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task EachAttempt_IsReported(string name)
    {
        FakeDbException[] errors = [FakeDbException.Deadlock(), FakeDbException.Lost()];

        await Call(name, new FailingWork(errors));

        Assert.Equal([1, 2], _retries.Select(retry => retry.Attempt));
        Assert.Equal(errors, _retries.Select(retry => retry.Exception));
        Assert.All(_retries, retry => Assert.StartsWith("Needs.Runtime.Tests.Handlers.Retried", retry.Handler.Name, StringComparison.Ordinal));
        Assert.All(_retries, retry => Assert.Equal(RetriedHandlers.Retries, retry.Handler.Retries));
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task AlwaysFails_IsRunAsOftenAsItSays_AndTheLastErrorSurfaces(string name)
    {
        FakeDbException[] errors = [.. Enumerable.Range(0, 9).Select(_ => FakeDbException.Deadlock())];
        var work = new FailingWork(errors);

        Assert.Same(errors[RetriedHandlers.Retries], await Record.ExceptionAsync(() => Call(name, work)));

        Assert.Equal(1 + RetriedHandlers.Retries, work.Count);
        Assert.Equal(RetriedHandlers.Retries, _retries.Count);
        Assert.Equal(0, Source.Log.Count(FakeOperation.Commit));
        AssertNothingIsOut();
    }

    [Theory]
    [InlineData("40001", null)]
    [InlineData("40P01", null)]
    [InlineData("HY000", 1213)]
    [InlineData("08S01", null)]
    [InlineData("08S01", 1047)]
    [InlineData("HY000", 2006)]
    [InlineData("HY000", 2013)]
    [InlineData("70100", 1927)]
    public async Task ErrorThatMayPass_IsRetried(string state, int? number)
    {
        var work = new FailingWork(new FakeDbException("passes", state, number));

        await Call(nameof(RetriedHandlers.Async), work);

        Assert.Equal(2, work.Count);
    }

    [Theory]
    [InlineData("23000", 1062)]
    [InlineData("42000", 1064)]
    [InlineData("HY000", 1205)]
    [InlineData(null, null)]
    public async Task OtherErrorOfTheDatabase_IsNot(string? state, int? number) => await AssertNotRetried(new FakeDbException("stays", state, number));

    [Fact]
    public async Task ErrorOfTheHandler_IsNot() => await AssertNotRetried(new InvalidOperationException("a mistake"));

    [Theory, MemberData(nameof(Shapes))]
    public async Task OpenFails_IsRetriedWithoutAHandlerThatRan(string name)
    {
        var work = new FailingWork();
        Source.At(FakeOperation.Open).Throws(FakeDbException.Unreachable(), times: 6); // each attempt opens up to three times

        Assert.Equal(FailingWork.Result, await Call(name, work));

        Assert.Equal(1, work.Count);
        Assert.Equal(2, _retries.Count);
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task BeginFails_IsRetried(string name)
    {
        var work = new FailingWork();
        Source.At(FakeOperation.Begin).Breaks(FakeDbException.Lost(), times: 1);

        Assert.Equal(FailingWork.Result, await Call(name, work));

        Assert.Equal(1, work.Count);
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task CommitThatTheServerRefuses_IsRetried(string name)
    {
        var work = new FailingWork();
        Source.At(FakeOperation.Commit).Throws(FakeDbException.Deadlock(), times: 1);

        Assert.Equal(FailingWork.Result, await Call(name, work));

        Assert.Equal(2, work.Count);
        Assert.Equal(1, Source.Log.Count(FakeOperation.Commit));
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task CommitWithoutAnAnswer_IsNotRetried_AndSaysSo(string name)
    {
        var work = new FailingWork();
        var lost = FakeDbException.Lost();
        Source.At(FakeOperation.Commit).Breaks(lost, times: 1);

        var error = await Assert.ThrowsAsync<TransactionOutcomeUnknownException>(() => Call(name, work));

        Assert.Same(lost, error.InnerException);
        Assert.Equal(1, work.Count);
        Assert.Empty(_retries);
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task HandlerThatCommitsItselfAndThenFails_IsNotRetried(string name)
    {
        var deadlock = FakeDbException.Deadlock();
        var work = new FailingWork(deadlock) { Before = connection => connection.CurrentTransaction!.Commit() };

        Assert.Same(deadlock, await Record.ExceptionAsync(() => Call(name, work)));

        Assert.Equal(1, work.Count);
        Assert.Equal(1, Source.Log.Count(FakeOperation.Commit));
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task ReturnFails_IsNoReasonToRetry(string name)
    {
        var work = new FailingWork();
        Source.At(FakeOperation.Close).Throws(FakeDbException.Lost());

        Assert.Equal(FailingWork.Result, await Call(name, work));

        Assert.Equal(1, work.Count);
        Assert.Equal(1, Source.Log.Count(FakeOperation.Commit));
    }

    [Theory, MemberData(nameof(ShapesWithToken))]
    public async Task TokenIsCancelledInTheHandler_IsNotRetried(string name)
    {
        var deadlock = FakeDbException.Deadlock();
        var work = new FailingWork(deadlock) { Before = _ => _cancel.Cancel() };

        Assert.Same(deadlock, await Record.ExceptionAsync(() => Call(name, work)));

        Assert.Equal(1, work.Count);
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(ShapesWithToken))]
    public async Task TokenIsCancelledDuringTheWait_EndsIt(string name)
    {
        var work = new FailingWork(FakeDbException.Deadlock());
        Database.Retried += _ => _cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Call(name, work));

        Assert.Equal(1, work.Count);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task DatabaseIsBusy_IsNotRetried()
    {
        await using var small = new Database(Source, new DatabaseOptions { MaxLeases = 1, WaitLimit = TimeSpan.FromMilliseconds(20) });
        small.Retried += _retries.Add;
        await using var held = await small.LendAsync(new HandlerDescriptor("Other"));
        var work = new FailingWork();

        await Assert.ThrowsAsync<DatabaseBusyException>(() => RetriedHandlers.Async(small, work, default));

        Assert.Equal(0, work.Count);
        Assert.Empty(_retries);
        Assert.Equal(1, small.LeaseCount);
    }

    [Fact]
    public async Task ManyThatCollide_CommitOnceEach()
    {
        var works = Enumerable.Range(0, 100).Select(number => new FailingWork([.. Enumerable.Repeat(FakeDbException.Deadlock(), number % 4)])).ToList();

        await Task.WhenAll(works.Select((work, number) => Call(RetriedShape.All[number % RetriedShape.All.Count].Name, work)));

        Assert.Equal(Enumerable.Range(0, 100).Select(number => number % 4 + 1), works.Select(work => work.Count));
        Assert.Equal(100, Source.Log.Count(FakeOperation.Commit));
        Assert.Equal(100, Source.Transactions.Count(transaction => transaction.Outcome == FakeOutcome.Committed));
        AssertNothingIsOut();
    }

    private async Task AssertNotRetried(Exception error)
    {
        var work = new FailingWork(error);

        Assert.Same(error, await Record.ExceptionAsync(() => Call(nameof(RetriedHandlers.Async), work)));

        Assert.Equal(1, work.Count);
        Assert.Empty(_retries);
        AssertNothingIsOut();
    }

    private Task<int> Call(string name, FailingWork work) => RetriedShape.All.Single(shape => shape.Name == name).Call(Database, work, _cancel.Token);
}
