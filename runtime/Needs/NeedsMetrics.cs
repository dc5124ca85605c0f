using System.Diagnostics.Metrics;

namespace Needs;

internal static class NeedsMetrics
{
    private static readonly Meter Meter = new("Needs", typeof(NeedsMetrics).Assembly.GetName().Version?.ToString(3));

    private static readonly Counter<long> ReturnFailures = Meter.CreateCounter<long>(
        "needs.lease.return_failures",
        unit: "{failure}",
        description: "Steps that failed while a lent connection was given back.");

    public static void Count(ReturnFailure failure) => ReturnFailures.Add(
        1,
        new KeyValuePair<string, object?>("needs.database", failure.Database),
        new KeyValuePair<string, object?>("needs.handler", failure.Handler.Name),
        new KeyValuePair<string, object?>("needs.return.step", failure.Step.ToString()));
}
