namespace Needs;

/// <summary>What the databases made by credentials use together. A copy: it does not change.</summary>
public sealed class TenantsStatus
{
    internal TenantsStatus(int keys, int connections, int? maxConnections, int waiting, DatabaseStatus total)
    {
        Keys = keys;
        Connections = connections;
        MaxConnections = maxConnections;
        Waiting = waiting;
        Total = total;
    }

    /// <summary>How many credentials are known now: those used within <see cref="DatabasesOptions.IdleTimeout"/>.</summary>
    public int Keys { get; }

    /// <summary>How many connections their pools may have open now, idle ones included: an upper bound, since a driver may have closed some.</summary>
    public int Connections { get; }

    /// <summary><see cref="DatabasesOptions.MaxConnections"/>.</summary>
    public int? MaxConnections { get; }

    /// <summary>How many loans wait because <see cref="MaxConnections"/> are in use.</summary>
    public int Waiting { get; }

    /// <summary>All of their databases as if they were one.</summary>
    public DatabaseStatus Total { get; }
}
