using System.Diagnostics;
using Needs.AspNetCore.Tests.Endpoints;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Forms that arrive slowly hold no connection, so they are no burden for others. Runs alone, since it measures time.</summary>
[Collection(nameof(Alone))]
public sealed class SlowUploadTests
{
    private const int PoolSize = 10;
    private const int Uploads = 12;
    private const int QuickRequests = 300;

    [Fact]
    public async Task TwelveUploadsAt300BytesPerSecond_LeaveAnotherDatabaseEndpointUnharmed()
    {
        await using var app = await EndpointApp.StartAsync(poolSize: PoolSize);
        var alone = await MeasureAsync(app);
        var before = app.Source.Log.Events.Count;
        var uploads = new List<SlowUpload>();
        for (var i = 0; i < Uploads; i++) uploads.Add(await SlowUpload.StartAsync(app.Client.BaseAddress!.Port, "/forms/upload"));
        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.Equal(before, app.Source.Log.Events.Count);
        var beside = await MeasureAsync(app);

        Assert.Equal(0, app.Database.LeaseCount);
        Assert.Equal(1, app.Source.MostOpenConnections);
        Assert.All(uploads, upload => Assert.False(upload.IsAnswered));
        Assert.All(uploads, upload => Assert.InRange(upload.BytesSent, 1, 50_000));
        Assert.InRange(beside, TimeSpan.Zero, alone + TimeSpan.FromMilliseconds(100));
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
