using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Leasing;

/// <summary>Sessions of MySQL and MariaDB, whichever driver holds them. Their drivers know nothing of a BEGIN that was sent as a statement.</summary>
internal static class MySqlSession
{
    private const string Release = "ROLLBACK; UNLOCK TABLES; DO RELEASE_ALL_LOCKS()";

    /// <summary>What a server says that has no such function: MariaDB before 10.5.2, MySQL before 5.7.5.</summary>
    private const int NoSuchFunction = 1305;

    private const int PatienceInSeconds = 10;

    public static bool IsOne(DbConnection connection) =>
        connection.GetType().FullName is "MySqlConnector.MySqlConnection" or "MySql.Data.MySqlClient.MySqlConnection";

    /// <summary>
    /// Ends what would keep others waiting while the connection is idle: an open transaction, table locks, named locks. Fails, before
    /// anything is sent, while a reader is open. A node of a cluster that can't serve refuses it.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask ReleaseAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using var disposal = command.ConfigureAwait(false);
        command.CommandText = Release;
        command.CommandTimeout = PatienceInSeconds;
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException error) when (error.Data["Server Error Code"] is NoSuchFunction)
        {
        }
    }
}
