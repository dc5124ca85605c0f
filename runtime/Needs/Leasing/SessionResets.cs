using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Leasing;

/// <summary>
/// How what handlers leave behind is undone, by the type of their connection.
/// </summary>
internal static class SessionResets
{
    private static readonly ConcurrentDictionary<Type, Func<DbConnection, CancellationToken, ValueTask>> Known = new();

    /// <summary>Generated code knows the drivers; this library knows none.</summary>
    public static void Add<TConnection>(Func<TConnection, CancellationToken, ValueTask> reset)
        where TConnection : DbConnection
        => Known[typeof(TConnection)] = (connection, cancellationToken) => reset((TConnection)connection, cancellationToken);

    public static Func<DbConnection, CancellationToken, ValueTask>? Find(DbConnection connection, SessionReset reset) => reset switch
    {
        SessionReset.AtReturn => MySqlSession.IsOne(connection) ? MySqlSession.ReleaseAsync : null,
        SessionReset.FullAtReturn => MySqlSession.IsOne(connection) ? ReleaseAndResetAsync : Known.GetValueOrDefault(connection.GetType()),
        _ => null,
    };

    /// <summary>In this order: MySqlConnector's reset does not look whether a reader is open, and would take a row for the server's answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ReleaseAndResetAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await MySqlSession.ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
        if (Known.TryGetValue(connection.GetType(), out var reset)) await reset(connection, cancellationToken).ConfigureAwait(false);
    }
}
