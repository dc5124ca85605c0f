namespace Needs;

/// <summary>
/// Whether a <see cref="Database"/> lends to a handler that is called while, in the same flow of control, another one holds a connection
/// of it. Such calls work until as many of them meet as the pool has connections: then each waits for a connection that none gives back.
/// </summary>
public enum NestedLoans
{
    /// <summary>Nothing is checked, and nothing is paid for it.</summary>
    Allow = 0,

    /// <summary>
    /// The second loan is refused at once, by an <see cref="InvalidOperationException"/> that names both handlers. Costs some allocations
    /// for each lease: meant for development and tests.
    /// </summary>
    Refuse = 1,
}
