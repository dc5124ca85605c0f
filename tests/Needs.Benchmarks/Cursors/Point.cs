namespace Needs.Benchmarks.Cursors;

/// <summary>Where a query is left: after so many of its rows, or never.</summary>
internal sealed record Point(string Name, BigQuery Query, long Rows)
{
    public static Point After(double share, BigQuery query) => new($"{share:0.## %}", query, (long)(query.Rows * share));

    public static Point End(BigQuery query) => new("the end", query, long.MaxValue);

    /// <summary>Has the readings take turns, there and back, and makes sure that each time all read the same and nothing was left running.</summary>
    public async Task<IReadOnlyDictionary<Reading, Leavings>> MeasureAsync(CursorBench bench, IReadOnlyList<Reading> readings, int repetitions)
    {
        var all = readings.ToDictionary(reading => reading, _ => new List<Leaving>());
        for (var i = 0; i < repetitions; i++)
        {
            foreach (var reading in i % 2 == 0 ? readings : readings.Reverse()) all[reading].Add(await bench.MeasureAsync(reading, Query, Rows));
        }

        Check(all.Values.SelectMany(leavings => leavings).ToList());
        return all.ToDictionary(one => one.Key, one => new Leavings(one.Value));
    }

    private void Check(IReadOnlyList<Leaving> leavings)
    {
        var read = leavings.Select(leaving => leaving.Read).Distinct().ToList();
        if (read.Count != 1 || read[0].Count != Math.Min(Rows, Query.Rows) || (Rows >= Query.Rows && read[0].Sum != Query.Sum))
            throw new InvalidOperationException($"Left at {Name}, different rows were read: {string.Join(", ", read)}.");
        if (leavings.Any(leaving => leaving.StillRuns)) throw new InvalidOperationException($"Left at {Name}, a query went on at the server.");
    }
}
