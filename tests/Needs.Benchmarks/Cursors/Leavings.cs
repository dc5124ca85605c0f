using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Cursors;

/// <summary>The repetitions of one reading that was left at one point.</summary>
internal sealed class Leavings(IReadOnlyList<Leaving> all)
{
    public Sample TimeToServe { get; } = new(all.Select(leaving => leaving.TimeToServe));

    public Sample RowsPerMillisecond { get; } = new(all.Select(leaving => leaving.Read.Count / leaving.Time));

    public Sample MegabytesSent { get; } = new(all.Select(leaving => leaving.Sent / 1e6));

    public Sample KilobytesAllocated { get; } = new(all.Select(leaving => leaving.Allocated / 1e3));

    public Sample Connections { get; } = new(all.Select(leaving => leaving.Connections));

    /// <summary>How often the connection had kept its session: "5 of 5".</summary>
    public string SessionsKept { get; } = $"{all.Count(leaving => leaving.IsSameSession)} of {all.Count}";
}
