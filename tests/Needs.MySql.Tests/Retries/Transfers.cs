using System.Data;

namespace Needs.MySql.Tests.Retries;

/// <summary>Handlers that move money, and get into each other's way.</summary>
public static partial class Transfers
{
    [NeedsDb(Retries = 10)]
    public static async Task Move(MySqlConnection db, MySqlTransaction tx, int from, int to, int amount, Func<MySqlTransaction, Task>? between = null)
    {
        await tx.ExecuteAsync($"UPDATE account SET balance = balance - {amount} WHERE id = {from}");
        if (between is not null) await between(tx);
        await tx.ExecuteAsync($"UPDATE account SET balance = balance + {amount} WHERE id = {to}");
    }

    [NeedsDb(Retries = 10)]
    public static int MoveNow(IDbConnection db, IDbTransaction tx, int from, int to, int amount, Action between)
    {
        Update(db, tx, $"UPDATE account SET balance = balance - {amount} WHERE id = {from}");
        between();
        return Update(db, tx, $"UPDATE account SET balance = balance + {amount} WHERE id = {to}");
    }

    /// <summary>Reads, then writes what it read and one more: right only if nobody comes between.</summary>
    [NeedsDb(Retries = 10, Isolation = IsolationLevel.Serializable)]
    public static async Task<long> Increment(MySqlConnection db, MySqlTransaction tx, int id)
    {
        var balance = 1 + await tx.ReadAsync($"SELECT balance FROM account WHERE id = {id}");
        await tx.ExecuteAsync($"UPDATE account SET balance = {balance} WHERE id = {id}");
        return balance;
    }

    [NeedsDb(Retries = 10)]
    public static Task Run(MySqlConnection db, MySqlTransaction tx, Func<MySqlTransaction, Task> work) => work(tx);

    /// <summary>The same transfer, of a request.</summary>
    [NeedsDb(Retries = 10)]
    public static async Task<string> Post(MySqlConnection db, MySqlTransaction tx, int from, int to, Meeting meeting)
    {
        await Move(db, tx, from, to, 1, meeting.FirstTimeAsync);
        return "moved";
    }

    private static int Update(IDbConnection db, IDbTransaction tx, string sql)
    {
        using var command = db.CreateCommand();
        command.Transaction = tx;
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
