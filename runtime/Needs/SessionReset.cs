namespace Needs;

/// <summary>
/// When it is undone what a handler leaves behind on its session: an open <c>BEGIN</c>, locks, temporary tables, session variables.
/// </summary>
public enum SessionReset
{
    /// <summary>
    /// When the connection comes back, after the handler's caller went on, so that nothing stays locked while the connection is idle. Costs
    /// a round trip that nobody waits for. With MySQL drivers: transactions and locks are ended at once; variables and temporary tables go
    /// with the driver's reset at the next loan or, where the connection string says <c>ConnectionReset=false</c>, by a reset of the whole
    /// session at the return. Other drivers do it themselves. <see cref="DatabaseOptions.ResetConnection"/> replaces it.
    /// </summary>
    AtReturn = 0,

    /// <summary>When the driver does it: at the next loan with most MySQL drivers, at the return with Npgsql.</summary>
    ByDriver = 1,
}
