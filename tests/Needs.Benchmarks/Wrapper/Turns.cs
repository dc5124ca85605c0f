using System.Diagnostics;

namespace Needs.Benchmarks.Wrapper;

/// <summary>
/// Calls that take nanoseconds, measured in turns, there and back: a round of each is so short that what else the machine does mostly falls
/// between rounds, or meets all alike.
/// </summary>
public static class Turns
{
    private const int Calls = 1_000;

    /// <summary>The cost of each of the contestants, which all must return the same.</summary>
    public static IReadOnlyList<CallCost> Take(IReadOnlyList<Func<int>> contestants, int rounds)
    {
        WarmUp(contestants);
        var times = contestants.Select(_ => new List<double>(rounds)).ToArray();
        var bytes = contestants.Select(_ => double.MaxValue).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var contestant = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                var (time, allocated) = Measure(contestants[contestant]);
                times[contestant].Add(time);
                // What the runtime itself allocates now and then is nobody's.
                bytes[contestant] = Math.Min(bytes[contestant], allocated);
            }
        }

        return [.. times.Zip(bytes, (nanoseconds, allocated) => new CallCost(nanoseconds, allocated))];
    }

    /// <summary>Until the JIT compiler has had its last word.</summary>
    private static void WarmUp(IReadOnlyList<Func<int>> contestants)
    {
        if (contestants.Select(contestant => contestant()).Distinct().Count() > 1) throw new InvalidOperationException("Not all do the same.");
        for (var round = 0; round < 6; round++)
        {
            foreach (var contestant in contestants) Measure(contestant);
            Thread.Sleep(120);
        }
    }

    private static (double Nanoseconds, double Bytes) Measure(Func<int> contestant)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < Calls; call++) contestant();
        var time = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
        return (time, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Calls);
    }
}
