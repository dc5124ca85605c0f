using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

/// <summary>A database over a fake, and what it reported.</summary>
public abstract class LeaseTest
{
    internal static readonly HandlerDescriptor Handler = new("Shop.Orders.Place");

    protected LeaseTest()
    {
        Database = new Database(Source);
        Database.ReturnFailed += Failures.Add;
    }

    protected FakeDataSource Source { get; } = new();

    protected Database Database { get; }

    protected List<ReturnFailure> Failures { get; } = [];

    protected string Log => Source.Log.ToString();

    protected void AssertNothingIsOut()
    {
        Assert.Equal(0, Database.LeaseCount);
        Assert.Empty(Database.GetLeases());
        Assert.Equal(0, Source.OpenConnections);
    }
}
