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
}
