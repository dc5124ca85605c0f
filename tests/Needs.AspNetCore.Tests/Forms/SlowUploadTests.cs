using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Forms that arrive slowly hold no connection, so they are no burden for others. Runs alone, since it measures time.</summary>
[Collection(nameof(Alone))]
public sealed class SlowUploadTests
{
    private const int PoolSize = 10;
    private const int Uploads = 12;
    private const int QuickRequests = 300;

    /// <summary>A busy machine slows any request for a while: one good round is enough. A connection that is held would slow them all.</summary>
    private const int Rounds = 8;

    [Fact]
    public async Task TwelveUploadsAt300BytesPerSecond_LeaveAnotherDatabaseEndpointUnharmed()
    {
        await using var app = await EndpointApp.StartAsync(
            // Kestrel sends nobody away who is too slow for it: on a busy machine that may be anybody.
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null), poolSize: PoolSize);
        var alone = await MeasureAsync(app);
        var before = app.Source.Log.Events.Count;
        var uploads = new List<SlowUpload>();
        for (var i = 0; i < Uploads; i++) uploads.Add(await SlowUpload.StartAsync(app.Client.BaseAddress!.Port, "/forms/upload"));
        await Task.Delay(TimeSpan.FromSeconds(1));
        await Eventually.IsTrueAsync(() => uploads.All(upload => upload.BytesSent > 0));

        Assert.Equal(before, app.Source.Log.Events.Count);
        var limit = alone + TimeSpan.FromMilliseconds(100);
        var beside = await MeasureAsync(app);
        for (var round = 1; round < Rounds && beside > limit; round++) beside = await MeasureAsync(app);

        Assert.Equal(0, app.Database.LeaseCount);
        Assert.Equal(1, app.Source.MostOpenConnections);
        Assert.All(uploads, upload => Assert.False(upload.IsAnswered));
        Assert.All(uploads, upload => Assert.InRange(upload.BytesSent, 1, 50_000));
        Assert.InRange(beside, TimeSpan.Zero, limit);
        foreach (var upload in uploads) await upload.DisposeAsync();
    }

    /// <summary>Asks the quick endpoint, one request after the other.</summary>
    /// <returns>The time within which 99 % of the requests were answered.</returns>
    private static async Task<TimeSpan> MeasureAsync(EndpointApp app)
    {
        var times = new List<TimeSpan>(QuickRequests);
        for (var i = 0; i < QuickRequests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Assert.Equal("200 quick", await app.GetTextAsync("/forms/quick"));
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        return times[QuickRequests * 99 / 100];
    }
}
