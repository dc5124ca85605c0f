using Needs.Benchmarks.Reporting;
using Left = System.Collections.Generic.IReadOnlyDictionary<Needs.Benchmarks.Cursors.Reading, Needs.Benchmarks.Cursors.Leavings>;

namespace Needs.Benchmarks.Cursors;

/// <summary>What is promised of cursors, and where they cost more than what they are compared with.</summary>
internal static class CursorTargets
{
    /// <summary>Less than this is not told apart from what else the machine does.</summary>
    private const double Noise = 1.02;

    private static readonly double DrainTime = new CursorOptions().DrainTime.TotalMilliseconds;

    public static IReadOnlyList<Target> Of(Point point, Left left)
    {
        var (cursor, drained) = (left[Reading.Cursor], left[Reading.Reader]);
        var share = cursor.MegabytesSent.Median / drained.MegabytesSent.Median;
        return
        [
            new Target(
                $"A cursor that is left at {point.Name} of {point.Query.Rows:N0} rows serves again within 50 ms",
                $"{cursor.TimeToServe.ToString("N1")} ms, and {drained.TimeToServe.ToString("N0")} ms with the driver's reader",
                cursor.TimeToServe.Median <= 50,
                $"It reads on for {DrainTime} ms before it cancels; the rest of the time a busy machine takes to open a connection and cancel."),
            new Target(
                "The server has then sent less than 1 % of what draining moves",
                $"{share:0.00 %}, {cursor.MegabytesSent.ToString("N2")} MB",
                share < 0.01,
                $"The server sends on until the Cancel has reached it, {cursor.TimeToServe.Median:N1} ms after the cursor was left."),
        ];
    }

    /// <summary>A sentence for each other way of reading that serves again sooner somewhere.</summary>
    public static IEnumerable<string> SlowerToLeave(IReadOnlyList<Point> points, IReadOnlyList<Left> left)
    {
        foreach (var reading in new[] { Reading.Reader, Reading.CancelledReader })
        {
            var slower = points.Zip(left, (point, readings) => (point.Name, Cursor: readings[Reading.Cursor].TimeToServe, Other: readings[reading].TimeToServe))
                .Where(time => time.Cursor.Median > time.Other.Median * Noise)
                .Select(time => $"left at {time.Name}, after {time.Cursor.ToString("0.00")} instead of {time.Other.ToString("0.00")} ms").ToList();
            if (slower.Count > 0)
                yield return $"A connection serves again later with {Reading.Cursor.Name} than with the {reading.Name}: {string.Join("; ", slower)}. {WhySlower(reading)}.";
        }
    }

    public static IEnumerable<string> SlowerToRead(Left read)
    {
        var (cursor, reader) = (read[Reading.Cursor].RowsPerMillisecond, read[Reading.Reader].RowsPerMillisecond);
        if (cursor.Median * Noise >= reader.Median) yield break;
        yield return $"Read to the end, {Reading.Cursor.Name} gives {cursor.ToString("N0")} rows/ms and the {Reading.Reader.Name} {reader.ToString("N0")}: "
            + "each row is checked for being the current one, and each read for being cancelled.";
    }

    private static string WhySlower(Reading reading) => reading == Reading.CancelledReader
        ? $"A cursor reads on for {DrainTime} ms before it cancels, since a small rest is cheaper to read than to cancel; what the server has sent by then is read too"
        : "A cursor sets a timer before it reads the rest";
}
