using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Needs.Benchmarks.Wrapper;

/// <summary>The two figures that OpenTelemetry wants of a pool: how long a handler waited for its connection, and how long it kept it.</summary>
internal sealed class Figures(string database, string handler)
{
    public const string MeterName = "ByHand";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> WaitTime = Meter.CreateHistogram<double>("db.client.connection.wait_time", "s");
    private static readonly Histogram<double> UseTime = Meter.CreateHistogram<double>("db.client.connection.use_time", "s");

    private readonly KeyValuePair<string, object?> _pool = new("db.client.connection.pool.name", database);
    private readonly KeyValuePair<string, object?> _handler = new("needs.handler", handler);

    public void Record(long start, long ready)
    {
        var end = Stopwatch.GetTimestamp();
        WaitTime.Record(Stopwatch.GetElapsedTime(start, ready).TotalSeconds, _pool, _handler);
        UseTime.Record(Stopwatch.GetElapsedTime(ready, end).TotalSeconds, _pool, _handler);
    }
}
