using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Forms;

/// <summary>What a workload costs each contestant.</summary>
internal sealed class FormResult(Workload workload, IReadOnlyList<string> contestants, IReadOnlyList<FormCost> costs)
{
    private readonly Dictionary<string, FormCost> _costs = contestants.Zip(costs).ToDictionary(cost => cost.First, cost => cost.Second);

    public Workload Workload => workload;

    public FormCost this[string contestant] => _costs[contestant];

    public IEnumerable<string> Contestants => contestants;

    /// <summary>How many times as long as Needs a contestant takes; each round by itself, since they were measured one after the other.</summary>
    public Sample TimesNeeds(string contestant) =>
        new(_costs[contestant].Times.Zip(_costs[Contestant.Needs].Times, (mine, needs) => mine / needs));
}
