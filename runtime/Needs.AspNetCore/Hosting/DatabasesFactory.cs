using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Needs.AspNetCore;

/// <summary>Makes the databases that the options describe. Opens no connection.</summary>
internal static class DatabasesFactory
{
    public static Databases Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<NeedsOptions>>().Value;
        var defaults = new DatabaseOptions
        {
            ShutdownTimeout = options.ShutdownTimeout,
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            NestedLoans = options.NestedLoans ?? NestedLoansIn(services.GetService<IHostEnvironment>()),
            MaxLeases = options.MaxLeases,
            WaitLimit = options.WaitLimit,
            HoldWarning = options.HoldWarning,
            SessionReset = options.SessionReset,
        };
        var made = new List<Database>();
        try
        {
            foreach (var registration in options.Databases)
                made.Add(Create(registration, services, defaults));
        }
        catch
        {
            made.ForEach(database => database.Dispose());
            throw;
        }

        var databases = new Databases(
            made,
            options.Tenants is [var tenants] ? key => tenants.CreateDataSource(services, key) : null,
            defaults,
            options.TenantLimits);
        Log(databases, services.GetRequiredService<ILoggerFactory>().CreateLogger<Databases>());
        FollowConfiguration(databases, options, services.GetRequiredService<ConnectionReloads>(), defaults.TimeProvider);
        return databases;
    }

    private static NestedLoans NestedLoansIn(IHostEnvironment? environment) =>
        environment?.IsDevelopment() == true ? NestedLoans.Refuse : NestedLoans.Allow;

    private static Database Create(DatabaseRegistration registration, IServiceProvider services, DatabaseOptions defaults)
    {
        var options = new DatabaseOptions
        {
            ShutdownTimeout = defaults.ShutdownTimeout,
            TimeProvider = defaults.TimeProvider,
            NestedLoans = defaults.NestedLoans,
            MaxLeases = defaults.MaxLeases,
            WaitLimit = defaults.WaitLimit,
            HoldWarning = defaults.HoldWarning,
            SessionReset = defaults.SessionReset,
            OwnsDataSource = registration.OwnsDataSource,
        };
        try
        {
            registration.Configure?.Invoke(options);
            options.Name = registration.Name;
            return new Database(registration.CreateDataSource(services), options);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Database '{registration.Name}' could not be made ({registration.Origin}): {failure.Message}", failure);
        }
    }

    private static void FollowConfiguration(Databases databases, NeedsOptions options, ConnectionReloads reloads, TimeProvider time)
    {
        foreach (var registration in options.Databases)
        {
            if (registration.Configured is { } connection) reloads.Follow(databases[registration.Name], connection, time);
        }
    }

    private static void Log(Databases databases, ILogger logger)
    {
        databases.ReturnFailed += failure =>
            logger.ReturnFailed(failure.Handler.Name, failure.Database, failure.Step, failure.Exception);
        databases.HeldTooLong += hold => logger.HeldTooLong(hold.Lease.Handler.Name, hold.Database, hold.Lease.Held);
        databases.Retried += retry => logger.Retried(retry.Handler.Name, retry.Database, retry.Attempt, retry.Delay, retry.Exception);
        databases.ShutdownTimedOut += unreturned =>
            logger.LeasesNotReturned(unreturned.Database, unreturned.Waited, unreturned.Leases.Count, string.Join(", ", unreturned.Leases));
    }
}
