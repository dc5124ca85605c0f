namespace Needs.Benchmarks.Reporting;

/// <summary>What a comparison has found, in the order in which a reader sees it.</summary>
internal sealed record Report(IReadOnlyList<Target> Targets, IReadOnlyList<Table> Tables, IReadOnlyList<Plot> Plots)
{
    public Report(params Table[] tables) : this([], tables, [])
    {
    }

    /// <summary>Where Needs costs more than something that it was compared with, each a sentence with its figures.</summary>
    public IReadOnlyList<string> Slower { get; init; } = [];
}
