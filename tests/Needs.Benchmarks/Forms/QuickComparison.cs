using System.Diagnostics;

namespace Needs.Benchmarks.Forms;

/// <summary>
/// A comparison that a busy machine disturbs little: contestants take turns, and the best of many short rounds counts. Good for ratios,
/// no substitute for a benchmark.
/// </summary>
public static class QuickComparison
{
    private const int Calls = 300;

    /// <summary>The best time in microseconds and the bytes allocated of one call, for each of the calls.</summary>
    public static IReadOnlyList<(double Time, long Allocated)> Run(IReadOnlyList<FormCall> calls, int rounds)
    {
        WarmUp(calls);
        var best = new (double Time, long Allocated)[calls.Count];
        Array.Fill(best, (double.MaxValue, long.MaxValue));
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < calls.Count; i++)
            {
                var (time, allocated) = Measure(calls[i]);
                best[i] = (Math.Min(best[i].Time, time), Math.Min(best[i].Allocated, allocated));
            }
        }

        return best;
    }

    /// <summary>Until the JIT compiler has had its last word.</summary>
    public static void WarmUp(IReadOnlyList<FormCall> calls)
    {
        for (var round = 0; round < 8; round++)
        {
            foreach (var call in calls) Measure(call);
            Thread.Sleep(150);
        }
    }

    private static (double Time, long Allocated) Measure(FormCall call)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++) call.RunAsync().GetAwaiter().GetResult();
        var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
        return (time, (GC.GetAllocatedBytesForCurrentThread() - allocated) / Calls);
    }
}
