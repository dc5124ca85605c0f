using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class DataSourceReplacedTests : LeaseTest
{
    private readonly FakeDataSource _next = new();

    [Theory, CombinatorialCalls]
    public async Task Replaced_LaterLoansComeFromTheNewOne(Calls calls)
    {
        Database.UseDataSource(_next);

        var lease = await calls.Lend(Database, Handler);

        Assert.Same(_next, lease.Connection<FakeConnection>().Source);
        await Eventually.IsTrueAsync(() => Source.IsDisposed);
        await calls.Return(lease);
    }

    [Theory, CombinatorialCalls]
    public async Task ReplacedWhileLent_FormerOneGoesWithItsLastConnection(Calls calls)
    {
        var first = await calls.Lend(Database, Handler);
        var second = await calls.Lend(Database, Handler);

        Database.UseDataSource(_next);
        await calls.Return(first);
        Assert.False(Source.IsDisposed);
        Assert.Same(Source, second.Connection<FakeConnection>().Source);

        await calls.Return(second);
        await Eventually.IsTrueAsync(() => Source.IsDisposed);
        AssertNothingIsOut();
        await Database.DisposeAsync();
        Assert.True(_next.IsDisposed);
    }

    [Fact]
    public async Task NotOwned_IsNotDisposedOf()
    {
        var database = new Database(Source, new DatabaseOptions { OwnsDataSource = false });

        database.UseDataSource(_next, ownsDataSource: false);
        await database.DisposeAsync();

        Assert.False(Source.IsDisposed);
        Assert.False(_next.IsDisposed);
    }

    [Fact]
    public void Closed_Refuses()
    {
        Database.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Database.UseDataSource(_next));
        Assert.Throws<ArgumentNullException>(() => Database.UseDataSource(null!));
    }
}
