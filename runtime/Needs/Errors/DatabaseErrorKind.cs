namespace Needs;

/// <summary>What a database error means for the work that it ended.</summary>
public enum DatabaseErrorKind
{
    /// <summary>Anything else: wrong SQL, a violated constraint, a bug. Trying again would not help.</summary>
    Other = 0,

    /// <summary>
    /// The server rolled the transaction back because of others that ran at the same time: a deadlock, a serialization failure, a Galera
    /// certification failure. Run again, the same work mostly succeeds.
    /// </summary>
    Conflict,

    /// <summary>The connection was lost: the server or the network went away, or the session was killed.</summary>
    ConnectionLost,

    /// <summary>The node of a cluster that was asked can't serve at the moment: it is cut off from the others, or joins them just now.</summary>
    NodeNotReady,

    /// <summary>No connection could be made: the server is down, out of reach, or has too many connections.</summary>
    Unreachable,

    /// <summary>The driver's pool had no connection to give in time.</summary>
    PoolExhausted,
}
