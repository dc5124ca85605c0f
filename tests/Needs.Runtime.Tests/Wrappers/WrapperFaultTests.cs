using Needs.Runtime.Tests.Handlers;
using Needs.Testing;

namespace Needs.Runtime.Tests.Wrappers;

/// <summary>Whatever fails: the first error surfaces as the same object, and nothing is out afterwards.</summary>
public sealed class WrapperFaultTests : WrapperTest
{
    private static readonly FakeDbException Error = new("first");
    private static readonly FakeDbException Second = new("second");

    [Theory, Shapes]
    public async Task OpenFails_HandlerDoesNotRun(string name)
    {
        var shape = Named(name);
        Source.At(FakeOperation.Open).Throws(Error);

        await AssertFails(shape, visits: 0);

        Assert.Equal(shape.Log("Open!"), Log);
    }

    [Theory, Shapes(InTransaction = true)]
    public async Task BeginFails_HandlerDoesNotRunAndConnectionIsClosed(string name)
    {
        var shape = Named(name);
        Source.At(FakeOperation.Begin).Throws(Error);

        await AssertFails(shape, visits: 0);

        Assert.Equal(shape.Log("Open", "Begin!", "Close"), Log);
    }

    [Theory, Shapes]
    public async Task HandlerThrows_IsRolledBack(string name)
    {
        var shape = Named(name);

        await AssertFails(shape, visits: 1, thrown: Error);

        AssertOutcome(shape, FakeOutcome.RolledBack);
        Assert.Equal(
            shape.HasTransaction
                ? shape.Log("Open", "Begin", "Rollback", "DisposeTransaction", "Close")
                : shape.Log("Open", "Close"),
            Log);
        Assert.Empty(Failures);
    }

    [Theory, Shapes(InTransaction = true)]
    public async Task HandlerThrowsAndSoDoesTheRollback_SecondErrorIsReported(string name)
    {
        Source.At(FakeOperation.Rollback).Breaks(Second);

        await AssertFails(Named(name), visits: 1, thrown: Error);

        Assert.Same(Second, Assert.Single(Failures).Exception);
    }

    [Theory, Shapes(InTransaction = true)]
    public async Task CommitFails_ItsErrorSurfacesAndRollbackIsTried(string name)
    {
        var shape = Named(name);
        Source.At(FakeOperation.Commit).Throws(Error);

        await AssertFails(shape, visits: 1);

        AssertOutcome(shape, FakeOutcome.RolledBack);
        Assert.Empty(Failures);
    }

    [Theory, Shapes(InTransaction = true)]
    public async Task CommitFailsAndSoDoesTheWholeReturn_CommitsErrorSurfaces(string name)
    {
        Source.At(FakeOperation.Commit).Throws(Error);
        Source.At(FakeOperation.Rollback).Throws(Second);
        Source.At(FakeOperation.DisposeTransaction).Throws(Second);
        Source.At(FakeOperation.Close).Throws(Second);

        await AssertFails(Named(name), visits: 1);

        Assert.Equal(
            [ReturnStep.RollBack, ReturnStep.DisposeTransaction, ReturnStep.DisposeConnection],
            Failures.Select(failure => failure.Step));
    }

    [Theory, Shapes]
    public async Task ReturnFailsAfterSuccess_ResultStandsAndItIsReported(string name)
    {
        var shape = Named(name);
        Source.At(FakeOperation.Close).Throws(Second);
        if (shape.HasTransaction) Source.At(FakeOperation.DisposeTransaction).Throws(Second);

        Assert.Equal(Probe.Result, await Call(shape, new Probe()));

        AssertOutcome(shape, FakeOutcome.Committed);
        AssertNothingIsOut();
        Assert.Equal(shape.HasTransaction ? 2 : 1, Failures.Count);
        Assert.All(Failures, failure => Assert.Equal(shape.Name, failure.Handler.Name));
    }

    [Theory, Shapes]
    public async Task HandlerThrowsAndSoDoesTheReturn_HandlersErrorSurfaces(string name)
    {
        Source.At(FakeOperation.Close).Throws(Second);

        await AssertFails(Named(name), visits: 1, thrown: Error);

        Assert.Same(Second, Assert.Single(Failures).Exception);
    }

    private async Task AssertFails(Shape shape, int visits, Exception? thrown = null)
    {
        var probe = new Probe { Error = thrown };

        Assert.Same(Error, await Record.ExceptionAsync(() => Call(shape, probe)));

        Assert.Equal(visits, probe.Visits);
        AssertNothingIsOut();
    }
}
