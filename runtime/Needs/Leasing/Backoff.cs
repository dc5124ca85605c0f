namespace Needs.Leasing;

/// <summary>How long a failed handler waits before its next attempt: longer each time, and never as long as its rivals.</summary>
internal static class Backoff
{
    private const double FirstMilliseconds = 20;
    private const double LongestMilliseconds = 2_000;

    /// <param name="attempt">The attempt that failed, from 1.</param>
    public static TimeSpan After(int attempt)
    {
        var milliseconds = Math.Min(FirstMilliseconds * Math.Pow(2, attempt - 1), LongestMilliseconds);
        return TimeSpan.FromMilliseconds(milliseconds * (0.5 + Random.Shared.NextDouble() / 2));
    }
}
