using Microsoft.Extensions.Logging;

namespace Needs.AspNetCore;

internal static partial class NeedsLog
{
    [LoggerMessage(1, LogLevel.Error,
        "{Handler}: {Step} failed while its connection to database '{Database}' was given back. The lease has ended all the same.")]
    public static partial void ReturnFailed(this ILogger logger, string handler, string database, ReturnStep step, Exception error);

    [LoggerMessage(2, LogLevel.Information, "Stopping: waiting for {Count} connections that are still lent: {Leases}")]
    public static partial void WaitingForLeases(this ILogger logger, int count, string leases);

    [LoggerMessage(3, LogLevel.Warning,
        "Database '{Database}' closed after waiting {Waited} for {Count} connections that were not given back: {Leases}")]
    public static partial void LeasesNotReturned(this ILogger logger, string database, TimeSpan waited, int count, string leases);

    [LoggerMessage(4, LogLevel.Warning,
        "{Handler} has held a connection of database '{Database}' for {Held}. It is still lent.")]
    public static partial void HeldTooLong(this ILogger logger, string handler, string database, TimeSpan held);

    [LoggerMessage(5, LogLevel.Information,
        "{Handler}: attempt {Attempt} on database '{Database}' failed and is repeated in {Delay}.")]
    public static partial void Retried(this ILogger logger, string handler, string database, int attempt, TimeSpan delay, Exception error);

    [LoggerMessage(6, LogLevel.Information, "Database '{Database}' is connected to as the configuration says now.")]
    public static partial void ConnectionChanged(this ILogger logger, string database);

    [LoggerMessage(7, LogLevel.Error,
        "Database '{Database}' is connected to as before: its new connection string in the configuration can't be used: {Problem}")]
    public static partial void ConnectionNotChanged(this ILogger logger, string database, string problem);
}
