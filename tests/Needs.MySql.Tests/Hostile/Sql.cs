namespace Needs.MySql.Tests.Hostile;

internal static class Sql
{
    public static async Task<object?> ExecuteAsync(
        this MySqlConnection db, string sql, MySqlTransaction? tx = null, CancellationToken ct = default)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Transaction = tx;
        return await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Reads one row and forgets the rest.</summary>
    public static async Task AbandonReaderAsync(this MySqlConnection db, MySqlTransaction? tx = null)
    {
        var command = db.CreateCommand();
        command.CommandText = "SELECT 1 UNION SELECT 2 UNION SELECT 3";
        command.Transaction = tx;
        var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
    }
}
