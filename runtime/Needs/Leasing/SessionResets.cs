using System.Collections.Concurrent;
using System.Data.Common;

namespace Needs.Leasing;

/// <summary>How sessions are reset, by the type of their connection: generated code knows the drivers, this library knows none.</summary>
internal static class SessionResets
{
    private static readonly ConcurrentDictionary<Type, Func<DbConnection, CancellationToken, ValueTask>?> Known = new();

    public static void Add<TConnection>(Func<TConnection, CancellationToken, ValueTask> reset)
        where TConnection : DbConnection
        => Known[typeof(TConnection)] = (connection, cancellationToken) => reset((TConnection)connection, cancellationToken);

    public static Func<DbConnection, CancellationToken, ValueTask>? Find(DbConnection connection)
    {
        var type = connection.GetType();
        return Known.TryGetValue(type, out var reset)
            ? reset
            : Known.GetOrAdd(type, static type => type.FullName == MySqlDataReset.ConnectionType ? MySqlDataReset.RunAsync : null);
    }
}
