using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>What the runs say, in words and tables.</summary>
internal static class EndToEndReport
{
    private const double FastMargin = 0.98;

    /// <summary>A window beside slow clients is short, so that its figures spread more.</summary>
    private const double SlowMargin = 0.95;

    private const string CleanUp =
        "after a loan it ends what the handler may have left open, unless the pool is exhausted: one more round trip, which nobody waits for but which takes processor time of server and database";

    public static Report Of(FastRun find, FastRun place, IReadOnlyList<SlowRun> readers, IReadOnlyList<SlowRun> uploads) => new(
        [
            Fast(Contestant.NeedsByDriver, find, place),
            Fast(Contestant.Needs, find, place),
            Slow("readers", Contestant.NeedsByDriver, readers),
            Slow("uploads", Contestant.NeedsByDriver, uploads),
            Cliff(readers),
        ],
        [FastTable(find), FastTable(place), SlowTable("readers of 8 MiB at 40 KB/s", readers), SlowTable($"uploads at {SlowUpload.BytesPerSecond} bytes per second", uploads)],
        [
            Plot.Bars("fast", "Fast clients: requests per second", "times by hand in the best order", [find.Workload.Name, place.Workload.Name],
                Contestant.All.Select(one => (one.Name, (IReadOnlyList<double>)[find.Ratio(one, Contestant.Hand).Median, place.Ratio(one, Contestant.Hand).Median]))),
            SlowPlot("readers", readers),
            SlowPlot("uploads", uploads),
        ])
    {
        Slower = [.. Slower(find), .. Slower(place)],
    };

    private static Target Fast(Contestant contestant, FastRun find, FastRun place)
    {
        var ratios = new[] { find, place }.Select(run => (run.Workload.Name, Ratio: run.Ratio(contestant, Contestant.Hand))).ToList();
        return new Target(
            $"End to end, fast clients, {contestant}: at least {FastMargin} of the requests by hand in the best order",
            string.Join(", ", ratios.Select(ratio => $"{ratio.Name} {ratio.Ratio.ToString("0.00")}")),
            ratios.All(ratio => ratio.Ratio.Median >= FastMargin),
            contestant == Contestant.Needs
                ? $"By default {CleanUp}; by hand it stays until the driver's reset at the next loan, as it does with `SessionReset.ByDriver`."
                : "The work is the same but for the lease; the brackets say how far repetitions differ.");
    }

    private static Target Slow(string kind, Contestant contestant, IReadOnlyList<SlowRun> runs)
    {
        var ratios = runs.Where(run => run.SlowClients > 0).Select(run => (run.SlowClients, Ratio: run.Ratio(contestant, Contestant.Hand))).ToList();
        return new Target(
            $"Beside 8, 10 and 12 slow {kind}, {contestant}: equal to the best order by hand (at least {SlowMargin} of its requests)",
            string.Join(", ", ratios.Select(ratio => $"{ratio.SlowClients}: {ratio.Ratio.ToString("0.00")}")),
            ratios.All(ratio => ratio.Ratio.Median >= SlowMargin),
            $"Neither holds a connection for a slow client; without any, the ratio was {runs[0].Ratio(contestant, Contestant.Hand).ToString("0.00")}.");
    }

    /// <summary>What README.md says of injected connections.</summary>
    private static Target Cliff(IReadOnlyList<SlowRun> readers)
    {
        var most = readers[^1];
        var injected = new[] { Contestant.Transient, Contestant.Scoped }.Select(one => (one.Name, most.Rate(one).Median)).ToList();
        return new Target(
            $"Beside {most.SlowClients} slow readers and with a pool of {ShopSchema.PoolSize}, injected connections answer no other request, and Needs goes on",
            $"{string.Join(", ", injected.Select(one => $"{one.Name} {one.Median:N0}"))}, Needs {most.Rate(Contestant.Needs).Median:N0} requests per second",
            injected.All(one => one.Median == 0) && most.Rate(Contestant.Needs).Median > 0,
            "A slow reader ended while it was measured.");
    }

    private static Table FastTable(FastRun run)
    {
        var table = new Table(
            $"Fast clients, {run.Workload.Name}: requests per second, and how many times as many as by hand within the same repetition.",
            "contestant", "requests/s", "× by hand", "p50, ms", "p99, ms", "wrong or unanswered");
        foreach (var one in Contestant.All)
        {
            table.Add(one.Name, run.Rate(one).ToString("N0"), run.Ratio(one, Contestant.Hand).ToString("0.00"), run.Milliseconds(one, 0.5).ToString("0.0"),
                run.Milliseconds(one, 0.99).ToString("0.0"), $"{run.Wrong(one)}");
        }

        return table;
    }

    private static Table SlowTable(string kind, IReadOnlyList<SlowRun> runs)
    {
        var most = runs[^1];
        var table = new Table(
            $"Requests per second of fast clients beside slow {kind}; in the last five columns beside {most.SlowClients} of them.",
            ["contestant", .. runs.Select(run => run.SlowClients == 0 ? "no slow client" : $"{run.SlowClients}"),
                "p99, ms", "connections that the slow ones hold", "a request that waits", "wrong, unanswered", "slow ones served right"]);
        foreach (var one in Contestant.All)
        {
            var outcome = most.Outcomes[one];
            var times = outcome.Windows.SelectMany(window => window.Milliseconds).ToList();
            table.Add(
                [one.Name, .. runs.Select(run => run.Rate(one).ToString("N0")),
                    times.Count == 0 ? "–" : $"{new Sample(times).At(0.99):0.0}", $"{outcome.InUse}",
                    $"{outcome.Patient.Status?.ToString() ?? "nothing"} after {outcome.Patient.Time.TotalSeconds:0.000} s", $"{outcome.Wrong}, {outcome.Unanswered}",
                    $"{outcome.Served} of {most.SlowClients}"]);
        }

        return table;
    }

    private static Plot SlowPlot(string kind, IReadOnlyList<SlowRun> runs) => Plot.Lines(
        kind, $"Fast clients beside slow {kind}, pool of {ShopSchema.PoolSize}", $"slow {kind}", "requests per second",
        Contestant.All.Select(one => (one.Name, runs.Select(run => ((double)run.SlowClients, run.Rate(one).Median)))));

    private static IEnumerable<string> Slower(FastRun run) =>
        from one in new[] { Contestant.Needs, Contestant.NeedsByDriver }
        let faster = Contestant.All.Except([Contestant.Needs, Contestant.NeedsByDriver])
            .Select(other => (other.Name, Ratio: run.Ratio(one, other)))
            .Where(other => other.Ratio.Median < FastMargin)
            .Select(other => $"{other.Ratio.ToString("0.00")} times as many as {other.Name}")
            .ToList()
        where faster.Count > 0
        select $"End to end, {run.Workload.Name}, requests per second with {one}: {string.Join("; ", faster)}.{(one == Contestant.Needs ? $" By default {CleanUp}." : "")}";
}
