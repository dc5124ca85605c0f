using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Needs.AspNetCore;

/// <summary>Makes the databases that the options describe. Opens no connection.</summary>
internal static class DatabasesFactory
{
    public static Databases Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<NeedsOptions>>().Value;
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var made = new List<Database>();
        try
        {
            foreach (var registration in options.Databases)
                made.Add(Create(registration, services, options, time));
        }
        catch
        {
            made.ForEach(database => database.Dispose());
            throw;
        }

        var databases = new Databases(
            made,
            options.Tenants is [var tenants] ? key => tenants.CreateDataSource(services, key) : null,
            new DatabaseOptions { ShutdownTimeout = options.ShutdownTimeout, TimeProvider = time });
        Log(databases, services.GetRequiredService<ILoggerFactory>().CreateLogger<Databases>());
        return databases;
    }

    private static Database Create(DatabaseRegistration registration, IServiceProvider services, NeedsOptions all, TimeProvider time)
    {
        var options = new DatabaseOptions
        {
            ShutdownTimeout = all.ShutdownTimeout,
            TimeProvider = time,
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

    private static void Log(Databases databases, ILogger logger)
    {
        databases.ReturnFailed += failure =>
            logger.ReturnFailed(failure.Handler.Name, failure.Database, failure.Step, failure.Exception);
        databases.ShutdownTimedOut += unreturned =>
            logger.LeasesNotReturned(unreturned.Database, unreturned.Waited, unreturned.Leases.Count, string.Join(", ", unreturned.Leases));
    }
}
