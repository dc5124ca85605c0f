using Needs.Runtime.Tests.Handlers;
using Needs.Testing;

namespace Needs.Runtime.Tests.Wrappers;

public sealed class WrapperCancellationTests : WrapperTest
{
    private readonly CancellationTokenSource _cancellation = new();

    [Theory, Shapes(WithToken = true)]
    public async Task CancelledBefore_NothingIsOpened(string name)
    {
        await _cancellation.CancelAsync();
        var probe = new Probe();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Call(Named(name), probe, _cancellation.Token));

        Assert.Equal(0, probe.Visits);
        Assert.Equal("", Log);
        AssertNothingIsOut();
    }

    [Theory, Shapes(WithToken = true)]
    public async Task CancelledWhileOpening_HandlerDoesNotRun(string name)
    {
        await AssertCancelledAt(FakeOperation.Open, Named(name));

        Assert.Equal("OpenAsync!", Log);
    }

    [Theory, Shapes(WithToken = true, InTransaction = true)]
    public async Task CancelledWhileBeginning_HandlerDoesNotRunAndConnectionIsClosed(string name)
    {
        await AssertCancelledAt(FakeOperation.Begin, Named(name));

        Assert.Equal("OpenAsync, BeginAsync!, CloseAsync", Log);
    }

    [Theory, Shapes(WithToken = true)]
    public async Task CancelledInTheHandler_IsRolledBack(string name)
    {
        var shape = Named(name);
        if (!shape.HandlerHasToken) return;
        var probe = new Probe { Gate = new FakeGate() };
        var call = Call(shape, probe, _cancellation.Token);
        await probe.Gate.Reached;

        await _cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        AssertOutcome(shape, FakeOutcome.RolledBack);
        AssertNothingIsOut();
    }

    [Theory, Shapes(WithToken = true, InTransaction = true)]
    public async Task CancelledWhileCommitting_WorkIsCommittedAndResultStands(string name)
    {
        var shape = Named(name);

        await AssertSucceedsWhenCancelledAt(FakeOperation.Commit, shape);

        AssertOutcome(shape, FakeOutcome.Committed);
    }

    [Theory, Shapes(WithToken = true)]
    public Task CancelledWhileReturning_ResultStands(string name) => AssertSucceedsWhenCancelledAt(FakeOperation.Close, Named(name));

    private async Task AssertCancelledAt(FakeOperation operation, Shape shape)
    {
        var gate = Source.At(operation).Waits();
        var probe = new Probe();
        var call = Call(shape, probe, _cancellation.Token);
        await gate.Reached;
        Assert.Equal(1, Database.LeaseCount);

        await _cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, probe.Visits);
        AssertNothingIsOut();
    }

    private async Task AssertSucceedsWhenCancelledAt(FakeOperation operation, Shape shape)
    {
        var gate = Source.At(operation).Waits();
        var call = Call(shape, new Probe(), _cancellation.Token);
        await gate.Reached;

        await _cancellation.CancelAsync();
        Assert.False(call.IsCompleted);
        gate.Release();

        Assert.Equal(Probe.Result, await call);
        AssertNothingIsOut();
        Assert.Empty(Failures);
    }
}
