using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Cluster;

/// <summary>A web application that knows all nodes of a cluster, on a schema of its own.</summary>
internal sealed class ClusterApplication : IAsyncDisposable
{
    public const int Customers = 50;
    public const string OutcomeUnknown = "Outcome-Unknown";

    /// <summary>As docs/cluster.md recommends it.</summary>
    private const string Settings = ";MaximumPoolSize=12;ConnectionTimeout=2;DefaultCommandTimeout=6;CancellationTimeout=-1";

    private readonly GaleraCluster _cluster;
    private readonly string _schema = $"needs_{Guid.NewGuid():N}"[..18];
    private readonly ConcurrentQueue<Exception> _errors = new();
    private TestApplication _application = null!;

    private ClusterApplication(GaleraCluster cluster) => _cluster = cluster;

    public string ConnectionString { get; private set; } = "";

    public Uri Address => _application.Address;

    public Database Database => _application.Database;

    /// <summary>Errors of handlers that no client should see.</summary>
    public IReadOnlyCollection<Exception> Errors => _errors;

    public static async Task<ClusterApplication> StartAsync(GaleraCluster cluster)
    {
        var application = new ClusterApplication(cluster);
        await cluster.Nodes[0].ExecuteAsync($"""
            CREATE DATABASE {application._schema};
            USE {application._schema};
            CREATE TABLE `order` (id INT PRIMARY KEY, customer INT NOT NULL, amount INT NOT NULL) ENGINE=InnoDB;
            CREATE TABLE customer (id INT PRIMARY KEY, total BIGINT NOT NULL, orders INT NOT NULL) ENGINE=InnoDB;
            CREATE TABLE ledger (id INT AUTO_INCREMENT PRIMARY KEY, amount INT NOT NULL) ENGINE=InnoDB;
            INSERT INTO customer SELECT seq, 0, 0 FROM seq_1_to_{Customers};
            """);
        application.ConnectionString = $"{cluster.ConnectionString}{Settings};Database={application._schema}";
        application._application = await TestApplication.StartAsync(application.ConnectionString, endpoints =>
        {
            endpoints.MapPost("/orders", application.Watched(ClusterHandlers.PlaceEndpoint));
            endpoints.MapGet("/orders", application.Watched(ClusterHandlers.ReadEndpoint));
        });
        return application;
    }

    /// <summary>The number and the sum of what a node holds: orders, entries of the ledger, and the customers' totals.</summary>
    public async Task<string[]> SumsAsync(GaleraNode node) => (await node.ExecuteAsync($"""
        SET SESSION wsrep_sync_wait = 1;
        SELECT COUNT(*), COALESCE(SUM(amount), 0) FROM {_schema}.`order`
        UNION ALL SELECT COUNT(*), COALESCE(SUM(amount), 0) FROM {_schema}.ledger
        UNION ALL SELECT SUM(orders), SUM(total) FROM {_schema}.customer
        """)).Split('\n');

    /// <summary>Which orders a node has, as <c>id:amount</c>.</summary>
    public async Task<HashSet<string>> OrdersAsync(GaleraNode node) =>
        [.. (await node.ExecuteAsync($"SET SESSION wsrep_sync_wait = 1; SELECT CONCAT(id, ':', amount) FROM {_schema}.`order`")).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _cluster.Nodes[0].ExecuteAsync($"DROP DATABASE {_schema}");
    }

    /// <summary>An unknown outcome is told to the client; anything else that is no answer is kept for the test.</summary>
    private RequestDelegate Watched(RequestDelegate endpoint) => async context =>
    {
        try
        {
            await endpoint(context);
        }
        catch (TransactionOutcomeUnknownException)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.Headers[OutcomeUnknown] = "true";
        }
        catch (Exception error)
        {
            _errors.Enqueue(error);
            throw;
        }
    };
}
