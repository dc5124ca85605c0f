using System.Data;

namespace Needs;

/// <summary>
/// Marks a handler that is lent a database connection. On a method: each parameter that is a connection or a transaction comes from a
/// <see cref="Database"/>. On a connection parameter: only that parameter, with its own database name and transaction.
/// </summary>
/// <param name="name">
/// The name of the database that lends, as registered in <see cref="Databases"/>; <see langword="null"/> means the default database.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter, Inherited = false)]
public sealed class NeedsDbAttribute(string? name = null) : Attribute
{
    /// <summary>The name of the database that lends; <see langword="null"/> means the default database.</summary>
    public string? Name { get; } = name;

    /// <summary>
    /// Whether the handler runs in a transaction: begun before it, committed when it returns, rolled back when it throws. A transaction
    /// parameter or an <see cref="Isolation"/> implies it.
    /// </summary>
    public bool Transaction { get; set; }

    /// <summary>
    /// The isolation level of the transaction. The default, <see cref="IsolationLevel.Unspecified"/>, leaves it to the driver; any other
    /// level implies a transaction.
    /// </summary>
    public IsolationLevel Isolation { get; set; } = IsolationLevel.Unspecified;

    /// <summary>
    /// How often the handler is run again, from its beginning and in a new transaction, when the database refuses or loses its work: after a
    /// deadlock or serialization failure, a lost connection, a cluster node that is not ready. From 0, the default, which means never, to 10.
    /// Only for a handler with one connection and a transaction, and never after the commit was sent.
    /// </summary>
    public int Retries { get; set; }

    /// <summary>
    /// How many calls of the handler may hold connections of one database at a time; further ones wait, first come, first served. The
    /// default, 0, sets no limit. It is the handler's as a whole, on whichever attribute it stands.
    /// </summary>
    public int MaxConcurrency { get; set; }

    /// <summary>
    /// How many milliseconds a call of the handler waits at most for its connection before it is refused with a
    /// <c>DatabaseBusyException</c>. The default, 0, leaves it to the database. It is the handler's as a whole, on whichever attribute it
    /// stands.
    /// </summary>
    public int WaitMilliseconds { get; set; }
}
