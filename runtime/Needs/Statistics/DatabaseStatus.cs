namespace Needs;

/// <summary>Who holds what of a database, and who waits. A copy: it does not change.</summary>
public sealed class DatabaseStatus
{
    internal DatabaseStatus(
        string database,
        int? maxLeases,
        TimeSpan holdWarning,
        bool isSuspect,
        IReadOnlyList<HandlerStatus> handlers,
        IReadOnlyList<LeaseInfo> leases)
    {
        Database = database;
        MaxLeases = maxLeases;
        HoldWarning = holdWarning;
        IsSuspect = isSuspect;
        Handlers = handlers;
        Leases = leases;
        Holders = [.. handlers.Where(handler => handler.Held > 0)];
        foreach (var handler in handlers)
        {
            Held += handler.Held;
            Waiting += handler.Waiting;
        }
    }

    /// <summary>The name of the database.</summary>
    public string Database { get; }

    /// <summary><see cref="DatabaseOptions.MaxLeases"/>.</summary>
    public int? MaxLeases { get; }

    /// <summary><see cref="DatabaseOptions.HoldWarning"/>.</summary>
    public TimeSpan HoldWarning { get; }

    /// <summary>How many connections are lent now.</summary>
    public int Held { get; }

    /// <summary>How many runs of handlers wait for one now.</summary>
    public int Waiting { get; }

    /// <summary>Whether a node of a cluster said lately that it can't serve, so that connections are verified before they are lent.</summary>
    public bool IsSuspect { get; }

    /// <summary>Every handler that was lent a connection or asked for one; those that hold most time first.</summary>
    public IReadOnlyList<HandlerStatus> Handlers { get; }

    /// <summary>What is lent or waited for now, the oldest first.</summary>
    public IReadOnlyList<LeaseInfo> Leases { get; }

    internal IReadOnlyList<HandlerStatus> Holders { get; }
}
