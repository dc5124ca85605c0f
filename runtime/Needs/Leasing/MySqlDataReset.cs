using System.Data.Common;

namespace Needs.Leasing;

/// <summary>
/// MySql.Data has no method that resets a session. What others would wait for can be undone by statements; variables and temporary tables
/// stay until the driver resets the session itself, at the next loan, which its connection string must ask for (<c>ConnectionReset=true</c>).
/// </summary>
internal static class MySqlDataReset
{
    public const string ConnectionType = "MySql.Data.MySqlClient.MySqlConnection";

    /// <summary>What a server says that has no such function: MariaDB before 10.5.2.</summary>
    private const int NoSuchFunction = 1305;

    /// <summary>On another thread, since this driver blocks the one that calls it.</summary>
    public static ValueTask RunAsync(DbConnection connection, CancellationToken cancellationToken) =>
        new(Task.Run(() => Run(connection), cancellationToken));

    private static void Run(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "ROLLBACK; UNLOCK TABLES; DO RELEASE_ALL_LOCKS()";
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DbException error) when (error.Data["Server Error Code"] is NoSuchFunction)
        {
        }
    }
}
