using System.Data.Common;

namespace Storefront.Data;

/// <summary>The few lines of ADO.NET that every query shares. Values always travel as parameters.</summary>
public static class Sql
{
    public static DbCommand Command(this DbConnection db, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public static DbCommand In(this DbCommand command, DbTransaction transaction)
    {
        command.Transaction = transaction;
        return command;
    }

    public static async Task<int> RunAsync(this DbCommand command, CancellationToken ct)
    {
        await using (command) return await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<List<T>> ListAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var _ = command;
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<T>();
        while (await rows.ReadAsync(ct)) list.Add(read(rows));
        return list;
    }

    public static async Task<T?> FirstAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken ct) where T : class
    {
        await using var _ = command;
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? read(rows) : null;
    }

    /// <summary>The first column of the first row, or null without a row.</summary>
    public static async Task<long?> NumberAsync(this DbCommand command, CancellationToken ct)
    {
        await using var _ = command;
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) && !rows.IsDBNull(0) ? rows.Number(0) : null;
    }

    /// <summary>A whole number, also where MySQL makes a DECIMAL of a sum.</summary>
    public static long Number(this DbDataReader row, int column) =>
        Convert.ToInt64(row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture);

    public static decimal Money(this DbDataReader row, int column) => row.Number(column) / 100m;

    public static DateTime Utc(this DbDataReader row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
