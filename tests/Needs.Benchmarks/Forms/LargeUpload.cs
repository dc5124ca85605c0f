using System.Diagnostics;

namespace Needs.Benchmarks.Forms;

/// <summary>What a large file costs: whole requests, by turns, with all that the threads of the pool allocate for them.</summary>
public static class LargeUpload
{
    private const int WarmUps = 3;

    public static async Task<IReadOnlyList<FormCost>> MeasureAsync(IReadOnlyList<FormCall> calls, int rounds)
    {
        var times = calls.Select(_ => new double[rounds]).ToList();
        var allocated = calls.Select(_ => long.MaxValue).ToArray();
        for (var round = -WarmUps; round < rounds; round++)
        {
            for (var turn = 0; turn < calls.Count; turn++)
            {
                var i = round % 2 == 0 ? turn : calls.Count - 1 - turn;
                var (time, bytes) = await MeasureAsync(calls[i]);
                if (round < 0) continue;
                times[i][round] = time;
                allocated[i] = Math.Min(allocated[i], bytes);
            }
        }

        return [.. times.Zip(allocated, (time, bytes) => new FormCost(time, bytes))];
    }

    private static async Task<(double Time, long Allocated)> MeasureAsync(FormCall call)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await call.RunToEndAsync();
        var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        return (time, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
