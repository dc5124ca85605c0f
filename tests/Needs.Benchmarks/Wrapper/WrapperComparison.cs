using System.Diagnostics;
using System.Globalization;
using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Wrapper;

/// <summary>What a generated wrapper costs over try/finally by hand, where the connection itself costs nothing.</summary>
internal sealed class WrapperComparison : IComparison
{
    private const int Rounds = 400;
    private const int PromisedNanoseconds = 5;

    /// <summary>One when a handler asks, one when it has its connection, one when it is done.</summary>
    private const int ReadingsOfTheClock = 3;

    public string Name => "wrapper";

    public Task<Report> RunAsync()
    {
        var clock = ReadingTheClock();
        var quiet = Measure();
        IReadOnlyList<ShapeCost> heard;
        using (new ListeningToFigures()) heard = Measure();

        return Task.FromResult(new Report(
            [TimeTarget(heard, clock), BytesTarget([.. quiet, .. heard])],
            [Table("Nobody listens to the metrics", quiet), Table("A listener takes each measurement", heard), ClockTable(quiet, clock)],
            [])
        {
            Slower = [Sentence("nobody listens to", quiet), Sentence("a listener takes", heard)],
        });
    }

    private static IReadOnlyList<ShapeCost> Measure() => [.. Shape.All.Select(shape => ShapeCost.Measure(shape, Rounds))];

    private static double ReadingTheClock()
    {
        var costs = Turns.Take([() => 1, () => Stopwatch.GetTimestamp() > 0 ? 1 : 0], Rounds);
        return Median(costs[1].MoreThan(costs[0]));
    }

    private static Target TimeTarget(IReadOnlyList<ShapeCost> costs, double clock) => new(
        $"A wrapper takes at most {PromisedNanoseconds} ns more than try/finally by hand, with metrics on",
        $"{Range(costs, NeedsMore)} ns more",
        costs.Max(NeedsMore) <= PromisedNanoseconds,
        Text($"Who wants to know how long a handler waited and held reads the clock {ReadingsOfTheClock} times, which alone takes {ReadingsOfTheClock * clock:F0} ns here; code by hand that keeps these two figures and nothing else takes {Range(costs, FiguresMore)} ns more. The rest notes who holds what, and ends the loan only once."));

    private static Target BytesTarget(IReadOnlyList<ShapeCost> costs) => new(
        "A wrapper allocates 0 B more than try/finally by hand, with metrics on",
        $"{Range([.. costs.Where(cost => !cost.Shape.Suspends)], BytesMore)} B more where the call completes at once, {Range([.. costs.Where(cost => cost.Shape.Suspends)], BytesMore)} B where it suspends",
        costs.All(cost => BytesMore(cost) <= 0),
        "An async method that suspends takes what it must remember to the heap, and a lease is larger than a connection; with a transaction, code by hand remembers more. The lease itself allocates nothing.");

    private static string Sentence(string metrics, IReadOnlyList<ShapeCost> costs) =>
        $"Wrapper: with metrics that {metrics}, a call takes {Range(costs, NeedsMore)} ns more than try/finally by hand, and {Range(costs, cost => NeedsMore(cost) - FiguresMore(cost))} ns more than code by hand that keeps wait and hold times.";

    private static Table ClockTable(IReadOnlyList<ShapeCost> costs, double clock)
    {
        var table = new Table(
            "Why bookkeeping with a clock is not free: its readings alone, and their share of what a call takes more (median of the calls above, nobody listening).",
            "one reading, ns", $"{ReadingsOfTheClock} readings, ns", "share of the two figures by hand", "share of Needs");
        table.Add(Text($"{clock:F0}"), Text($"{ReadingsOfTheClock * clock:F0}"), Share(FiguresMore), Share(NeedsMore));
        return table;

        string Share(Func<ShapeCost, double> more) => Text($"{100 * ReadingsOfTheClock * clock / Median(costs.Select(more)):F0} %");
    }

    private static Table Table(string caption, IReadOnlyList<ShapeCost> costs)
    {
        var table = new Table(
            $"{caption}: a call's nanoseconds, the median of {Rounds} rounds and in brackets where eight of ten of them lie; bytes are exact.",
            "call", "by hand, ns", "more with the two figures by hand, ns", "more with Needs, ns", "by hand, B", "more with Needs, B");
        foreach (var cost in costs)
        {
            table.Add(
                cost.Shape.Name,
                Spread(cost.ByHand.Nanoseconds),
                Spread(cost.FiguresMore),
                Spread(cost.NeedsMore),
                Text($"{cost.ByHand.Bytes:F0}"),
                Text($"{BytesMore(cost):F0}"));
        }

        return table;
    }

    private static string Spread(IEnumerable<double> nanoseconds)
    {
        var sample = new Sample(nanoseconds);
        return Text($"{sample.Median:F0} ({sample.At(0.1):F0} to {sample.At(0.9):F0})");
    }

    private static double NeedsMore(ShapeCost cost) => Median(cost.NeedsMore);

    private static double FiguresMore(ShapeCost cost) => Median(cost.FiguresMore);

    private static double BytesMore(ShapeCost cost) => cost.BytesMore;

    private static string Range(IReadOnlyList<ShapeCost> costs, Func<ShapeCost, double> figure)
    {
        var (least, most) = (Text($"{costs.Min(figure):F0}"), Text($"{costs.Max(figure):F0}"));
        return least == most ? least : $"{least} to {most}";
    }

    private static double Median(IEnumerable<double> values) => new Sample(values).Median;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
