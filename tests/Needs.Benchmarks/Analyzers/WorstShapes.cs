using Needs.Benchmarks.Reporting;
using Needs.Testing.Metering;

namespace Needs.Benchmarks.Analyzers;

/// <summary>Single methods of about 5,000 statements, each of one shape that makes analyses of control flow slow.</summary>
internal static class WorstShapes
{
    private const int Shown = 3;
    private const int Runs = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<Table> MeasureAsync()
    {
        var shapes = LongMethods.Shapes.Select(shape => CodeBase.Of(shape.Key, [("Long.cs", LongMethods.File(shape.Value()))])).ToList();
        var costs = new List<(CodeBase Shape, double Cpu)>();
        foreach (var shape in shapes) costs.Add((shape, await OfNeedsAsync(shape)));

        var others = Contestant.Others.ToList();
        var table = new Table(
            $"""
            Methods of about {LongMethods.Statements:N0} statements, {shapes.Count} shapes of them: the {Shown} that take Needs with all rules the longest, CPU ms (the least of {Runs} runs),
            and what the same method takes the others (one run). Half of all shapes take Needs less than {Format(new Sample(costs.Select(cost => cost.Cpu)).Median)} ms.
            """,
            ["shape", Contestant.Needs.Name, .. others.Select(contestant => contestant.Name)]);
        foreach (var (shape, first) in costs.OrderByDescending(cost => cost.Cpu).Take(Shown))
        {
            var least = first;
            for (var run = 1; run < Runs; run++) least = Math.Min(least, await OfNeedsAsync(shape));
            var cells = new List<string> { shape.Name, Format(least) };
            foreach (var contestant in others) cells.Add(await WithinPatienceAsync(contestant, shape));
            table.Add([.. cells]);
        }

        return table;
    }

    private static async Task<double> OfNeedsAsync(CodeBase shape) => (await CodeBaseCost.OfAsync(Contestant.Needs, shape)).Cpu.TotalMilliseconds;

    private static async Task<string> WithinPatienceAsync(Contestant contestant, CodeBase shape)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return Format((await CodeBaseCost.OfAsync(contestant, shape, patience.Token)).Cpu.TotalMilliseconds);
        }
        catch (OperationCanceledException)
        {
            return $"given up after {Patience.TotalSeconds:F0} s";
        }
        catch (InvalidOperationException)
        {
            return "throws";
        }
    }

    private static string Format(double milliseconds) => FormattableString.Invariant($"{milliseconds:F0}");
}
