using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.MySql.Tests;

/// <summary>Handlers as an application has them, and some that run whatever a test hands in.</summary>
internal static partial class Accounts
{
    [NeedsDb]
    public static async Task<int> Balance(MySqlConnection db, int id, CancellationToken ct = default)
    {
        await using var command = new MySqlCommand("SELECT balance FROM account WHERE id = @id", db);
        command.Parameters.AddWithValue("@id", id);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    [NeedsDb]
    public static int BalanceNow(DbConnection db, int id)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT balance FROM account WHERE id = {id}";
        return (int)command.ExecuteScalar()!;
    }

    [NeedsDb]
    public static async Task Deposit(MySqlConnection db, MySqlTransaction tx, int id, int amount, CancellationToken ct = default)
    {
        await using var command = new MySqlCommand("UPDATE account SET balance = balance + @amount WHERE id = @id", db, tx);
        command.Parameters.AddWithValue("@amount", amount);
        command.Parameters.AddWithValue("@id", id);
        await command.ExecuteNonQueryAsync(ct);
    }

    [NeedsDb]
    public static int DepositNow(IDbConnection db, IDbTransaction tx, int id, int amount)
    {
        using var command = db.CreateCommand();
        command.Transaction = tx;
        command.CommandText = $"UPDATE account SET balance = balance + {amount} WHERE id = {id}";
        return command.ExecuteNonQuery();
    }

    [NeedsDb(Transaction = true)]
    public static async ValueTask DepositWithoutSeeingTheTransaction(MySqlConnection db, int id, int amount) =>
        await db.ExecuteAsync($"UPDATE account SET balance = balance + {amount} WHERE id = {id}");

    [NeedsDb]
    public static Task<T> Run<T>(MySqlConnection db, Func<MySqlConnection, Task<T>> work) => work(db);

    [NeedsDb]
    public static Task RunInTransaction(MySqlConnection db, MySqlTransaction tx, Func<MySqlConnection, MySqlTransaction, Task> work) => work(db, tx);

    [NeedsDb(Isolation = IsolationLevel.ReadUncommitted)]
    public static async Task<long> UncommittedBalance(MySqlConnection db, int id) =>
        await db.ReadAsync($"SELECT balance FROM account WHERE id = {id}");

    [NeedsDb]
    public static async IAsyncEnumerable<int> Numbers(MySqlConnection db, int count, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var command = new MySqlCommand(NumbersSql(count), db);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return reader.GetInt32(0);
    }

    [NeedsDb]
    public static IEnumerable<int> NumbersNow(MySqlConnection db, int count)
    {
        using var command = new MySqlCommand(NumbersSql(count), db);
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.GetInt32(0);
    }

    [NeedsDb]
    public static async IAsyncEnumerable<int> DepositRepeatedly(MySqlConnection db, MySqlTransaction tx, int id, int times)
    {
        for (var i = 1; i <= times; i++)
        {
            await tx.ExecuteAsync($"UPDATE account SET balance = balance + 1 WHERE id = {id}");
            yield return i;
        }
    }

    [NeedsDb]
    public static async Task Move(
        [NeedsDb("from")] MySqlConnection from,
        MySqlTransaction fromTx,
        [NeedsDb("to")] MySqlConnection to,
        MySqlTransaction toTx,
        int amount,
        Func<Task>? then = null)
    {
        await fromTx.ExecuteAsync($"UPDATE account SET balance = balance - {amount} WHERE id = 1");
        await toTx.ExecuteAsync($"UPDATE account SET balance = balance + {amount} WHERE id = 1");
        if (then is not null) await then();
    }

    /// <summary>Up to a million; recursion alone ends at a thousand.</summary>
    private static string NumbersSql(int count) => $"""
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
        SELECT CAST(a.i * 1000 + b.i + 1 AS SIGNED INT) AS number FROM n a, n b ORDER BY number LIMIT {count}
        """;
}
