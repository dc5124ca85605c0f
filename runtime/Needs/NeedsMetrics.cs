using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Needs.Leasing;

namespace Needs;

/// <summary>
/// The meter <c>Needs</c>. The names <c>db.client.connection.*</c> are those of the OpenTelemetry semantic conventions for database client
/// metrics; the handler is added to them.
/// </summary>
internal static class NeedsMetrics
{
    private const string PoolName = "db.client.connection.pool.name";
    private const string HandlerName = "needs.handler";

    private static readonly Meter Meter = new("Needs", typeof(NeedsMetrics).Assembly.GetName().Version?.ToString(3));

    /// <summary>Holds no database alive that its owner forgot.</summary>
    private static readonly ConditionalWeakTable<Database, object?> Databases = [];

    private static readonly Histogram<double> WaitTime = Meter.CreateHistogram<double>(
        "db.client.connection.wait_time",
        unit: "s",
        description: "The time that a handler waited for its connection, opened and in its transaction.");

    private static readonly Histogram<double> UseTime = Meter.CreateHistogram<double>(
        "db.client.connection.use_time",
        unit: "s",
        description: "The time between lending a connection to a handler and its return.");

    private static readonly Counter<long> Timeouts = Meter.CreateCounter<long>(
        "db.client.connection.timeouts",
        unit: "{timeout}",
        description: "Handlers that got no connection in the time that they may wait.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "needs.handler.retries",
        unit: "{retry}",
        description: "Attempts that failed and were repeated.");

    private static readonly Counter<long> ReturnFailures = Meter.CreateCounter<long>(
        "needs.lease.return_failures",
        unit: "{failure}",
        description: "Steps that failed while a lent connection was given back.");

    static NeedsMetrics()
    {
        Meter.CreateObservableUpDownCounter(
            "db.client.connection.count",
            static () => Observe(static handler => handler.Held, new KeyValuePair<string, object?>("db.client.connection.state", "used")),
            unit: "{connection}",
            description: "Connections that handlers hold now.");
        Meter.CreateObservableUpDownCounter(
            "db.client.connection.pending_requests",
            static () => Observe(static handler => handler.Waiting),
            unit: "{request}",
            description: "Handlers that wait for a connection now.");
        Meter.CreateObservableUpDownCounter(
            "db.client.connection.max",
            static () => ObserveLimits(),
            unit: "{connection}",
            description: "How many connections are lent at once, at most, where the database has such a limit.");
    }

    public static void Observe(Database database) => Databases.Add(database, null);

    public static void Forget(Database database) => Databases.Remove(database);

    /// <summary>Never throws, as a return must not: not even what a listener throws.</summary>
    public static void Record(string database, string handler, EndedLoan loan)
    {
        Record(WaitTime, loan.Waited, database, handler);
        Record(UseTime, loan.Held, database, handler);
    }

    public static void Count(DatabaseBusyException refusal) => Timeouts.Add(
        1,
        new KeyValuePair<string, object?>(PoolName, refusal.Database),
        new KeyValuePair<string, object?>(HandlerName, refusal.Handler.Name),
        new KeyValuePair<string, object?>("needs.busy.reason", refusal.Reason.ToString()));

    public static void Count(HandlerRetry retry) => Retries.Add(
        1,
        new KeyValuePair<string, object?>(PoolName, retry.Database),
        new KeyValuePair<string, object?>(HandlerName, retry.Handler.Name),
        new KeyValuePair<string, object?>("error.type", retry.Exception.GetType().FullName));

    public static void Count(ReturnFailure failure) => ReturnFailures.Add(
        1,
        new KeyValuePair<string, object?>("needs.database", failure.Database),
        new KeyValuePair<string, object?>("needs.handler", failure.Handler.Name),
        new KeyValuePair<string, object?>("needs.return.step", failure.Step.ToString()));

    private static void Record(Histogram<double> histogram, TimeSpan time, string database, string handler)
    {
        if (!histogram.Enabled) return;
        try
        {
            histogram.Record(time.TotalSeconds, new KeyValuePair<string, object?>(PoolName, database), new KeyValuePair<string, object?>(HandlerName, handler));
        }
        catch
        {
            // A listener's own error: there is nobody left to tell.
        }
    }

    private static List<Measurement<long>> Observe(Func<HandlerStatus, int> count, params KeyValuePair<string, object?>[] tags)
    {
        List<Measurement<long>> measurements = [];
        foreach (var (database, _) in Databases)
            foreach (var handler in database.GetStatus().Handlers)
                measurements.Add(new Measurement<long>(count(handler), [new(PoolName, database.Name), new(HandlerName, handler.Handler.Name), .. tags]));
        return measurements;
    }

    private static List<Measurement<long>> ObserveLimits()
    {
        List<Measurement<long>> measurements = [];
        foreach (var (database, _) in Databases)
            if (database.MaxLeases is { } limit)
                measurements.Add(new Measurement<long>(limit, new KeyValuePair<string, object?>(PoolName, database.Name)));
        return measurements;
    }
}
