#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Concurrent.HouseHelpers;

// helper
public static class SequenceExtensions
{
    public static async Task EachAsync<T>(this IEnumerable<T> items, Func<T, Task> action)
    {
        foreach (var item in items)
            await action(item);
    }

    public static void Each<T>(this IEnumerable<T> items, Action<T> action)
    {
        foreach (var item in items)
            action(item);
    }

    public static async Task<List<TResult>> SelectInTurn<T, TResult>(this IEnumerable<T> items, Func<T, Task<TResult>> selector)
    {
        var results = new List<TResult>();
        foreach (var item in items)
            results.Add(await selector(item));
        return results;
    }
}

/// <summary>Houses' own loops and transactions that are given a lambda.</summary>
public static class HouseHelpers
{
    // helper
    private static async Task<T> InTransaction<T>(MySqlConnection connection, Func<MySqlTransaction, Task<T>> body)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await body(transaction);
        await transaction.CommitAsync();
        return result;
    }

    // helper
    private static async Task WithReader(DbConnection connection, string sql, Func<DbDataReader, Task> row)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            await row(reader);
    }

    // good: the house's loop awaits each
    public static Task Settled(DbConnection connection, int[] ids) =>
        ids.EachAsync(id => connection.ExecuteAsync("CALL settle(@id)", new { id }));

    // good: the house's loop calls each
    public static void SettledAtOnce(DbConnection connection, int[] ids) =>
        ids.Each(id => connection.Execute("CALL settle(@id)", new { id }));

    // good: the house's Select awaits each
    public static async Task<int> Counted(DbConnection connection, string[] tables) =>
        (await tables.SelectInTurn(table => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table))).Sum();

    // good: in turn within the house's transaction
    public static Task<int> Moved(MySqlConnection connection, int from, int to) => InTransaction(connection, async transaction =>
    {
        var taken = await connection.ExecuteAsync("UPDATE a SET n = n - 1 WHERE id = @from", new { from }, transaction);
        var given = await connection.ExecuteAsync("UPDATE a SET n = n + 1 WHERE id = @to", new { to }, transaction);
        return taken + given;
    });

    // bad: at once within the house's transaction
    public static Task<int> MovedAtOnce(MySqlConnection connection, int from, int to) => InTransaction(connection, async transaction =>
    {
        var taken = connection.ExecuteAsync("UPDATE a SET n = n - 1 WHERE id = @from", new { from }, transaction);
        var given = {|NEEDS203:connection.ExecuteAsync|}("UPDATE a SET n = n + 1 WHERE id = @to", new { to }, transaction);
        return await taken + await given;
    });

    // bad: two of the house's transactions at once
    public static async Task<int> Both(MySqlConnection connection)
    {
        var first = InTransaction(connection, transaction => connection.ExecuteAsync("DELETE FROM a", transaction: transaction));
        var second = {|NEEDS203:InTransaction|}(
            connection, transaction => connection.ExecuteAsync("DELETE FROM b", transaction: transaction));
        return await first + await second;
    }

    // good: two of the house's transactions in turn
    public static async Task<int> BothInTurn(MySqlConnection connection)
    {
        var first = await InTransaction(connection, transaction => connection.ExecuteAsync("DELETE FROM a", transaction: transaction));
        return first + await InTransaction(connection, transaction => connection.ExecuteAsync("DELETE FROM b", transaction: transaction));
    }

    // good: each row only goes to another connection
    public static Task Copied(DbConnection source, DbConnection target) =>
        WithReader(source, "SELECT id FROM a", row => target.ExecuteAsync("INSERT INTO b(id) VALUES (@id)", new { id = row.GetInt32(0) }));

    // good: the rows are written when the house's reader is closed
    public static async Task CopiedAfter(DbConnection connection)
    {
        var ids = new List<int>();
        await WithReader(connection, "SELECT id FROM a", row =>
        {
            ids.Add(row.GetInt32(0));
            return Task.CompletedTask;
        });
        await connection.ExecuteAsync("INSERT INTO b(id) VALUES (@id)", ids.Select(id => new { id }));
    }

    // bad: in a handler, two of the house's loops at once
    [NeedsDb]
    public static async Task Loops(NpgsqlConnection db, int[] ids)
    {
        var settled = ids.EachAsync(id => db.ExecuteAsync("CALL settle(@id)", new { id }));
        var rows = await {|NEEDS203:db.ExecuteAsync|}("DELETE FROM drafts");
        await settled;
        Console.WriteLine(rows);
    }
}
