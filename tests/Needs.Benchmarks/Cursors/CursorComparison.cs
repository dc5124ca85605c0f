using Needs.Benchmarks.Reporting;
using Left = System.Collections.Generic.IReadOnlyDictionary<Needs.Benchmarks.Cursors.Reading, Needs.Benchmarks.Cursors.Leavings>;

namespace Needs.Benchmarks.Cursors;

/// <summary>A large result that is left early, a small one that is, and one that is read to its end: by a cursor, and by the driver's reader.</summary>
internal sealed class CursorComparison : IComparison
{
    private const int Repetitions = 5;
    private const int LongRepetitions = 3;
    private const int SmallRepetitions = 50;

    private static readonly BigQuery Big = new(Customers: 5_000, Orders: 2_000);
    private static readonly BigQuery Small = new(Customers: 10, Orders: 10);
    private static readonly BigQuery WarmUp = new(Customers: 500, Orders: 500);
    private static readonly Reading[] Leavers = [Reading.Cursor, Reading.Reader, Reading.CancelledReader];
    private static readonly Reading[] Finishers = [Reading.Cursor, Reading.Reader];
    private static readonly Point[] Points = [Point.After(0.0001, Big), Point.After(0.01, Big), Point.After(0.5, Big)];
    private static readonly Point SmallPoint = new("1 of 100 rows", Small, 1);

    public string Name => "cursor";

    public async Task<Report> RunAsync()
    {
        await using var bench = await CursorBench.StartAsync();
        await WarmUpAsync(bench);
        var small = await SmallPoint.MeasureAsync(bench, Leavers, SmallRepetitions);
        var left = new List<Left>();
        var kept = new List<double[]>();
        foreach (var point in Points)
        {
            left.Add(await point.MeasureAsync(bench, Leavers, RepetitionsOf(point)));
            kept.Add(await KeptAsync(bench, point));
        }

        var read = await Point.End(Big).MeasureAsync(bench, Finishers, LongRepetitions);
        return new Report(
            CursorTargets.Of(Points[0], left[0]),
            [LeftTable(left, kept), SmallTable(small), ReadTable(read)],
            [
                PlotOf("time", "Left early: until the connection serves again", "ms", left, leavings => leavings.TimeToServe),
                PlotOf("bytes", "Left early: what the server sent in all", "MB", left, leavings => leavings.MegabytesSent),
            ])
        {
            Slower = [.. CursorTargets.SlowerToLeave([.. Points, SmallPoint], [.. left, small]), .. CursorTargets.SlowerToRead(read)],
        };
    }

    /// <summary>What is read for seconds before it is left is not repeated as often.</summary>
    private static int RepetitionsOf(Point point) => point.Rows < Big.Rows / 10 ? Repetitions : LongRepetitions;

    private static async Task WarmUpAsync(CursorBench bench)
    {
        await Point.End(WarmUp).MeasureAsync(bench, Finishers, repetitions: 2);
        await Point.After(0.5, WarmUp).MeasureAsync(bench, Leavers, repetitions: 4);
        await SmallPoint.MeasureAsync(bench, Leavers, SmallRepetitions);
    }

    private static async Task<double[]> KeptAsync(CursorBench bench, Point point)
    {
        var kept = new List<double>();
        foreach (var reading in Leavers) kept.Add(await bench.KeptAsync(reading, point.Query, point.Rows) / 1e3);
        return [.. kept];
    }

    private static Table LeftTable(IReadOnlyList<Left> left, IReadOnlyList<double[]> kept)
    {
        var table = new Table(
            $"{Big.Rows:N0} rows, left early; {string.Join(", ", Points.Select(point => $"{RepetitionsOf(point)} repetitions at {point.Name}"))}.",
            "left at", "read by", "serves again after, ms", "server sent in all, MB", "of what draining moves", "client allocated, KB", "and kept while it read, KB",
            "connections opened to cancel", "session kept");
        for (var i = 0; i < Points.Length; i++)
        {
            var drained = left[i][Reading.Reader].MegabytesSent.Median;
            foreach (var (reading, keeps) in Leavers.Zip(kept[i]))
            {
                var leavings = left[i][reading];
                table.Add(
                    Points[i].Name, reading.Name, leavings.TimeToServe.ToString("N1"), leavings.MegabytesSent.ToString("N2"),
                    (leavings.MegabytesSent.Median / drained).ToString("0.00 %"), leavings.KilobytesAllocated.ToString("N0"), Math.Round(Math.Max(keeps, 0)).ToString("N0"),
                    leavings.Connections.Median.ToString("0"), leavings.SessionsKept);
            }
        }

        return table;
    }

    private static Table SmallTable(Left small)
    {
        var table = new Table(
            $"A result of {Small.Rows} rows that is left after the first; {SmallRepetitions} repetitions.",
            "read by", "serves again after, ms", "client allocated, KB", "connections opened to cancel", "session kept");
        foreach (var (reading, leavings) in small)
        {
            table.Add(
                reading.Name, leavings.TimeToServe.ToString("0.00"), leavings.KilobytesAllocated.ToString("N1"), leavings.Connections.Median.ToString("0"),
                leavings.SessionsKept);
        }

        return table;
    }

    private static Table ReadTable(Left read)
    {
        var table = new Table($"{Big.Rows:N0} rows, read to the end; {LongRepetitions} repetitions.", "read by", "rows/ms", "client allocated, KB");
        foreach (var (reading, leavings) in read)
            table.Add(reading.Name, leavings.RowsPerMillisecond.ToString("N0"), leavings.KilobytesAllocated.ToString("N0"));
        return table;
    }

    private static Plot PlotOf(string name, string title, string unit, IReadOnlyList<Left> left, Func<Leavings, Sample> figure) => Plot.Bars(
        name, title, unit, [.. Points.Select(point => $"left at {point.Name}")],
        Leavers.Select(reading => (reading.Name.Replace("`", ""), (IReadOnlyList<double>)[.. left.Select(point => figure(point[reading]).Median)])),
        isLogarithmic: true);
}
