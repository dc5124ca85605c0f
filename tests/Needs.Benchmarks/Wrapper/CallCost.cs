namespace Needs.Benchmarks.Wrapper;

/// <summary>What a call costs.</summary>
/// <param name="Nanoseconds">Of a call, in each round.</param>
/// <param name="Bytes">Allocated by a call.</param>
public sealed record CallCost(IReadOnlyList<double> Nanoseconds, double Bytes)
{
    /// <summary>How much more it takes than another, round by round.</summary>
    public IEnumerable<double> MoreThan(CallCost other) => Nanoseconds.Zip(other.Nanoseconds, (mine, others) => mine - others);
}
