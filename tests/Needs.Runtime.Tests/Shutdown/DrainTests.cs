using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Shutdown;

public sealed class DrainTests
{
    private static readonly HandlerDescriptor Handler = new("Shop.Orders.Find");

    [Fact]
    public async Task NoLeaseOut_IsDrainedAtOnce()
    {
        await using var database = new Database(new FakeDataSource());

        Assert.True(await database.DrainAsync());
    }

    [Fact]
    public async Task LastReturn_EndsTheWaitAndLendingGoesOn()
    {
        await using var database = new Database(new FakeDataSource());
        var (first, second) = (await database.LendAsync(Handler), await database.LendAsync(Handler));

        var drained = database.DrainAsync();
        await first.ReturnAsync();
        Assert.False(drained.IsCompleted);
        await second.ReturnAsync();

        Assert.True(await drained);
        await (await database.LendAsync(Handler)).ReturnAsync();
    }

    [Fact]
    public async Task CancelledWait_LeavesItsTimeToTheDisposal()
    {
        var database = new Database(new FakeDataSource());
        var lease = await database.LendAsync(Handler);

        Assert.False(await database.DrainAsync(new CancellationToken(canceled: true)));

        var end = database.DisposeAsync();
        Assert.False(end.IsCompleted);
        await lease.ReturnAsync();
        await end;
    }

    [Fact]
    public async Task WaitThatTookAllTheTime_LeavesNoneToTheDisposal()
    {
        var clock = new FakeTimeProvider();
        var options = new DatabaseOptions { TimeProvider = clock, ShutdownTimeout = TimeSpan.FromSeconds(5) };
        var database = new Database(new FakeDataSource(), options);
        UnreturnedLeases? unreturned = null;
        database.ShutdownTimedOut += leases => unreturned = leases;
        await database.LendAsync(Handler);

        var drained = database.DrainAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await drained);
        await database.DisposeAsync();

        Assert.Equal(TimeSpan.FromSeconds(5), unreturned!.Waited);
    }

    [Fact]
    public async Task Databases_DrainAllAndListTheLeasesOfAll()
    {
        await using var databases = new Databases(
            [new Database(new FakeDataSource(), new DatabaseOptions { Name = "shop" })], _ => new FakeDataSource());
        var named = await databases["SHOP"].LendAsync(Handler);
        var byKey = await databases.Get(new DatabaseKey("ann", "", "db1", "shop")).LendAsync(Handler);

        var drained = databases.DrainAsync();
        Assert.Equal(2, databases.GetLeases().Count);
        await named.ReturnAsync();
        Assert.False(drained.IsCompleted);
        await byKey.ReturnAsync();

        Assert.True(await drained);
        Assert.Empty(databases.GetLeases());
    }
}
