using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Needs.AspNetCore;

/// <summary>Asks all databases at the same time, and reports the worst.</summary>
internal sealed class NeedsHealthCheck(Databases databases, NeedsHealthCheckOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var probe = new DatabaseProbe(options);
        var names = options.Databases.Count == 0 ? databases.Names : [.. options.Databases];

        var health = await Task.WhenAll(names.Select(name => probe.CheckAsync(databases[name], cancellationToken))).ConfigureAwait(false);

        var worst = health.Length == 0 ? HealthStatus.Healthy : health.Min(one => one.Status);
        return new HealthCheckResult(
            worst == HealthStatus.Unhealthy ? context.Registration.FailureStatus : worst,
            Describe(health, worst),
            Array.Find(health, one => one.Exception is not null)?.Exception,
            Count(health));
    }

    private static string? Describe(DatabaseHealth[] health, HealthStatus worst) => worst == HealthStatus.Healthy
        ? null
        : string.Join(" ", health.SelectMany(one => one.Problems.Select(problem => $"Database '{one.Counts.Database}': {problem}")));

    private static Dictionary<string, object> Count(DatabaseHealth[] health)
    {
        var data = new Dictionary<string, object>();
        foreach (var one in health)
        {
            data[$"{one.Counts.Database}.held"] = one.Counts.Held;
            data[$"{one.Counts.Database}.waiting"] = one.Counts.Waiting;
            if (one.Counts.MaxLeases is { } most) data[$"{one.Counts.Database}.max"] = most;
        }
        return data;
    }
}
