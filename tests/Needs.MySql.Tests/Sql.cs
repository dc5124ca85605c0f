using System.Globalization;

namespace Needs.MySql.Tests;

/// <summary>Short ways to run a statement, on a connection or in its transaction.</summary>
internal static class Sql
{
    public static Task<int> ExecuteAsync(this MySqlConnection connection, string sql) =>
        ExecuteAsync(new MySqlCommand(sql, connection), CancellationToken.None);

    public static Task<int> ExecuteAsync(this MySqlTransaction transaction, string sql, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new MySqlCommand(sql, transaction.Connection, transaction), cancellationToken);

    public static Task<long> ReadAsync(this MySqlConnection connection, string sql, CancellationToken cancellationToken = default) =>
        ReadAsync(new MySqlCommand(sql, connection), cancellationToken);

    public static Task<long> ReadAsync(this MySqlTransaction transaction, string sql) =>
        ReadAsync(new MySqlCommand(sql, transaction.Connection, transaction), CancellationToken.None);

    /// <summary>The token for statements of a handler whose request may be aborted: MySql.Data hangs when it is cancelled while they run.</summary>
    public static CancellationToken ForStatements(this CancellationToken cancellationToken) =>
#if MYSQL_DATA
        cancellationToken.IsCancellationRequested ? cancellationToken : CancellationToken.None;
#else
        cancellationToken;
#endif

    private static async Task<int> ExecuteAsync(MySqlCommand command, CancellationToken cancellationToken)
    {
        await using (command) return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> ReadAsync(MySqlCommand command, CancellationToken cancellationToken)
    {
        await using (command) return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
