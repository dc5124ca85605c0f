namespace Needs;

/// <summary>How long something took, as counts by ranges that double. A copy: it does not change.</summary>
public sealed class DurationHistogram
{
    internal DurationHistogram(IReadOnlyList<DurationBucket> buckets)
    {
        Buckets = buckets;
        foreach (var bucket in buckets) Count += bucket.Count;
    }

    /// <summary>How many durations were counted.</summary>
    public long Count { get; }

    /// <summary>The ranges that have counts, the shortest first.</summary>
    public IReadOnlyList<DurationBucket> Buckets { get; }

    /// <summary>A duration that the given share of all did not reach; exact to a factor of two.</summary>
    /// <param name="share">The share, from 0 to 1: 0.5 for the median.</param>
    /// <returns>The upper bound of the range; zero when nothing was counted.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not from 0 to 1.</exception>
    public TimeSpan Percentile(double share)
    {
        if (share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is from 0 to 1.");
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        foreach (var bucket in Buckets)
        {
            seen += bucket.Count;
            if (seen >= wanted) return bucket.UpperBound;
        }

        return TimeSpan.Zero;
    }
}
