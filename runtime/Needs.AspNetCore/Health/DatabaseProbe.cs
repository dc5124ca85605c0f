using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Needs.AspNetCore;

/// <summary>Looks at one database: at its counts, and at whether a connection of it answers.</summary>
internal sealed class DatabaseProbe(NeedsHealthCheckOptions options)
{
    /// <summary>What a driver that heeds its token may take to do so.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly HandlerDescriptor _handler = new("Needs.HealthCheck") { WaitMilliseconds = (int)options.Timeout.TotalMilliseconds };

    public async Task<DatabaseHealth> CheckAsync(Database database, CancellationToken cancellationToken)
    {
        var status = database.GetStatus();
        var problems = Trouble.Of(status).Select(trouble => trouble.Text).ToList();

        // A probe in the queue would find out nothing, and take the turn of a handler.
        var isBusy = status.Held + status.Waiting >= status.MaxLeases;
        if (isBusy) problems.Insert(0, $"busy: {status.Held} of {status.MaxLeases} connections are lent, {status.Waiting} calls wait.");
        var failure = isBusy ? null : await ProbeInTimeAsync(database, cancellationToken).ConfigureAwait(false);
        if (failure is not null) problems.Insert(0, Describe(failure));

        var health = failure is not null && !IsBusy(failure.Error, status) ? HealthStatus.Unhealthy
            : problems.Count > 0 ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        return new DatabaseHealth(health, status, problems, failure?.Error);
    }

    /// <summary>
    /// Some drivers block the thread that asks them, or don't look at their token while a server says nothing: that probe is left to end by
    /// itself, which gives its connection back.
    /// </summary>
    private async Task<Failure?> ProbeInTimeAsync(Database database, CancellationToken cancellationToken)
    {
        var probe = Task.Run(() => ProbeAsync(database, cancellationToken), cancellationToken);
        try
        {
            return await probe.WaitAsync(options.Timeout + Grace, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            return new Failure(error, WasLent: false);
        }
    }

    private async Task<Failure?> ProbeAsync(Database database, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        var wasLent = false;
        try
        {
            await using var lease = await database.LendAsync(_handler, limit.Token).ConfigureAwait(false);
            wasLent = true;
            await AskAsync(lease.Connection<DbConnection>(), limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return new Failure(error, wasLent);
        }
    }

    private async Task AskAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = options.ProbeSql ?? DefaultFor(connection);
        command.CommandTimeout = Math.Max(1, (int)Math.Ceiling(options.Timeout.TotalSeconds));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A Galera node outside of the primary component answers <c>SELECT 1</c>, pings and reads of <c>information_schema</c>, but not
    /// <c>DO 1</c>, which needs neither a table nor a privilege.
    /// </summary>
    private static string DefaultFor(DbConnection connection) => connection.GetType().Name == "MySqlConnection" ? "DO 1" : "SELECT 1";

    /// <summary>
    /// Whether all connections are in use, which is no fault of the database. A driver whose pool is exhausted may say no more than that time
    /// is up; so it is when others do hold connections.
    /// </summary>
    private static bool IsBusy(Exception error, DatabaseStatus status) => error switch
    {
        DatabaseBusyException { Reason: BusyReason.WaitLimit } or OperationCanceledException or TimeoutException => status.Held > 0,
        DatabaseBusyException => true,
        _ => DatabaseError.Classify(error) == DatabaseErrorKind.PoolExhausted,
    };

    private string Describe(Failure failure) => failure.Error switch
    {
        OperationCanceledException or TimeoutException or DatabaseBusyException { Reason: BusyReason.WaitLimit } =>
            string.Create(CultureInfo.InvariantCulture, $"no connection that answers within {options.Timeout.TotalSeconds:0.###} s."),
        DatabaseBusyException => "busy: no connection is free.",
        var error => DatabaseError.Classify(error) switch
        {
            DatabaseErrorKind.PoolExhausted => "busy: no connection is free.",
            DatabaseErrorKind.Unreachable => "it can't be reached.",
            DatabaseErrorKind.ConnectionLost => "the connection was lost.",
            DatabaseErrorKind.NodeNotReady => "its node is not ready to serve.",
            _ => failure.WasLent ? "it did not answer the probe." : "it lent no connection.",
        },
    };

    /// <param name="Error">What was thrown.</param>
    /// <param name="WasLent">Whether there was a connection by then.</param>
    private sealed record Failure(Exception Error, bool WasLent);
}
