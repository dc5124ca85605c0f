using System.Diagnostics;
using System.Runtime;

namespace Needs.Benchmarks.Forms;

/// <summary>What a form costs once the JIT compiler has had its last word. Contestants take turns, there and back, in many short rounds.</summary>
public static class SteadyState
{
    private const int Calls = 300;
    private const int FewestWarmUps = 8;
    private const int MostWarmUps = 24;

    /// <summary>So long must nothing have been compiled. It is compiled beside the calls, and a busy machine takes its time for that.</summary>
    private const int StillRounds = 3;

    /// <summary>The costs of each call.</summary>
    public static IReadOnlyList<FormCost> Measure(IReadOnlyList<FormCall> calls, int rounds)
    {
        WarmUp(calls);
        var times = calls.Select(_ => new double[rounds]).ToList();
        var allocated = calls.Select(_ => long.MaxValue).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < calls.Count; turn++)
            {
                var i = round % 2 == 0 ? turn : calls.Count - 1 - turn;
                (times[i][round], var bytes) = Measure(calls[i]);
                allocated[i] = Math.Min(allocated[i], bytes);
            }
        }

        return [.. times.Zip(allocated, (time, bytes) => new FormCost(time, bytes))];
    }

    private static void WarmUp(IReadOnlyList<FormCall> calls)
    {
        var (compiled, still) = (0L, 0);
        for (var round = 0; round < MostWarmUps && (round < FewestWarmUps || still < StillRounds); round++)
        {
            foreach (var call in calls) Measure(call);
            Thread.Sleep(150);
            still = JitInfo.GetCompiledMethodCount() == compiled ? still + 1 : 0;
            compiled = JitInfo.GetCompiledMethodCount();
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
