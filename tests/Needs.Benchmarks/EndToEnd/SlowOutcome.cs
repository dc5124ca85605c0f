namespace Needs.Benchmarks.EndToEnd;

/// <summary>How one contestant fared beside its slow clients.</summary>
internal sealed class SlowOutcome
{
    /// <summary>What the fast clients got, a repetition each.</summary>
    public List<Window> Windows { get; } = [];

    /// <summary>Connections in use while there were only the slow clients.</summary>
    public int InUse { get; set; }

    /// <summary>The answer to a request whose client waits for up to a minute.</summary>
    public (int? Status, TimeSpan Time) Patient { get; set; }

    /// <summary>How many of the slow clients were served.</summary>
    public int Served { get; set; }

    public int Wrong => Windows.Sum(window => window.Wrong);

    public int Unanswered => Windows.Sum(window => window.Unanswered);
}
