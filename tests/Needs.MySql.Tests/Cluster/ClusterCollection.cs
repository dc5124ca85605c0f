using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Cluster;

/// <summary>One cluster for all tests of nodes that fail; each leaves it whole. They measure, so nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterCollection : ICollectionFixture<ClusterCollection.Nodes>
{
    public const string Name = "Cluster";

    public sealed class Nodes : IAsyncLifetime
    {
        public GaleraCluster Cluster { get; private set; } = null!;

        public async Task InitializeAsync() => Cluster = await GaleraCluster.StartAsync();

        public async Task DisposeAsync() => await Cluster.DisposeAsync();
    }
}
