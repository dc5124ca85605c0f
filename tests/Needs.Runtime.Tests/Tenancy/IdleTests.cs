namespace Needs.Runtime.Tests.Tenancy;

public sealed class IdleTests : TenantTest
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task KeyIsNotUsed_ItsConnectionsAreClosedAndItIsForgotten()
    {
        var databases = Databases(idleTimeout: Idle);
        var ann = databases.Get(Key("ann"));
        await UseAsync(ann);
        Time.Advance(Idle / 2);
        await UseAsync(databases.Get(Key("bob")));

        Time.Advance(Idle / 2);
        await UntilAsync(() => Server.OpenOf("ann") == 0, "ann is closed");
        Assert.Equal(1, Server.OpenOf("bob"));
        Assert.NotSame(ann, databases.Get(Key("ann")));

        Time.Advance(Idle / 2);
        await UntilAsync(() => Server.Open == 0, "bob is closed");
    }

    [Fact]
    public async Task KeyIsUsedAgainAndAgain_ItStays()
    {
        var databases = Databases(idleTimeout: Idle);
        var ann = databases.Get(Key("ann"));
        for (var i = 0; i < 10; i++)
        {
            await UseAsync(ann);
            Time.Advance(Idle * 0.9);
        }

        Assert.Same(ann, databases.Get(Key("ann")));
        Assert.Equal(1, Server.Connects);
    }

    [Fact]
    public async Task LeaseIsOutForLong_KeyStays()
    {
        var databases = Databases(idleTimeout: Idle);
        var ann = databases.Get(Key("ann"));
        var lease = await ann.LendAsync(Handler);

        Time.Advance(Idle * 5);

        Assert.Same(ann, databases.Get(Key("ann")));
        await lease.ReturnAsync();
        await UseAsync(ann);
        Assert.Equal(1, Server.Connects);
    }

    [Fact]
    public async Task ForgottenDatabaseIsUsedAgain_ItIsKnownByItsKeyAgain()
    {
        var databases = Databases(idleTimeout: Idle);
        var ann = databases.Get(Key("ann"));
        await UseAsync(ann);
        Time.Advance(Idle);

        await UseAsync(ann);

        Assert.Same(ann, databases.Get(Key("ann")));
        Time.Advance(Idle);
        await UntilAsync(() => Server.Open == 0, "ann is closed again");
    }

    [Fact]
    public async Task ForgottenDatabaseIsUsedBesideItsSuccessor_TheyShareOnePool()
    {
        var databases = Databases(idleTimeout: Idle);
        var former = databases.Get(Key("ann"));
        await UseAsync(former);
        Time.Advance(Idle);
        await UseAsync(databases.Get(Key("ann")));

        await UseAsync(former);

        Assert.Equal(2, Server.Connects);
        Assert.Single(Server.LiveSourcesOf("ann"));
    }

    [Fact]
    public async Task KeyIsNeverBorrowedFrom_ItIsForgottenToo()
    {
        var databases = Databases(idleTimeout: Idle);
        var ann = databases.Get(Key("ann"));

        Time.Advance(Idle);

        await UntilAsync(() => Server.Sources.Single().IsDisposed, "its data source is closed");
        Assert.NotSame(ann, databases.Get(Key("ann")));
    }

    [Fact]
    public async Task ManyKeysAreSeenOnce_NothingOfThemStays()
    {
        var databases = Databases(maxConnections: 5, idleTimeout: Idle);
        var seen = new List<WeakReference>();
        for (var i = 0; i < 300; i++) await SeeAsync(databases, i, seen);

        Time.Advance(Idle);
        Time.Advance(Idle);
        await UntilAsync(() => Server.Open == 0, "all are closed");

        // The last ones may still be on the stack.
        await UntilAsync(
            () =>
            {
                GC.Collect();
                return seen.Count(database => database.IsAlive) <= 3;
            },
            "the databases are collected");
    }

    [Fact]
    public async Task NoTimeout_KeysStay()
    {
        var databases = Databases(idleTimeout: Timeout.InfiniteTimeSpan);
        var ann = databases.Get(Key("ann"));
        await UseAsync(ann);

        Time.Advance(TimeSpan.FromDays(40));

        Assert.Same(ann, databases.Get(Key("ann")));
        Assert.Equal(1, Server.Open);
    }

    private static async Task SeeAsync(Databases databases, int number, List<WeakReference> seen)
    {
        var database = databases.Get(Key($"user{number}"));
        await UseAsync(database);
        seen.Add(new WeakReference(database));
    }
}
