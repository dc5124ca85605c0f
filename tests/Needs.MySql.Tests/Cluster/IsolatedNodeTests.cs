using System.Data.Common;
using Needs.Testing.MariaDb;
using Xunit.Abstractions;

namespace Needs.MySql.Tests.Cluster;

/// <summary>What a node that is cut off does to handlers, by the way in which the driver chooses hosts, and to the driver alone.</summary>
[Collection(ClusterCollection.Name)]
public sealed class IsolatedNodeTests(ClusterCollection.Nodes nodes, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Requests = 30;

    /// <summary>Those at once, and while the guard learns of it.</summary>
    private const int MostReads = 10;

    private readonly GaleraCluster _cluster = nodes.Cluster;
    private ClusterApplication _application = null!;

    private GaleraNode Node => _cluster.Nodes[0];

    public async Task InitializeAsync()
    {
        _application = await ClusterApplication.StartAsync(_cluster);
        await Node.IsolateAsync();
        await Node.UntilAsync("wsrep_ready", "OFF");
        await _cluster.Nodes[1].UntilSyncedAsync(_cluster.Nodes.Count - 1);
    }

    public async Task DisposeAsync()
    {
        await Node.ReconnectAsync();
        foreach (var each in _cluster.Nodes) await each.UntilSyncedAsync(_cluster.Nodes.Count);
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task EachWayToChooseHosts()
    {
        foreach (var reset in new[] { true, false })
        {
            foreach (var way in new[] { "RoundRobin", "Random", "LeastConnections" })
            {
                // These wait for no answer longer than some seconds: on a busy machine one may fail of that alone.
                var (reads, orders) = await FailAsync(way, reset);
                for (var tries = 1; tries < 3 && (reads > MostReads || orders > 0); tries++) (reads, orders) = await FailAsync(way, reset);

                Assert.InRange(reads, 0, MostReads);
                Assert.Equal(0, orders);
            }
        }
    }

    private async Task<(int Reads, int Orders)> FailAsync(string way, bool reset)
    {
        var source = MySqlProviderFactory.Instance.CreateDataSource($"{_application.ConnectionString};LoadBalance={way};ConnectionReset={reset}");
        await using var driver = MySqlProviderFactory.Instance.CreateDataSource(source.ConnectionString + ";ApplicationName=driver");
        await using var database = new Database(source);

        var alone = await CountFailuresAsync(() => ReadAsync(driver));
        var reads = await CountFailuresAsync(() => ClusterHandlers.Read(database, 1, CancellationToken.None));
        var orders = await CountFailuresAsync(() => ClusterHandlers.PlaceOnce(database, CancellationToken.None));

        output.WriteLine($"{way}, reset {reset}: of {Requests} requests failed {alone} by the driver alone, {reads} reads, {orders} in a transaction");
        return (reads, orders);
    }

    private static async Task ReadAsync(DbDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM customer";
        await command.ExecuteScalarAsync();
    }

    private static async Task<int> CountFailuresAsync(Func<Task> request)
    {
        var failures = 0;
        for (var requests = 0; requests < Requests; requests += 5)
        {
            var errors = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Record.ExceptionAsync(request)));
            failures += errors.Count(error => error is not null);
        }

        return failures;
    }
}
