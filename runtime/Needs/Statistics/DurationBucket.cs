namespace Needs;

/// <summary>How many durations fell into one range.</summary>
/// <param name="UpperBound">The end of the range, which is twice its start: durations below it are counted here.</param>
/// <param name="Count">How many there were.</param>
public readonly record struct DurationBucket(TimeSpan UpperBound, long Count);
