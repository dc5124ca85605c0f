using System.Globalization;
using Needs.Testing.Metering;

namespace Needs.Benchmarks.Leaks;

/// <summary>
/// What finding leaks costs, beside others on the same compilation. Each action of an analyzer is metered by itself: the compiler's own
/// binding is in nobody's figures, and neither is what else the machine is doing.
/// </summary>
internal static class LeakComparison
{
    private const int Rounds = 3;

    public static async Task RunAsync(IEnumerable<string> folders)
    {
        Console.WriteLine("| code base | analyzer | CPU ms per 1,000 lines | times Needs | KB allocated per 1,000 lines | reports |");
        Console.WriteLine("|---|---|---|---|---|---|");
        await WarmUpAsync();
        foreach (var codeBase in folders.Select(CodeBase.In).Prepend(CodeBase.Own).Prepend(CodeBase.Generated))
            await CompareAsync(codeBase);
    }

    private static async Task WarmUpAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var contestant in Contestant.All)
                await MeasureAsync(contestant, CodeBase.Generated);
        }
    }

    private static async Task CompareAsync(CodeBase codeBase)
    {
        var costs = Contestant.All.ToDictionary(contestant => contestant, _ => new List<AnalyzerCost>());
        for (var round = 0; round < Rounds; round++)
        {
            // There and back: nobody always comes after the same one.
            foreach (var contestant in round % 2 == 0 ? Contestant.All : Contestant.All.Reverse())
                costs[contestant].Add(await MeasureAsync(contestant, codeBase));
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{codeBase.Name} ({codeBase.Lines:N0} lines)");
        var needs = Median(costs[Contestant.All[0]], cost => cost.Cpu.TotalMilliseconds);
        foreach (var contestant in Contestant.All)
        {
            var cpu = Median(costs[contestant], cost => cost.Cpu.TotalMilliseconds);
            var bytes = Median(costs[contestant], cost => cost.AllocatedBytes);
            var reports = costs[contestant][0].Reports.Count(report => contestant.IsWanted(report.Id));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {contestant.Name} | {cpu * 1000 / codeBase.Lines:F2} | {cpu / needs:F1} | {bytes / 1024 * 1000 / codeBase.Lines:F0} | {reports} |"));
            name = "";
        }
    }

    private static Task<AnalyzerCost> MeasureAsync(Contestant contestant, CodeBase codeBase)
    {
        GC.Collect();
        return AnalyzerCost.OfAsync(contestant.Analyzers(), codeBase.Compilation, contestant.Options);
    }

    private static double Median(List<AnalyzerCost> costs, Func<AnalyzerCost, double> figure) =>
        costs.Select(figure).Order().ElementAt(costs.Count / 2);
}
