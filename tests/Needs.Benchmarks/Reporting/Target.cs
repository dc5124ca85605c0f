namespace Needs.Benchmarks.Reporting;

/// <summary>What was promised, and what was measured.</summary>
/// <param name="Promise">"0 B more than by hand".</param>
/// <param name="Measured">"0 B".</param>
/// <param name="IsMet">Whether the promise is kept.</param>
/// <param name="Why">Why it is not kept, if it is not.</param>
internal sealed record Target(string Promise, string Measured, bool IsMet, string? Why = null)
{
    public override string ToString() =>
        IsMet ? $"- {Promise}: **met**, {Measured}." : $"- {Promise}: **missed**, {Measured}. {Why ?? throw new InvalidOperationException($"Why is '{Promise}' missed?")}";
}
