using System.Data.Common;

namespace Needs.MySql.Tests.Cluster;

[Collection(ClusterCollection.Name)]
public sealed class RefusedRollbackTests(ClusterCollection.Nodes nodes)
{
    /// <summary>
    /// A node that is cut off refuses to roll back. Once it is back, the session must not be lent again with its transaction: the next BEGIN
    /// would commit it.
    /// </summary>
    [Fact]
    public async Task WorkThatCouldNotBeRolledBack_IsNotCommittedLater()
    {
        var cluster = nodes.Cluster;
        var node = cluster.Nodes[1];
        await using var application = await ClusterApplication.StartAsync(cluster);
        var toNode = new MySqlConnectionStringBuilder(application.ConnectionString) { Server = node.Host, MaximumPoolSize = 1, ConnectionReset = false };
        await using var database = new Database(MySqlProviderFactory.Instance.CreateDataSource(toNode.ConnectionString));

        await Assert.ThrowsAnyAsync<DbException>(() => ClusterHandlers.PlaceMeanwhile(database, 1001, async () =>
        {
            await node.IsolateAsync();
            await node.UntilAsync("wsrep_ready", "OFF");
        }));
        Assert.True(database.GetStatus().IsSuspect);
        await node.ReconnectAsync();
        foreach (var each in cluster.Nodes) await each.UntilSyncedAsync(cluster.Nodes.Count);
        await ClusterHandlers.PlaceMeanwhile(database, 1002, () => Task.CompletedTask);

        Assert.Equal(["1002:1"], await application.OrdersAsync(node));
    }
}
