namespace Needs;

/// <summary>
/// When it is undone what a handler leaves behind on its session: an open <c>BEGIN</c>, locks, temporary tables, session variables.
/// </summary>
public enum SessionReset
{
    /// <summary>
    /// What would keep others waiting while the connection is idle (an open transaction, table locks, named locks) is ended when the
    /// connection comes back, after the handler's caller went on: a round trip that nobody waits for. It is spared while MySqlConnector's pool
    /// is exhausted: then a loan waits that gets the connection at once, after the driver's reset. The rest goes with the driver's own
    /// reset at the next loan, which MySqlConnector does unless its connection string says <c>ConnectionReset=false</c>, and MySql.Data only
    /// when it says <c>ConnectionReset=true</c>. With MySQL drivers; others do all of it themselves.
    /// </summary>
    AtReturn = 0,

    /// <summary>All of it is left to the driver: it is undone at the next loan with most MySQL drivers, at the return with Npgsql.</summary>
    ByDriver = 1,

    /// <summary>
    /// As <see cref="AtReturn"/>, and the whole session is reset then too, where the driver's connection has a method
    /// <c>ResetConnectionAsync</c>, as MySqlConnector's has. For connection strings with <c>ConnectionReset=false</c>: a loan costs no round
    /// trip then. Not with prepared statements: MySqlConnector does not notice that such a reset takes them away. A session whose reader
    /// the handler left open may be lent once more before it is reset.
    /// </summary>
    FullAtReturn = 2,
}
