using System.Data.Common;
using System.Text;

namespace Storefront.Data;

/// <summary>Many rows in few statements.</summary>
internal static class BulkInsert
{
    private const int RowsPerStatement = 100;

    public static async Task InsertAsync(
        DbConnection db, DbTransaction tx, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        foreach (var chunk in rows.Chunk(RowsPerStatement))
        {
            await using var insert = db.Command(Text(table, columns, chunk.Length)).In(tx);
            foreach (var (index, value) in chunk.SelectMany(row => row).Index())
            {
                var parameter = insert.CreateParameter();
                parameter.ParameterName = $"@p{index}";
                parameter.Value = value ?? DBNull.Value;
                insert.Parameters.Add(parameter);
            }
            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    private static string Text(string table, string[] columns, int rows)
    {
        var sql = new StringBuilder($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            var names = Enumerable.Range(row * columns.Length, columns.Length).Select(index => $"@p{index}");
            sql.Append(row == 0 ? "" : ", ").Append('(').AppendJoin(", ", names).Append(')');
        }
        return sql.ToString();
    }
}
