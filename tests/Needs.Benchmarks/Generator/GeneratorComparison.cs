using System.Globalization;
using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Generator;

/// <summary>What each edit of a code base takes of the generator while somebody types.</summary>
internal sealed class GeneratorComparison : IComparison
{
    private const int Edits = 15;
    private const int WarmUpEdits = 30;
    private const double Most = 2;

    private static readonly Shop[] Shops = [new(200, 50), new(200, 500), new(1000, 50), new(1000, 500)];

    public string Name => "generator";

    public Task<Report> RunAsync()
    {
        var unrelated = new Dictionary<Shop, IReadOnlyList<EditCost>>();
        var kinds = new Dictionary<(Shop, Edit), EditCost>();
        _ = new Editor(Shops[0]).Measure(Edit.Unrelated, WarmUpEdits, Contestant.All);
        foreach (var shop in Shops)
        {
            var editor = new Editor(shop);
            Correctness.CheckContestants(editor);
            foreach (var edit in Edit.All) Correctness.CheckEdit(editor, edit);
            unrelated[shop] = editor.Measure(Edit.Unrelated, Edits, Contestant.All);
            foreach (var edit in Edit.All) kinds[(shop, edit)] = edit == Edit.Unrelated ? unrelated[shop][0] : editor.Measure(edit, Edits, Contestant.Needs)[0];
        }

        var growth = Growth.Measure();
        return Task.FromResult(new Report(
            [.. Shops.Where(shop => shop.Files == 1000).Select(shop => Allocated(shop, unrelated[shop])), growth.Target],
            [
                OfContestants("MB allocated by a change of a body in a file without handlers:", "F2", unrelated, cost => cost.Megabytes),
                OfContestants("Milliseconds of the same runs:", "F1", unrelated, cost => cost.Milliseconds),
                OfKinds("MB allocated by Needs for each kind of edit:", "F2", kinds, cost => cost.Megabytes),
                OfKinds("Milliseconds of the same runs:", "F1", kinds, cost => cost.Milliseconds),
                growth.Table,
            ],
            [
                Plot.Bars(
                    "contestants", "Allocated by a change in a file without handlers", "MB, logarithmic", [.. Shops.Select(shop => shop.ToString())],
                    Contestant.All.Select((contestant, i) => (contestant.Name, Medians(Shops.Select(shop => unrelated[shop][i])))), isLogarithmic: true),
                growth.Plot,
            ])
        {
            Slower = [.. Shops.SelectMany(shop => Cheaper(shop, unrelated[shop]))],
        });
    }

    private static Target Allocated(Shop shop, IReadOnlyList<EditCost> costs)
    {
        var (needs, floor) = (costs[0].Megabytes.Median, costs[1].Megabytes.Median);
        return new(
            $"At most {Most:F0} MB allocated for an edit that has nothing to do with handlers, in {shop}",
            Invariant($"{costs[0].Megabytes.ToString("F2")} MB"),
            needs <= Most,
            Invariant($"Roslyn looks at each marked method anew after each edit: finding them and doing nothing with them takes {floor:F2} MB, reading them {needs - floor:F2} MB, and nothing is written."));
    }

    private static IEnumerable<string> Cheaper(Shop shop, IReadOnlyList<EditCost> costs) => Contestant.All.Zip(costs)
        .Where(other => other.First != Contestant.Floor && other.Second.Megabytes.Median < costs[0].Megabytes.Median)
        .Select(other => Invariant($"Generator: in {shop}, {other.First.Name} allocates {other.Second.Megabytes.Median:F2} MB for an unrelated edit, Needs {costs[0].Megabytes.Median:F2} MB."));

    private static Table OfContestants(string caption, string format, Dictionary<Shop, IReadOnlyList<EditCost>> costs, Func<EditCost, Sample> figure)
    {
        var table = new Table(caption, ["", .. Shops.Select(shop => shop.ToString())]);
        for (var i = 0; i < Contestant.All.Count; i++)
            table.Add([Contestant.All[i].Name, .. Shops.Select(shop => figure(costs[shop][i]).ToString(format))]);
        return table;
    }

    private static Table OfKinds(string caption, string format, Dictionary<(Shop, Edit), EditCost> costs, Func<EditCost, Sample> figure)
    {
        var table = new Table(caption, ["edit", .. Shops.Select(shop => shop.ToString())]);
        foreach (var edit in Edit.All) table.Add([edit.Name, .. Shops.Select(shop => figure(costs[(shop, edit)]).ToString(format))]);
        return table;
    }

    private static IReadOnlyList<double> Medians(IEnumerable<EditCost> costs) => [.. costs.Select(cost => cost.Megabytes.Median)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
