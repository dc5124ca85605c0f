using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Forms;

/// <summary>What a workload costs each contestant.</summary>
internal sealed class FormResult(Workload workload, IReadOnlyList<string> contestants, IReadOnlyList<FormCost> costs)
{
    private readonly Dictionary<string, FormCost> _costs = contestants.Zip(costs).ToDictionary(cost => cost.First, cost => cost.Second);

    public Workload Workload => workload;

    public FormCost this[string contestant] => _costs[contestant];

    public IEnumerable<string> Contestants => contestants;

    /// <summary>How many times as long as Needs a contestant takes.</summary>
    public Sample TimesNeeds(string contestant) => TimesOf(Contestant.Needs, contestant);

    /// <summary>How many times as long as one contestant another takes; each round by itself, since they were measured one after the other.</summary>
    public Sample TimesOf(string one, string other) => new(_costs[other].Times.Zip(_costs[one].Times, (others, mine) => others / mine));
}
