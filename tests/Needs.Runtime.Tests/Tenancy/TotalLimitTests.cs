using Needs.Testing;

namespace Needs.Runtime.Tests.Tenancy;

public sealed class TotalLimitTests : TenantTest
{
    private static readonly HandlerDescriptor Patient = new("Shop.Orders.Place") { WaitMilliseconds = 2_000 };
    private static readonly HandlerDescriptor Report = new("Shop.Reports.Year");

    [Theory, InlineData(true), InlineData(false)]
    public async Task WaitIsTooLong_RefusalNamesWhoHoldsTheConnectionsOfAllKeys(bool isAsync)
    {
        var databases = Databases(maxConnections: 3);
        var leases = new List<Lease>
        {
            await databases.Get(Key("ann")).LendAsync(Report),
            await databases.Get(Key("bob")).LendAsync(Report),
            await databases.Get(Key("cid")).LendAsync(Handler),
        };
        Time.Advance(TimeSpan.FromSeconds(5));
        var dan = databases.Get(Key("dan"));
        var lending = isAsync ? dan.LendAsync(Patient).AsTask() : Task.Run(() => dan.Lend(Patient));
        await UntilAsync(() => databases.GetTenantsStatus()!.Waiting == 1, "dan waits");

        await UntilAsync(
            () =>
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                return lending.IsCompleted;
            },
            "dan is refused");

        var error = await Assert.ThrowsAsync<DatabaseBusyException>(() => lending);
        Assert.Equal((BusyReason.TotalLimit, "dan@db1/shop"), (error.Reason, error.Database));
        Assert.Contains("all 3 that the databases made by credentials may have open together are in use", error.Message);
        Assert.Equal([(Report, 2), (Handler, 1)], error.Holders.Select(holder => (holder.Handler, holder.Held)));
        Assert.Equal(0, databases.GetTenantsStatus()!.Waiting);
        foreach (var lease in leases) await lease.ReturnAsync();
        await UseAsync(dan);
    }

    [Fact]
    public async Task HandlerSaysNothing_WaitsFifteenSeconds()
    {
        var databases = Databases(maxConnections: 1);
        var held = await databases.Get(Key("ann")).LendAsync(Handler);
        var waiting = databases.Get(Key("bob")).LendAsync(Handler).AsTask();

        Time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(waiting.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<DatabaseBusyException>(() => waiting);
        await held.ReturnAsync();
    }

    [Fact]
    public async Task ServerRefuses_ItsErrorSurfaces()
    {
        Server.SetPassword("ann", "other");
        var databases = Databases(maxConnections: 1);
        var held = await databases.Get(Key("bob")).LendAsync(Handler);
        var waiting = databases.Get(Key("ann")).LendAsync(Handler).AsTask();

        await held.ReturnAsync();

        await Assert.ThrowsAsync<FakeDbException>(() => waiting);
    }

    [Fact]
    public async Task Status_CountsKeysConnectionsAndWhoWaits()
    {
        var databases = Databases(maxConnections: 3);
        await UseAsync(databases.Get(Key("ann")));
        var bob = await databases.Get(Key("bob")).LendAsync(Handler);
        var cid = await databases.Get(Key("cid")).LendAsync(Report);

        var status = databases.GetTenantsStatus()!;

        Assert.Equal((3, 3, 3, 0), (status.Keys, status.Connections, status.MaxConnections, status.Waiting));
        Assert.Equal(2, status.Total.Held);
        Assert.Equal(1, status.Total.Handlers.Single(handler => handler.Handler == Handler).Lent);
        await bob.ReturnAsync();
        await cid.ReturnAsync();
    }

    [Fact]
    public void NoFactory_NoStatus()
    {
        using var databases = new Databases([]);

        Assert.Null(databases.GetTenantsStatus());
    }

    [Theory]
    [InlineData(0, 1, "MaxConnections: 0 connections serve nobody: set 1 or more, or null for no limit")]
    [InlineData(-4, 1, "MaxConnections: -4 connections serve nobody")]
    [InlineData(null, 0, "IdleTimeout: 00:00:00 is no time that a timer can wait: set a positive one, or Timeout.InfiniteTimeSpan")]
    [InlineData(null, -5, "IdleTimeout: -00:00:05 is no time")]
    [InlineData(null, 60 * 60 * 24 * 60, "IdleTimeout: 60.00:00:00 is no time")]
    public void OptionHasNoMeaning_ThrowsAndSaysWhatToSet(int? maxConnections, int idleSeconds, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => Databases(maxConnections, TimeSpan.FromSeconds(idleSeconds)));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void LentAndReturned_AllocatesNothing()
    {
        var databases = new Databases([], _ => new StillDataSource(), options: new DatabasesOptions { MaxConnections = 5 });
        var (ann, bob) = (databases.Get(Key("ann")), databases.Get(Key("bob")));
        for (var i = 0; i < 100; i++) Act();

        // The best of several: a test beside this one that listens to the metrics makes every loan allocate meanwhile.
        var perRound = double.MaxValue;
        for (var tries = 0; tries < 20 && perRound > 1; tries++)
        {
            if (tries > 0) Thread.Sleep(50);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++) Act();
            perRound = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000.0;
        }

        Assert.InRange(perRound, 0, 1);

        void Act()
        {
            ann.Lend(Handler).Return();
            var lending = bob.LendAsync(Handler);
            Assert.True(lending.IsCompleted);
            Assert.True(lending.GetAwaiter().GetResult().ReturnAsync().IsCompleted);
        }
    }
}
