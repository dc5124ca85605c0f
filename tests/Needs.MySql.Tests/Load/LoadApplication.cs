using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.MySql.Tests.Load;

/// <summary>A web application over a pool of ten on a schema of its own.</summary>
internal sealed class LoadApplication : IAsyncDisposable
{
    public const int PoolSize = 10;

    private TestDatabase _database = null!;
    private TestApplication _application = null!;

    private LoadApplication()
    {
    }

    public Uri Address => _application.Address;

    public Database Database => _application.Database;

    public static async Task<LoadApplication> StartAsync()
    {
        var application = new LoadApplication { _database = await TestDatabase.CreateAsync(PoolSize) };
        await application._database.ExecuteAsync($"""
            CREATE TABLE {application._database.Schema}.`order` (id INT PRIMARY KEY) ENGINE=InnoDB;
            CREATE TABLE {application._database.Schema}.order_line (id INT PRIMARY KEY) ENGINE=InnoDB;
            """);
        var patient = new MySqlConnectionStringBuilder(application._database.ConnectionString) { ConnectionTimeout = 120, DefaultCommandTimeout = 120 };
        application._application = await TestApplication.StartAsync(patient.ConnectionString, endpoints =>
        {
            endpoints.MapPost("/orders", LoadHandlers.PlaceEndpoint);
            endpoints.MapGet("/fast", LoadHandlers.FastEndpoint);
            endpoints.MapGet("/report", LoadHandlers.SlowReportEndpoint);
            endpoints.MapPost("/upload", LoadHandlers.UploadEndpoint);
            endpoints.MapGet("/large/stream", LoadHandlers.LargeStreamEndpoint);
            endpoints.MapGet("/large/text", LoadHandlers.LargeTextEndpoint);
            endpoints.MapGet("/large/result", LoadHandlers.LargeResultEndpoint);
            endpoints.MapGet("/large/json", LoadHandlers.LargeJsonEndpoint);
        },
        // Kestrel sends readers away that are too slow for it, after five seconds in which the machine may have been busy with others.
        services => services.Configure<KestrelServerOptions>(options => options.Limits.MinResponseDataRate = null));
        return application;
    }

    /// <summary>A connection to the same server beside the application.</summary>
    public Task<MySqlConnection> ConnectAsync() => _database.ConnectAsync();

    /// <summary>The connections that the application has on the server.</summary>
    public Task<long> ServerConnectionsAsync() => _database.ServerConnectionsAsync();

    /// <summary>How many of these orders have been placed.</summary>
    public Task<long> CountOrdersAsync(IEnumerable<int> ids) =>
        _database.ReadAsync($"SELECT COUNT(*) FROM {_database.Schema}.`order` WHERE id IN (-1, {string.Join(", ", ids)})");

    /// <summary>How many orders lack their line, or lines their order.</summary>
    public Task<long> CountHalvesAsync() => _database.ReadAsync($"""
        SELECT (SELECT COUNT(*) FROM {_database.Schema}.`order` WHERE id NOT IN (SELECT id FROM {_database.Schema}.order_line))
             + (SELECT COUNT(*) FROM {_database.Schema}.order_line WHERE id NOT IN (SELECT id FROM {_database.Schema}.`order`))
        """);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _database.DisposeAsync();
    }
}
