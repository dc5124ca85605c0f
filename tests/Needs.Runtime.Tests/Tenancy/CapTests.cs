using Needs.Runtime.Tests.Fakes;

namespace Needs.Runtime.Tests.Tenancy;

public sealed class CapTests : TenantTest
{
    [Fact]
    public async Task CapIsReached_KeyUsedLeastRecentlyIsClosed()
    {
        var databases = Databases(maxConnections: 3);
        foreach (var user in new[] { "ann", "bob", "cid" }) await UseAsync(databases.Get(Key(user)));
        await UseAsync(databases.Get(Key("ann")));

        await UseAsync(databases.Get(Key("dan")));

        Assert.Equal([1, 0, 1, 1], new[] { "ann", "bob", "cid", "dan" }.Select(Server.OpenOf));
        Assert.Equal(3, Server.MostOpen);
    }

    [Fact]
    public async Task KeyWasClosed_ItsDatabaseGoesOnWithANewPool()
    {
        var databases = Databases(maxConnections: 1);
        var ann = databases.Get(Key("ann"));
        await UseAsync(ann);
        await UseAsync(databases.Get(Key("bob")));
        Assert.Equal(0, Server.OpenOf("ann"));

        await UseAsync(ann);

        Assert.Same(ann, databases.Get(Key("ann")));
        Assert.Equal(1, Server.OpenOf("ann"));
        Assert.Equal(1, Server.MostOpen);
    }

    [Fact]
    public async Task OthersHoldAll_WaitsUntilOneComesBack()
    {
        var databases = Databases(maxConnections: 2);
        var ann = await databases.Get(Key("ann")).LendAsync(Handler);
        var bob = await databases.Get(Key("bob")).LendAsync(Handler);

        var cid = databases.Get(Key("cid")).LendAsync(Handler).AsTask();
        Assert.False(cid.IsCompleted);
        await bob.ReturnAsync();

        await (await cid).ReturnAsync();
        await ann.ReturnAsync();
        Assert.Equal(0, Server.OpenOf("bob"));
        Assert.Equal(2, Server.MostOpen);
    }

    [Fact]
    public async Task OthersHoldAll_SynchronousLoanWaitsToo()
    {
        var databases = Databases(maxConnections: 1);
        var ann = databases.Get(Key("ann")).Lend(Handler);
        var bob = databases.Get(Key("bob"));
        var lending = Task.Run(() => bob.Lend(Handler));

        await UntilAsync(() => bob.LeaseCount == 1, "bob waits");
        ann.Return();

        (await lending).Return();
        Assert.Equal(1, Server.MostOpen);
    }

    [Fact]
    public async Task BusyKeyHasOnesToSpare_TheyAreClosedAndItsLeasesEndWell()
    {
        var databases = Databases(maxConnections: 3);
        var ann = databases.Get(Key("ann"));
        var leases = new List<Lease>();
        for (var i = 0; i < 3; i++) leases.Add(await ann.LendAsync(Handler));
        await leases[2].ReturnAsync();

        var bob = await databases.Get(Key("bob")).LendAsync(Handler);

        Assert.All(leases.Take(2), lease => Assert.Equal(System.Data.ConnectionState.Open, lease.Connection<PooledConnection>().State));
        Assert.Equal((2, 1), (Server.OpenOf("ann"), Server.OpenOf("bob")));
        await leases[0].ReturnAsync();
        await leases[1].ReturnAsync();
        Assert.Equal(0, Server.OpenOf("ann"));
        await bob.ReturnAsync();
        Assert.Equal(3, Server.MostOpen);
    }

    [Fact]
    public async Task KeyHasAnIdleConnection_ItIsLentAgainThoughTheCapIsReached()
    {
        var databases = Databases(maxConnections: 2);
        var ann = await databases.Get(Key("ann")).LendAsync(Handler);
        await UseAsync(databases.Get(Key("bob")));

        for (var i = 0; i < 10; i++) await UseAsync(databases.Get(Key("bob")));

        Assert.Equal(2, Server.Connects);
        await ann.ReturnAsync();
    }

    [Fact]
    public async Task ManyWait_FirstComeFirstServedOverAllKeys()
    {
        var databases = Databases(maxConnections: 1);
        var held = await databases.Get(Key("ann")).LendAsync(Handler);
        var served = new List<int>();
        string[] users = ["bob", "ann", "cid", "ann", "bob", "dan", "ann", "ann"];
        var waiting = users.Select(async (user, number) =>
        {
            var lease = await databases.Get(Key(user)).LendAsync(Handler);
            lock (served) served.Add(number);
            await lease.ReturnAsync();
        }).ToList();

        await held.ReturnAsync();
        await Task.WhenAll(waiting);

        Assert.Equal(Enumerable.Range(0, users.Length), served);
        Assert.Equal(1, Server.MostOpen);
    }

    [Fact]
    public async Task WaiterGivesUp_NextOneIsServed()
    {
        var databases = Databases(maxConnections: 1);
        var held = await databases.Get(Key("ann")).LendAsync(Handler);
        using var patience = new CancellationTokenSource();
        var bob = databases.Get(Key("bob")).LendAsync(Handler, patience.Token).AsTask();
        var cid = databases.Get(Key("cid")).LendAsync(Handler).AsTask();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bob);
        Assert.Equal(0, databases.Get(Key("bob")).LeaseCount);
        await held.ReturnAsync();

        await (await cid).ReturnAsync();
    }

    [Fact]
    public async Task PoolIsSlowToClose_NoneIsOpenedBeforeItHasClosed()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var databases = Databases(maxConnections: 1);
        await UseAsync(databases.Get(Key("ann")));
        Server.Closing = _ => closed.Task;

        var bob = databases.Get(Key("bob")).LendAsync(Handler).AsTask();
        Assert.False(bob.IsCompleted);
        closed.SetResult();

        await (await bob).ReturnAsync();
        Assert.Equal(1, Server.MostOpen);
    }

    [Fact]
    public async Task PoolFailsToClose_WhoWaitsIsServed()
    {
        var databases = Databases(maxConnections: 1);
        await UseAsync(databases.Get(Key("ann")));
        Server.Closing = _ => throw new InvalidOperationException("does not close");

        await UseAsync(databases.Get(Key("bob")));

        Server.Closing = null;
        Assert.Equal(1, Server.OpenOf("bob"));
        Server.Disconnect(Key("ann"));
    }

    [Fact]
    public async Task OpeningFails_ItsPlaceIsFreeAgain()
    {
        Server.SetPassword("ann", "other");
        var databases = Databases(maxConnections: 1);

        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<Testing.FakeDbException>(() => UseAsync(databases.Get(Key("ann"))));

        await UseAsync(databases.Get(Key("bob")));
        Assert.Equal(1, Server.Open);
    }

    [Fact]
    public async Task NoCap_KeysDoNotDisturbEachOther()
    {
        var databases = Databases();
        var leases = new List<Lease>();
        for (var i = 0; i < 100; i++) leases.Add(await databases.Get(Key($"user{i}")).LendAsync(Handler));

        Assert.Equal(100, Server.Open);
        foreach (var lease in leases) await lease.ReturnAsync();
    }
}
