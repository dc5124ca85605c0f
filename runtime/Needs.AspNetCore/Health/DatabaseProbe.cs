using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Needs.AspNetCore;

/// <summary>Looks at one database: at its counts, and at whether a connection of it answers.</summary>
internal sealed class DatabaseProbe(NeedsHealthCheckOptions options)
{
    private readonly HandlerDescriptor _handler = new("Needs.HealthCheck") { WaitMilliseconds = (int)options.Timeout.TotalMilliseconds };

    public async Task<DatabaseHealth> CheckAsync(Database database, CancellationToken cancellationToken)
    {
        var status = database.GetStatus();
        var problems = Trouble.Of(status).Select(trouble => trouble.Text).ToList();

        // A probe in the queue would find out nothing, and take the turn of a handler.
        var isBusy = status.Held + status.Waiting >= status.MaxLeases;
        if (isBusy) problems.Insert(0, $"busy: {status.Held} of {status.MaxLeases} connections are lent, {status.Waiting} calls wait.");
        var error = isBusy ? null : await ProbeAsync(database, cancellationToken).ConfigureAwait(false);
        if (error is not null) problems.Insert(0, Describe(error));

        var health = error is not null && !IsBusy(error, status) ? HealthStatus.Unhealthy
            : problems.Count > 0 ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        return new DatabaseHealth(health, status, problems, error);
    }

    private async Task<Exception?> ProbeAsync(Database database, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            await using var lease = await database.LendAsync(_handler, limit.Token).ConfigureAwait(false);
            await AskAsync(lease.Connection<DbConnection>(), limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return error;
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
        DatabaseBusyException { Reason: BusyReason.WaitLimit } or OperationCanceledException => status.Held > 0,
        DatabaseBusyException => true,
        _ => DatabaseError.Classify(error) == DatabaseErrorKind.PoolExhausted,
    };

    private string Describe(Exception error) => error switch
    {
        OperationCanceledException or DatabaseBusyException { Reason: BusyReason.WaitLimit } =>
            string.Create(CultureInfo.InvariantCulture, $"no connection that answers within {options.Timeout.TotalSeconds:0.###} s."),
        DatabaseBusyException => "busy: no connection is free.",
        _ => DatabaseError.Classify(error) switch
        {
            DatabaseErrorKind.PoolExhausted => "busy: no connection is free.",
            DatabaseErrorKind.Unreachable => "it can't be reached.",
            DatabaseErrorKind.ConnectionLost => "the connection was lost.",
            DatabaseErrorKind.NodeNotReady => "its node is not ready to serve.",
            _ => "it did not answer the probe.",
        },
    };
}
