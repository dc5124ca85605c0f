using System.Security.Cryptography;

namespace Needs.Testing.MariaDb;

/// <summary>
/// Three Galera nodes on 127.0.0.1, 127.0.0.2 and 127.0.0.3, each a private mariadbd with a temporary folder. They go when the test
/// process ends, however that ends. Linux only.
/// </summary>
public sealed class GaleraCluster : IAsyncDisposable
{
    private const string DatabaseName = "needs";
    private const string User = "needs";
    private static readonly string[] Hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];

    private readonly GaleraPorts _ports = GaleraPorts.Find(Hosts);
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
    private readonly List<GaleraNode> _nodes = [];

    private GaleraCluster()
    {
    }

    public IReadOnlyList<GaleraNode> Nodes => _nodes;

    /// <summary>A connection string that names all nodes; its user may do everything, and the database it names exists.</summary>
    public string ConnectionString => ConnectionStringOf(Hosts);

    private static string? WhyNot =>
        MariaDbProcess.WhyNot ??
        (!OperatingSystem.IsLinux() ? "the tests start a cluster on Linux only"
        : GaleraConfiguration.Provider is null ? "Galera is not installed (Debian: apt-get install galera-4)"
        : Programs.Find("mariadb-backup") is null ? "mariadb-backup is not installed (Debian: apt-get install mariadb-backup)"
        : null);

    public static async Task<GaleraCluster> StartAsync()
    {
        if (WhyNot is { } reason) throw new InvalidOperationException($"No Galera cluster for the tests: {reason}.");

        for (var tries = 3; ; tries--)
        {
            var cluster = new GaleraCluster();
            try
            {
                await cluster.CreateAsync();
                return cluster;
            }
            catch (InvalidOperationException error) when (tries > 1 && error.Message.Contains("Address already in use", StringComparison.Ordinal))
            {
                await cluster.DisposeAsync();
            }
            catch
            {
                await cluster.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>A connection string that names one node.</summary>
    public string ConnectionStringOf(GaleraNode node) => ConnectionStringOf(node.Host);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) node.End();
        foreach (var node in _nodes) await node.UntilGoneAsync();
    }

    private string ConnectionStringOf(params string[] hosts) =>
        $"Server={string.Join(',', hosts)};Port={_ports.Sql};User ID={User};Password={_password};Database={DatabaseName};SslMode=None";

    /// <summary>All start from a copy of the same data, and so need no copy from each other.</summary>
    private async Task CreateAsync()
    {
        var folders = new List<string>();
        foreach (var host in Hosts)
        {
            var folder = await Programs.CreateFolderAsync("needs-galera-");
            folders.Add(folder);
            _nodes.Add(new GaleraNode(host, folder));
            await File.WriteAllTextAsync($"{folder}/my.cnf", GaleraConfiguration.For(host, folder, Hosts, _ports));
        }

        await Programs.InstallDatabaseAsync(folders[0]);
        var init = $"{folders[0]}/init.sql";
        await File.WriteAllTextAsync(init, $"""
            CREATE DATABASE {DatabaseName};
            CREATE USER '{User}'@'127.0.0.1' IDENTIFIED BY '{_password}';
            GRANT ALL ON *.* TO '{User}'@'127.0.0.1' WITH GRANT OPTION;

            """);
        await _nodes[0].PrepareAsync(init);
        foreach (var folder in folders.Skip(1)) await Programs.RunAsync("cp", "-a", $"{folders[0]}/data", folder);

        await _nodes[0].BootstrapAsync();
        foreach (var node in _nodes.Skip(1)) await node.StartAsync();
    }
}
