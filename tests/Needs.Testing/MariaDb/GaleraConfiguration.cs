namespace Needs.Testing.MariaDb;

/// <summary>
/// A node's configuration file. Group communication, state transfers and SQL each have a port of their own, bound to the node's address.
/// A silent node is suspected after 3 seconds and expelled after 5.
/// </summary>
internal static class GaleraConfiguration
{
    private static readonly string[] Providers = ["/usr/lib/galera/libgalera_smm.so", "/usr/lib64/galera-4/libgalera_smm.so"];

    public static string? Provider => Array.Find(Providers, File.Exists);

    public static string For(string host, string folder, IEnumerable<string> hosts, GaleraPorts ports) => $"""
        [mariadbd]
        datadir={folder}/data
        tmpdir={folder}/tmp
        socket={folder}/socket
        pid-file={folder}/pid
        bind-address={host}
        port={ports.Sql}
        skip-name-resolve
        skip-log-bin
        binlog-format=ROW
        character-set-server=utf8mb4
        performance-schema=OFF
        innodb-autoinc-lock-mode=2
        innodb-use-native-aio=OFF
        innodb-flush-log-at-trx-commit=2
        innodb-buffer-pool-size=32M
        innodb-log-file-size=16M
        key-buffer-size=1M
        aria-pagecache-buffer-size=8M
        wsrep-on=ON
        wsrep-provider={Provider}
        wsrep-cluster-name=needs
        wsrep-cluster-address=gcomm://{string.Join(',', hosts.Select(other => $"{other}:{ports.Group}"))}
        wsrep-node-name={host}
        wsrep-node-address={host}
        wsrep-sst-method=mariabackup
        wsrep-sst-auth=root:
        wsrep-sst-receive-address={host}:{ports.StateTransfer}
        wsrep-provider-options="gmcast.listen_addr=tcp://{host}:{ports.Group};ist.recv_addr={host}:{ports.IncrementalTransfer};gcache.size=16M;evs.suspect_timeout=PT3S;evs.inactive_timeout=PT5S;evs.install_timeout=PT5S"

        [sst]
        sst-syslog=-1

        """;
}
