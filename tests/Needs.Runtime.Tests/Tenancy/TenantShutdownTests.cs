namespace Needs.Runtime.Tests.Tenancy;

public sealed class TenantShutdownTests : TenantTest
{
    private static DatabaseOptions ShutsDownAtOnce => new() { ShutdownTimeout = TimeSpan.Zero };

    [Fact]
    public async Task DisposedWhileOneWaits_ItIsServedAndAllIsClosed()
    {
        var databases = Databases(maxConnections: 1);
        var ann = await databases.Get(Key("ann")).LendAsync(Handler);
        var bob = databases.Get(Key("bob")).LendAsync(Handler).AsTask();

        var end = databases.DisposeAsync().AsTask();
        Assert.False(end.IsCompleted);
        await ann.ReturnAsync();
        await (await bob).ReturnAsync();
        await end;

        Assert.Equal(0, Server.Open);
    }

    [Fact]
    public async Task ShutdownTimesOutWhileOneWaits_ItIsRefused()
    {
        var databases = Databases(maxConnections: 1, keyOptions: ShutsDownAtOnce);
        var ann = await databases.Get(Key("ann")).LendAsync(Handler);
        var bob = databases.Get(Key("bob")).LendAsync(Handler).AsTask();

        await databases.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => bob);
        await ann.ReturnAsync();
        Assert.Equal(0, Server.Open);
    }

    [Fact]
    public async Task DisposedUnderLoad_AllIsClosedAndOnlyRefusalsAreSeen()
    {
        for (var round = 0; round < 20; round++)
        {
            var databases = Databases(maxConnections: 3, keyOptions: round % 2 == 0 ? ShutsDownAtOnce : new DatabaseOptions());
            var served = 0;
            var load = Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
            {
                for (var number = 0; ; number++)
                {
                    try
                    {
                        await UseAsync(databases.Get(Key($"user{(worker + number) % 10}")));
                    }
                    catch (ObjectDisposedException)
                    {
                        return;
                    }

                    Interlocked.Increment(ref served);
                }
            })).ToList();

            await UntilAsync(() => Volatile.Read(ref served) >= 20, "the load runs");
            await databases.DisposeAsync();
            await Task.WhenAll(load);
            await UntilAsync(() => Server.Open == 0 && Server.Sources.All(source => source.IsDisposed), "all is closed");
        }
    }

    [Fact]
    public async Task Disposed_TheClockRunsNoMore()
    {
        var time = new Shutdown.TimerCounter();
        var databases = Databases(keyOptions: new DatabaseOptions { TimeProvider = time });
        await UseAsync(databases.Get(Key("ann")));

        await databases.DisposeAsync();

        Assert.Equal(0, time.Running);
    }
}
