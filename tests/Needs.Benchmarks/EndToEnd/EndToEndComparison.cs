using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>Whole requests to Kestrel and MariaDB, beside fast clients and slow ones.</summary>
internal sealed class EndToEndComparison : IComparison
{
    private static readonly int[] SlowClients = [8, 10, 12];

    public string Name => "load";

    public async Task<Report> RunAsync()
    {
        await using var rivals = await Rivals.StartAsync();
        var find = await FastRun.MeasureAsync(rivals, Workload.Find);
        var place = await FastRun.MeasureAsync(rivals, Workload.Place);
        var alone = await SlowRun.MeasureAsync(rivals, 0, static address => new SlowDownload(address));
        var readers = await MeasureAsync(rivals, static address => new SlowDownload(address));
        var uploads = await MeasureAsync(rivals, static address => new SlowUpload(address));
        return EndToEndReport.Of(find, place, [alone, .. readers], [alone, .. uploads]);
    }

    private static async Task<List<SlowRun>> MeasureAsync(Rivals rivals, Func<Uri, SlowClient> start)
    {
        var runs = new List<SlowRun>();
        foreach (var count in SlowClients) runs.Add(await SlowRun.MeasureAsync(rivals, count, start));
        return runs;
    }
}
