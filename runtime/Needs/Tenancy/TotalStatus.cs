namespace Needs.Tenancy;

/// <summary>Who holds what of many databases together.</summary>
internal static class TotalStatus
{
    public static DatabaseStatus Of(string name, int? maxConnections, IEnumerable<Database> databases)
    {
        var all = databases.Select(database => database.GetStatus()).ToArray();
        var leases = all.SelectMany(status => status.Leases).OrderByDescending(lease => lease.Age).ToArray();
        var handlers = all.SelectMany(status => status.Handlers).GroupBy(handler => handler.Handler).ToDictionary(same => same.Key, Sum);
        foreach (var lease in leases) handlers[lease.Handler].Add(lease);
        return new DatabaseStatus(
            name,
            maxConnections,
            all.Select(status => status.HoldWarning).FirstOrDefault(Timeout.InfiniteTimeSpan),
            all.Any(status => status.IsSuspect),
            [.. handlers.Values.OrderByDescending(handler => handler.HeldTime)],
            leases);
    }

    private static HandlerStatus Sum(IGrouping<HandlerDescriptor, HandlerStatus> same) => new(
        same.Key,
        same.Sum(handler => handler.Lent),
        same.Sum(handler => handler.Refused),
        same.Sum(handler => handler.Retries),
        Sum(same.Select(handler => handler.HoldTimes)),
        Sum(same.Select(handler => handler.WaitTimes)));

    private static DurationHistogram Sum(IEnumerable<DurationHistogram> histograms) => new(
        [.. histograms
            .SelectMany(histogram => histogram.Buckets)
            .GroupBy(bucket => bucket.UpperBound)
            .Select(same => new DurationBucket(same.Key, same.Sum(bucket => bucket.Count)))
            .OrderBy(bucket => bucket.UpperBound)]);
}
