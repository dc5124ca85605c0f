namespace Needs;

/// <summary>
/// When it is undone what a handler leaves behind on its session: an open <c>BEGIN</c>, locks, temporary tables, session variables.
/// </summary>
public enum SessionReset
{
    /// <summary>
    /// When the connection comes back, after the handler's caller went on, so that nothing stays locked while the connection is idle. Costs
    /// a round trip that nobody waits for. Where it is not known how (see <see cref="DatabaseOptions.ResetConnection"/>) it is left to the
    /// driver.
    /// </summary>
    AtReturn = 0,

    /// <summary>When the driver does it: at the next loan with most MySQL drivers, at the return with Npgsql.</summary>
    ByDriver = 1,
}
