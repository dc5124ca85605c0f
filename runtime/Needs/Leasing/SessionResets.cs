using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Leasing;

/// <summary>
/// How what handlers leave behind is undone, by the type of their connection. What keeps others waiting (transactions, locks) goes at once.
/// The rest (variables, temporary tables) is seen by nobody while the connection is idle, so that the driver's own reset at the next loan is
/// early enough; only where the driver was told to save that, the whole session is reset here.
/// </summary>
internal static class SessionResets
{
    private static readonly ConcurrentDictionary<Type, Func<DbConnection, CancellationToken, ValueTask>> Known = new();

    /// <summary>Generated code knows the drivers; this library knows none.</summary>
    public static void Add<TConnection>(Func<TConnection, CancellationToken, ValueTask> reset)
        where TConnection : DbConnection
        => Known[typeof(TConnection)] = (connection, cancellationToken) => reset((TConnection)connection, cancellationToken);

    public static Func<DbConnection, CancellationToken, ValueTask>? Find(DbConnection connection, bool driverResets) =>
        MySqlSession.IsOne(connection) ? (driverResets ? MySqlSession.ReleaseAsync : ReleaseAndResetAsync)
        : !driverResets ? Known.GetValueOrDefault(connection.GetType())
        : null;

    /// <summary>In this order: MySqlConnector's reset does not look whether a reader is open, and would take a row for the server's answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ReleaseAndResetAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await MySqlSession.ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
        if (Known.TryGetValue(connection.GetType(), out var reset)) await reset(connection, cancellationToken).ConfigureAwait(false);
    }
}
