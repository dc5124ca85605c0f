using System.Numerics;

namespace Needs.Statistics;

/// <summary>Counts durations by powers of two of a microsecond. Fixed in size, so that counting costs nothing. Not for many threads.</summary>
internal sealed class DurationCounts
{
    /// <summary>The last of them holds all that took 2^35 µs, some nine hours, or longer.</summary>
    private const int Ranges = 37;

    private readonly long[] _counts = new long[Ranges];

    public void Add(TimeSpan duration) => _counts[RangeOf(duration)]++;

    public DurationHistogram Snapshot()
    {
        var buckets = new List<DurationBucket>();
        for (var range = 0; range < Ranges; range++)
            if (_counts[range] > 0)
                buckets.Add(new DurationBucket(TimeSpan.FromMicroseconds(1L << range), _counts[range]));
        return new DurationHistogram(buckets);
    }

    private static int RangeOf(TimeSpan duration)
    {
        var microseconds = duration.Ticks / TimeSpan.TicksPerMicrosecond;
        return microseconds <= 0 ? 0 : Math.Min(BitOperations.Log2((ulong)microseconds) + 1, Ranges - 1);
    }
}
