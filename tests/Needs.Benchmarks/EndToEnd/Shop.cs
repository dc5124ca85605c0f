using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>The work on the connection, the same for all who write plain ADO.NET: only how long they hold it differs.</summary>
internal static class Shop
{
    public const string FindSql = "SELECT id, customer, total FROM orders WHERE id = @id";
    public const string PlaceSql = "INSERT INTO purchase (number) VALUES (@number)";
    public const string LinesSql = "INSERT INTO purchase_line (number, product) VALUES (@number, 1), (@number, 2)";
    public const string ArticlesSql = "SELECT id, body FROM article ORDER BY id";
    public const string StoreSql = "INSERT INTO upload (title, length) VALUES (@title, @length)";
    public const int LinesOfAnOrder = 2;

    public static async Task<Order> FindAsync(MySqlConnection db, int id, CancellationToken ct)
    {
        await using var command = new MySqlCommand(FindSql, db) { Parameters = { new("@id", id) } };
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return new Order(rows.GetInt32(0), rows.GetString(1), rows.GetDecimal(2));
    }

    public static async Task<Placed> PlaceAsync(MySqlConnection db, MySqlTransaction tx, int number, CancellationToken ct)
    {
        await using var order = new MySqlCommand(PlaceSql, db, tx) { Parameters = { new("@number", number) } };
        await order.ExecuteNonQueryAsync(ct);
        await using var lines = new MySqlCommand(LinesSql, db, tx) { Parameters = { new("@number", number) } };
        return new Placed(number, await lines.ExecuteNonQueryAsync(ct));
    }

    /// <summary>For those who begin and commit themselves.</summary>
    public static async Task<Placed> PlaceAsync(MySqlConnection db, int number, CancellationToken ct)
    {
        await using var tx = await db.BeginTransactionAsync(ct);
        var placed = await PlaceAsync(db, tx, number, ct);
        await tx.CommitAsync(ct);
        return placed;
    }

    public static async Task<List<Article>> ArticlesAsync(MySqlConnection db, CancellationToken ct)
    {
        var articles = new List<Article>();
        await using var command = new MySqlCommand(ArticlesSql, db);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) articles.Add(new Article(rows.GetInt32(0), rows.GetString(1)));
        return articles;
    }

    public static async Task<Stored> StoreAsync(MySqlConnection db, UploadForm form, CancellationToken ct)
    {
        await using var command = new MySqlCommand(StoreSql, db) { Parameters = { new("@title", form.Title), new("@length", form.Text.Length) } };
        await command.ExecuteNonQueryAsync(ct);
        return new Stored(form.Title, form.Text.Length);
    }
}
