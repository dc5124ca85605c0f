using System.Runtime.CompilerServices;

namespace Needs.MySql.Tests.Soak;

/// <summary>The handlers of a shop. Each run that commits leaves one row with its id, so that a second one would be seen.</summary>
public static partial class SoakHandlers
{
    public const int Accounts = 8;
    public const int Lines = 3;
    public const int StreamedRows = 2000;

    [NeedsDb(Retries = 3)]
    public static async Task<string> Transfer(MySqlConnection db, MySqlTransaction tx, long id, int from, int to, int amount, CancellationToken ct)
    {
        await tx.ExecuteAsync($"INSERT INTO transfer (id, debtor, creditor, amount) VALUES ({id}, {from}, {to}, {amount})", ct);
        await tx.ExecuteAsync($"UPDATE account SET balance = balance - {amount} WHERE id = {from}", ct);
        await tx.ExecuteAsync($"UPDATE account SET balance = balance + {amount} WHERE id = {to}", ct);
        return "done";
    }

    [NeedsDb]
    public static async Task<string> Order(MySqlConnection db, MySqlTransaction tx, long id, CancellationToken ct)
    {
        await PlaceAsync(tx, id, ct);
        return "done";
    }

    [NeedsDb]
    public static async Task<string> Throw(MySqlConnection db, MySqlTransaction tx, long id, CancellationToken ct)
    {
        await PlaceAsync(tx, id, ct);
        throw new InvalidTimeZoneException("planned");
    }

    /// <summary>Begins work that it never ends, and leaves other traces on its session.</summary>
    [NeedsDb]
    public static async Task<string> Leave(MySqlConnection db, long id)
    {
        await db.ExecuteAsync("SET @trace = 1; SELECT GET_LOCK('soak', 0); BEGIN");
        await db.ExecuteAsync($"INSERT INTO `order` (id) VALUES ({id})");
        return "left";
    }

    /// <summary>The sum of all accounts, and whether the session is as new.</summary>
    [NeedsDb(Retries = 2, Transaction = true)]
    public static async Task<string> Read(MySqlConnection db, MySqlTransaction tx, CancellationToken ct)
    {
        await using var command = new MySqlCommand("SELECT SUM(balance), @trace IS NULL FROM account", db, tx);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return $"{reader.GetInt64(0)} {reader.GetInt64(1)}";
    }

    [NeedsDb(MaxConcurrency = 2, WaitMilliseconds = 100)]
    public static async Task<string> Report(MySqlConnection db, CancellationToken ct) =>
        $"{await db.ReadAsync("SELECT SLEEP(0.1) + COUNT(*) FROM account", ct)}";

    [NeedsDb]
    public static string Close(MySqlConnection db)
    {
        using (var command = new MySqlCommand("SELECT COUNT(*) FROM account", db)) command.ExecuteScalar();
        db.Close();
        return "closed";
    }

    [NeedsDb]
    public static async IAsyncEnumerable<string> Stream(MySqlConnection db, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new MySqlCommand($"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            SELECT CONCAT(a.i, REPEAT('x', 100)) FROM n a, n b WHERE b.i <= {StreamedRows / 1000}
            """, db);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return reader.GetString(0);
    }

    private static async Task PlaceAsync(MySqlTransaction tx, long id, CancellationToken ct)
    {
        await tx.ExecuteAsync($"INSERT INTO `order` (id) VALUES ({id})", ct);
        for (var line = 1; line <= Lines; line++) await tx.ExecuteAsync($"INSERT INTO order_line (id, line) VALUES ({id}, {line})", ct);
    }
}
