using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Needs.MySql.Tests.Load;

public static partial class LoadHandlers
{
    public const int LargeAnswer = 8 * 1024 * 1024;
    private const int Rows = 64;

    [NeedsDb]
    public static async Task<string> Place(MySqlConnection db, MySqlTransaction tx, int id, bool fails, CancellationToken ct)
    {
        await tx.ExecuteAsync($"INSERT INTO `order` VALUES ({id})", ct.ForStatements());
        await tx.ExecuteAsync("DO SLEEP(0.01)", ct.ForStatements());
        if (fails) throw new InvalidOperationException("planned");
        await tx.ExecuteAsync($"INSERT INTO order_line VALUES ({id})", ct.ForStatements());
        return id.ToString(CultureInfo.InvariantCulture);
    }

    [NeedsDb]
    public static Task<long> Fast(MySqlConnection db, CancellationToken ct) => db.ReadAsync("SELECT 7", ct);

    [NeedsDb]
    public static async Task<string> Upload(MySqlConnection db, [FromBody] Row row, CancellationToken ct) =>
        $"{await db.ReadAsync("SELECT 7", ct)} {row.Text.Length}";

    [NeedsDb]
    public static Task<string> LargeText(MySqlConnection db, CancellationToken ct) => LargeAsync(db, LargeAnswer, ct);

    [NeedsDb]
    public static async Task<IResult> LargeResult(MySqlConnection db, CancellationToken ct) => Results.Text(await LargeAsync(db, LargeAnswer, ct));

    [NeedsDb]
    public static async Task<List<Row>> LargeJson(MySqlConnection db, CancellationToken ct)
    {
        var text = await LargeAsync(db, LargeAnswer / Rows, ct);
        return [.. Enumerable.Range(0, Rows).Select(id => new Row(id, text))];
    }

    /// <summary>Takes as long as somebody else holds the named lock.</summary>
    [NeedsDb(MaxConcurrency = LoadApplication.PoolSize - 2, WaitMilliseconds = 500)]
    public static Task<long> SlowReport(MySqlConnection db, string gate, CancellationToken ct) => db.ReadAsync($"SELECT GET_LOCK('{gate}', 100)", ct.ForStatements());

    [NeedsDb]
    public static async IAsyncEnumerable<string> LargeStream(MySqlConnection db, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new MySqlCommand($"""
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 511) SELECT REPEAT('x', {LargeAnswer / 512}) FROM n
            """, db);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return reader.GetString(0);
    }

    private static async Task<string> LargeAsync(MySqlConnection db, int length, CancellationToken ct)
    {
        await using var command = new MySqlCommand($"SELECT REPEAT('x', {length})", db);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    public sealed record Row(int Id, string Text);
}
