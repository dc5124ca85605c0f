using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Analyzers;

/// <summary>
/// What finding leaks costs, beside others on the same compilation. Each action of an analyzer is metered by itself: the compiler's own
/// binding is in nobody's figures, and neither is what else the machine is doing.
/// </summary>
internal sealed class AnalyzerComparison : IComparison
{
    private const string FoldersVariable = "NEEDS_SOURCES";
    private const int WarmUps = 1;
    private const int Rounds = 3;

    public string Name => "analyzers";

    private static IEnumerable<CodeBase> CodeBases =>
    [
        CodeBase.Business, CodeBase.DataAccess, CodeBase.Library,
        .. (Environment.GetEnvironmentVariable(FoldersVariable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(CodeBase.In),
    ];

    public async Task<Report> RunAsync()
    {
        // The one in which all have the most to do.
        await CodeBaseCost.MeasureAsync(CodeBase.DataAccess, WarmUps);

        var costs = new List<IReadOnlyList<CodeBaseCost>>();
        foreach (var codeBase in CodeBases)
        {
            Console.WriteLine($"{codeBase.Name}, {DateTime.Now:HH:mm:ss}");
            costs.Add(await CodeBaseCost.MeasureAsync(codeBase, Rounds));
        }

        return new Report(
            [],
            [Costs(costs), WorstMethods(costs), await WorstShapes.MeasureAsync(), await HalfTyped.MeasureAsync(CodeBase.DataAccess)],
            [
                Bars("cpu", "CPU of analyzers", "ms per 1,000 lines, logarithmic", costs, cost => cost.Cpu.Median),
                Bars("allocated", "Allocations of analyzers", "KB per 1,000 lines, logarithmic", costs, cost => cost.Allocated.Median),
            ])
        {
            Slower = [.. costs.SelectMany(WhereOthersTakeLess)],
        };
    }

    private static Table Costs(IEnumerable<IReadOnlyList<CodeBaseCost>> costs)
    {
        var table = new Table(
            $"Per 1,000 lines: median of {Rounds} runs, and the least and the most.",
            "code base", "analyzer", "CPU ms", "times Needs", "KB allocated", "times Needs", "reports");
        foreach (var contestants in costs)
        {
            var needs = contestants[0];
            foreach (var cost in contestants)
            {
                table.Add(
                    cost == needs ? FormattableString.Invariant($"{cost.CodeBase.Name} ({cost.CodeBase.Lines:N0} lines)") : "",
                    cost.Contestant.Name,
                    cost.Cpu.ToString("F2"),
                    Times(cost.Cpu, needs.Cpu),
                    cost.Allocated.ToString("N0"),
                    Times(cost.Allocated, needs.Allocated),
                    FormattableString.Invariant($"{cost.Reports}"));
            }
        }

        return table;
    }

    private static Table WorstMethods(IEnumerable<IReadOnlyList<CodeBaseCost>> costs)
    {
        var table = new Table(
            $"The method of each code base that takes an analyzer the longest, by the least of its {Rounds} runs.",
            "code base", "analyzer", "method", "lines", "CPU ms");
        foreach (var cost in costs.SelectMany(contestants => contestants))
        {
            var (method, lines, cpu) = cost.WorstMethod;
            table.Add(
                cost.Contestant == Contestant.Needs ? cost.CodeBase.Name : "",
                cost.Contestant.Name,
                $"`{method}`",
                FormattableString.Invariant($"{lines}"),
                FormattableString.Invariant($"{cpu.TotalMilliseconds:F1}"));
        }

        return table;
    }

    private static Plot Bars(
        string name, string title, string unit, List<IReadOnlyList<CodeBaseCost>> costs, Func<CodeBaseCost, double> figure) =>
        Plot.Bars(
            name,
            title,
            unit,
            [.. costs.Select(contestants => contestants[0].CodeBase.Name)],
            Contestant.All.Select((contestant, place) => (contestant.Name, (IReadOnlyList<double>)[.. costs.Select(contestants => figure(contestants[place]))])),
            isLogarithmic: true);

    private static IEnumerable<string> WhereOthersTakeLess(IReadOnlyList<CodeBaseCost> contestants)
    {
        var needs = contestants[0];
        foreach (var other in contestants.Where(cost => Contestant.Others.Contains(cost.Contestant)))
        {
            if (other.Cpu.Median < needs.Cpu.Median)
                yield return $"Analyzers, “{needs.CodeBase.Name}”: {other.Contestant.Name} takes {Times(other.Cpu, needs.Cpu)} times the processor time of all rules of Needs.";
            if (other.Allocated.Median < needs.Allocated.Median)
                yield return $"Analyzers, “{needs.CodeBase.Name}”: {other.Contestant.Name} allocates {Times(other.Allocated, needs.Allocated)} times what all rules of Needs do.";
        }
    }

    private static string Times(Sample one, Sample needs) => FormattableString.Invariant($"{one.Median / needs.Median:F1}");
}
