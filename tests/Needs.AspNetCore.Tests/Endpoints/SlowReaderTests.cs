using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>Clients that read slowly hold no connection, so they are no burden for others. Runs alone, since it measures time.</summary>
[Collection(nameof(Alone))]
public sealed class SlowReaderTests
{
    private const int PoolSize = 10;
    private const int SlowClients = 12;
    private const int QuickRequests = 300;

    /// <summary>A busy machine slows any request for a while: the best round counts. A connection that is held would slow them all.</summary>
    private const int Rounds = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData("/slow/result")]
    [InlineData("/slow/json")]
    public async Task TwelveClientsAt40KilobytesPerSecond_DoNotSlowAnEndpointOnTheSamePool(string path)
    {
        await using var app = await StartAsync();
        await app.GetTextAsync("/slow/quick");
        var readers = await ReadSlowlyAsync(app, path);

        var times = new List<TimeSpan>();
        while (times.Count < Rounds && times.All(time => time > Limit)) times.Add(await MeasureAsync(app));

        Assert.All(readers, reader => Assert.InRange(reader.BytesRead, 1, 7 * 1024 * 1024));
        Assert.Equal(0, app.Database.LeaseCount);
        Assert.InRange(times.Min(), TimeSpan.Zero, Limit);
        foreach (var reader in readers) await reader.DisposeAsync();
    }

    /// <summary>The other way round, so that the test above is known to measure something: a stream keeps its connection.</summary>
    [Fact]
    public async Task TwelveClientsOfAStream_UseUpThePool()
    {
        await using var app = await StartAsync();

        var readers = await ReadSlowlyAsync(app, "/slow/stream");

        await Eventually.IsTrueAsync(() => app.Source.OpenConnections == PoolSize && app.Database.LeaseCount == SlowClients);
        foreach (var reader in readers) await reader.DisposeAsync();
        await app.UntilIdleAsync();
    }

    /// <summary>Asks the quick endpoint, one request after the other.</summary>
    /// <returns>The time within which 99 % of the requests were answered.</returns>
    private static async Task<TimeSpan> MeasureAsync(EndpointApp app)
    {
        var times = new List<TimeSpan>(QuickRequests);
        for (var i = 0; i < QuickRequests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Assert.Equal("200 quick", await app.GetTextAsync("/slow/quick"));
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        return times[QuickRequests * 99 / 100];
    }

    /// <summary>Kestrel sends nobody away who is too slow for it: on a busy machine that may be anybody.</summary>
    private static async Task<EndpointApp> StartAsync()
    {
        var app = await EndpointApp.StartAsync(
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinResponseDataRate = null), poolSize: PoolSize);
        app.Source.At(FakeOperation.Execute).Takes(TimeSpan.FromMilliseconds(2));
        return app;
    }

    /// <summary>Lets the clients start, and gives their answers time to fill every buffer on the way.</summary>
    private static async Task<List<SlowReader>> ReadSlowlyAsync(EndpointApp app, string path)
    {
        var readers = new List<SlowReader>();
        for (var i = 0; i < SlowClients; i++) readers.Add(await SlowReader.StartAsync(app.Client.BaseAddress!.Port, path));
        await Task.Delay(TimeSpan.FromSeconds(1));
        if (path != "/slow/stream") await Eventually.IsTrueAsync(() => readers.All(reader => reader.BytesRead > 0) && app.Database.LeaseCount == 0);
        return readers;
    }
}
