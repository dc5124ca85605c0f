namespace Needs.Testing.MariaDb;

/// <summary>The ports of a cluster, the same on each node's address: drivers take one port for all hosts.</summary>
internal sealed record GaleraPorts(int Sql, int Group, int StateTransfer, int IncrementalTransfer)
{
    public static GaleraPorts Find(IReadOnlyCollection<string> hosts)
    {
        var ports = new HashSet<int>();
        while (ports.Count < 4) ports.Add(FreePort.Find(hosts));
        return ports.ToArray() is [var sql, var group, var state, var incremental] ? new(sql, group, state, incremental) : throw new InvalidOperationException();
    }
}
