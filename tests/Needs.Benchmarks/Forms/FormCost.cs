using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Forms;

/// <summary>What a request costs.</summary>
/// <param name="Times">In microseconds, round by round.</param>
/// <param name="Allocated">The bytes that it allocates at least.</param>
public sealed record FormCost(IReadOnlyList<double> Times, long Allocated)
{
    internal Sample Time { get; } = new(Times);
}
