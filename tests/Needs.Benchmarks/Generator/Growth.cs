using System.Globalization;
using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Generator;

/// <summary>How what an unrelated edit takes grows with handlers and with files: from step to step by as much for each more of them.</summary>
internal sealed record Growth(Target Target, Table Table, Plot Plot)
{
    private const int Edits = 5;
    private const int Files = 1000;
    private const double MostBend = 1.25;

    public static Growth Measure()
    {
        var byHandlers = new[] { 50, 200, 350, 500 }.Select(handlers => Point(new(Files, handlers), handlers)).ToList();
        var byFiles = new[] { 200, 600, 1000 }.Select(files => Point(new(files, 50), files)).ToList();

        var table = new Table("KB more that an edit in a file without handlers allocates, for each handler or file more:", "more of", "step", "Needs", Contestant.Floor.Name);
        Add(table, $"handlers, in {Files} files", byHandlers);
        Add(table, "files, with 50 handlers", byFiles);

        var (handlers, files) = (Bend(byHandlers), Bend(byFiles));
        var target = new Target(
            "Growth with handlers and with files is linear",
            Invariant($"from step to step each more handler costs the same within a factor of {handlers:F2}, each more file within {files:F2}"),
            Math.Max(handlers, files) <= MostBend,
            Invariant($"More than {MostBend} is not called linear here."));
        return new(target, table, Plot.Lines(
            "growth", $"Allocated by a change in one of {Files} files", "handlers", "MB",
            [("Needs", byHandlers.Select(point => (point.Size, point.Needs))), (Contestant.Floor.Name, byHandlers.Select(point => (point.Size, point.Floor)))]));
    }

    private static (double Size, double Needs, double Floor) Point(Shop shop, int size)
    {
        var costs = new Editor(shop).Measure(Edit.Unrelated, Edits, Contestant.Needs, Contestant.Floor);
        return (size, costs[0].Megabytes.Median, costs[1].Megabytes.Median);
    }

    private static void Add(Table table, string what, List<(double Size, double Needs, double Floor)> points)
    {
        foreach (var (before, after) in points.Zip(points.Skip(1)))
        {
            var more = after.Size - before.Size;
            table.Add(
                what,
                $"{before.Size} to {after.Size}",
                Invariant($"{(after.Needs - before.Needs) * 1000 / more:F2}"),
                Invariant($"{(after.Floor - before.Floor) * 1000 / more:F2}"));
        }
    }

    /// <summary>How many times as much the steepest step takes as the flattest.</summary>
    private static double Bend(List<(double Size, double Needs, double Floor)> points)
    {
        var slopes = points.Zip(points.Skip(1), (before, after) => (after.Needs - before.Needs) / (after.Size - before.Size)).ToList();
        return slopes.Max() / slopes.Min();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
