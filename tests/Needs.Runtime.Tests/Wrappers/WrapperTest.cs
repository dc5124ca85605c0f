using Needs.Runtime.Tests.Handlers;
using Needs.Testing;

namespace Needs.Runtime.Tests.Wrappers;

public abstract class WrapperTest
{
    protected WrapperTest()
    {
        Database = new Database(Source);
        Database.ReturnFailed += Failures.Add;
    }

    protected FakeDataSource Source { get; } = new();

    protected Database Database { get; }

    protected List<ReturnFailure> Failures { get; } = [];

    protected string Log => Source.Log.ToString();

    protected static Shape Named(string name) => Shape.All.Single(shape => shape.Name == name);

    protected Task<int> Call(Shape shape, Probe probe, CancellationToken ct = default) => shape.Call(Database, probe, ct);

    protected void AssertNothingIsOut()
    {
        Assert.Equal(0, Database.LeaseCount);
        Assert.Equal(0, Source.OpenConnections);
    }

    protected void AssertOutcome(Shape shape, FakeOutcome outcome)
    {
        if (shape.HasTransaction) Assert.Equal(outcome, Assert.Single(Source.Transactions).Outcome);
        else Assert.Empty(Source.Transactions);
    }
}
