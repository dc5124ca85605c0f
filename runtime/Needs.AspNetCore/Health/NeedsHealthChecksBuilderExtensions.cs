using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Needs;
using Needs.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the databases to the health checks of an application.</summary>
public static class NeedsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the named databases. Each is asked for a connection, and that for an answer. Healthy: all answer. Degraded: one has
    /// no connection free, or calls have waited for one for more than a second, or one has been held longer than
    /// <see cref="DatabaseOptions.HoldWarning"/>, or a node of a cluster could not serve lately. Unhealthy: one can't be reached, or does
    /// not answer in time.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What a database that does not answer is reported as; <see langword="null"/>: unhealthy.</param>
    /// <param name="tags">By which checks are chosen; <see langword="null"/> for none.</param>
    /// <param name="timeout">How long the check as a whole may take; <see langword="null"/>: no such limit, only that of each database.</param>
    /// <param name="configure">Changes what is checked.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">The timeout is not positive, or the statement is empty. A database that does not exist stops the start.</exception>
    /// <remarks>
    /// Where <see cref="DatabaseOptions.MaxLeases"/> are lent, none is asked for. Descriptions and data name databases, handlers and
    /// counts; the driver's error is in the result's exception.
    /// </remarks>
    public static IHealthChecksBuilder AddNeeds(
        this IHealthChecksBuilder builder,
        string name = "needs",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null,
        Action<NeedsHealthCheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var options = new NeedsHealthCheckOptions();
        configure?.Invoke(options);
        options.Validate();
        builder.Services.AddSingleton<IValidateOptions<NeedsOptions>>(new HealthCheckNames(name, options));
        return builder.Add(new HealthCheckRegistration(name, Create, failureStatus, tags, timeout));

        IHealthCheck Create(IServiceProvider services) => new NeedsHealthCheck(
            services.GetService<Databases>() ?? throw new InvalidOperationException(
                "There is no database to check: call builder.Services.AddNeeds(…) as well, which says which databases there are."),
            options);
    }
}
