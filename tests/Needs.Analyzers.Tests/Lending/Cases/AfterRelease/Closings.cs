#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.AfterRelease.Closings;

/// <summary>Closed or disposed in the same method, and what comes after it.</summary>
public static class Closings
{
    // bad: the insert finds the connection closed
    public static void Archive(MySqlConnection connection)
    {
        using var delete = new MySqlCommand("DELETE FROM drafts", connection);
        delete.ExecuteNonQuery();
        connection.Close();
        using var insert = new MySqlCommand("INSERT INTO log(what) VALUES ('archived')", connection);
        {|NEEDS204:insert.ExecuteNonQuery|}();
    }

    // good: closed when all is done
    public static void ArchiveThenClose(MySqlConnection connection)
    {
        using var delete = new MySqlCommand("DELETE FROM drafts", connection);
        delete.ExecuteNonQuery();
        using var insert = new MySqlCommand("INSERT INTO log(what) VALUES ('archived')", connection);
        insert.ExecuteNonQuery();
        connection.Close();
    }

    // good: opened again before it is used again
    public static void ArchiveReopened(MySqlConnection connection)
    {
        using var delete = new MySqlCommand("DELETE FROM drafts", connection);
        delete.ExecuteNonQuery();
        connection.Close();
        Thread.Sleep(100);
        connection.Open();
        using var insert = new MySqlCommand("INSERT INTO log(what) VALUES ('archived')", connection);
        insert.ExecuteNonQuery();
    }

    // bad: asynchronously
    public static async Task ArchiveAsync(NpgsqlConnection connection)
    {
        await using var delete = new NpgsqlCommand("DELETE FROM drafts", connection);
        await delete.ExecuteNonQueryAsync();
        await connection.CloseAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO log(what) VALUES ('archived')", connection);
        await {|NEEDS204:insert.ExecuteNonQueryAsync|}();
    }

    // bad: the command was made before, but is executed after
    public static object? Early(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT MAX(id) FROM orders", connection);
        connection.Close();
        return {|NEEDS204:command.ExecuteScalar|}();
    }

    // good: a command may be made on a closed connection
    public static MySqlCommand Prepared(MySqlConnection connection)
    {
        connection.Close();
        var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(id) FROM orders";
        return command;
    }

    // good: Dapper opens a closed connection by itself
    public static int DapperAfterClose(MySqlConnection connection)
    {
        connection.Execute("DELETE FROM drafts");
        connection.Close();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM orders");
    }

    // bad: Dapper can't open a disposed one
    public static int DapperAfterDispose(MySqlConnection connection)
    {
        connection.Execute("DELETE FROM drafts");
        connection.Dispose();
        return {|NEEDS204:connection.ExecuteScalar<int>|}("SELECT COUNT(*) FROM orders");
    }

    // good: an adapter opens a closed connection by itself
    public static DataTable Filled(MySqlConnection connection)
    {
        var table = new DataTable();
        connection.Close();
        using var adapter = new MySqlDataAdapter("SELECT * FROM orders", connection);
        adapter.Fill(table);
        return table;
    }

    // bad: an adapter on a disposed connection
    public static DataTable FilledTooLate(MySqlConnection connection)
    {
        var table = new DataTable();
        using var adapter = new MySqlDataAdapter("SELECT * FROM orders", connection);
        connection.Dispose();
        {|NEEDS204:adapter.Fill|}(table);
        return table;
    }

    // bad: no transaction can be begun on a closed connection
    public static void Begin(NpgsqlConnection connection)
    {
        connection.Close();
        using var transaction = {|NEEDS204:connection.BeginTransaction|}();
        connection.Execute("DELETE FROM drafts", transaction: transaction);
        transaction.Commit();
    }

    // good: the transaction is over when the connection is closed
    public static async Task Commit(NpgsqlConnection connection)
    {
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await connection.ExecuteAsync("DELETE FROM drafts", transaction: transaction);
            await transaction.CommitAsync();
        }

        await connection.CloseAsync();
    }

    // good: closing twice, and asking for the state
    public static ConnectionState Twice(DbConnection connection)
    {
        connection.Close();
        connection.Close();
        connection.Dispose();
        return connection.State;
    }

    // good: the pool may be cleared when the connection is closed
    public static void Cleared(MySqlConnection connection)
    {
        connection.Execute("DELETE FROM drafts");
        connection.Close();
        MySqlConnection.ClearPool(connection);
    }

    // good: its address and name can still be read
    public static string Described(DbConnection connection)
    {
        connection.Close();
        return connection.DataSource + "/" + connection.Database;
    }

    // bad: within the using statement it is open, after it disposed
    public static int AfterUsing(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        using var command = new MySqlCommand("SELECT COUNT(*) FROM orders", connection);
        using (connection)
            Console.WriteLine(command.ExecuteScalar());
        return Convert.ToInt32({|NEEDS204:command.ExecuteScalar|}());
    }

    // good: within the using statement both times
    public static int WithinUsing(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        using (connection)
        {
            using var command = new MySqlCommand("SELECT COUNT(*) FROM orders", connection);
            Console.WriteLine(command.ExecuteScalar());
            return Convert.ToInt32(command.ExecuteScalar());
        }
    }

    // bad: the variable outside of the block still holds the disposed connection
    public static async Task<int> Outside(NpgsqlDataSource source)
    {
        NpgsqlConnection kept;
        await using (var connection = await source.OpenConnectionAsync())
        {
            kept = connection;
            await connection.ExecuteAsync("DELETE FROM drafts");
        }

        return await {|NEEDS204:kept.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM drafts");
    }

    // good: what leaves the block is a number
    public static async Task<int> OutsideNumber(NpgsqlDataSource source)
    {
        int rows;
        await using (var connection = await source.OpenConnectionAsync())
            rows = await connection.ExecuteAsync("DELETE FROM drafts");
        return rows + 1;
    }

    // bad: closed under its other name
    public static void Alias(MySqlConnection connection)
    {
        IDbConnection same = connection;
        same.Close();
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // good: another connection is closed
    public static void Other(MySqlConnection connection, MySqlConnection other)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        other.Close();
        command.ExecuteNonQuery();
    }

    // good: the variable holds another connection by then
    public static void Swapped(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        connection.Execute("DELETE FROM drafts");
        connection.Dispose();
        connection = source.OpenConnection();
        using var command = new MySqlCommand("DELETE FROM notes", connection);
        command.ExecuteNonQuery();
        connection.Dispose();
    }

    // bad: the variable holds another connection, the command still the old one
    public static void SwappedButCommand(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        command.ExecuteNonQuery();
        connection.Dispose();
        using var next = source.OpenConnection();
        {|NEEDS204:command.ExecuteNonQuery|}();
        next.Execute("DELETE FROM notes");
    }

    // good: the command is given the other connection
    public static void SwappedWithCommand(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        command.ExecuteNonQuery();
        connection.Dispose();
        using var next = source.OpenConnection();
        command.Connection = next;
        command.ExecuteNonQuery();
    }

    // good: closed conditionally by the null-conditional operator, and not used after it
    public static int Perhaps(MySqlConnection? connection)
    {
        var rows = connection?.Execute("DELETE FROM drafts") ?? 0;
        connection?.Close();
        return rows;
    }

    // bad: disposed with the null-conditional operator, then used
    public static int PerhapsDisposed(MySqlConnection? connection)
    {
        connection?.Dispose();
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        return {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // bad: only the first use after the closing is told
    public static int FirstUse(MySqlConnection connection)
    {
        connection.Close();
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        var rows = {|NEEDS204:command.ExecuteNonQuery|}();
        rows += command.ExecuteNonQuery();
        return rows;
    }

    // good: a fresh connection that is opened late
    public static int OpenedLate(string address)
    {
        using var connection = new MySqlConnection(address);
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        connection.Open();
        return command.ExecuteNonQuery();
    }

    // bad: a batch on a closed connection
    public static async Task Batched(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("DELETE FROM drafts") } };
        await connection.CloseAsync();
        await {|NEEDS204:batch.ExecuteNonQueryAsync|}();
    }

    // bad: in a handler
    [NeedsDb]
    public static string? Title(MySqlConnection db, int id)
    {
        db.Close();
        using var command = new MySqlCommand("SELECT title FROM pages WHERE id = " + id, db);
        return (string?){|NEEDS204:command.ExecuteScalar|}();
    }

    // good: in a handler that gives its connection back before it computes
    [NeedsDb]
    public static async Task<string> Rendered(MySqlConnection db, int id)
    {
        var body = await db.ExecuteScalarAsync<string>("SELECT body FROM pages WHERE id = @id", new { id });
        await db.CloseAsync();
        return (body ?? "").ToUpperInvariant();
    }

    // bad: in a handler, disposed with await using
    [NeedsDb]
    public static async Task<int> Disposed(NpgsqlConnection db)
    {
        await using (db)
            await db.ExecuteAsync("DELETE FROM drafts");
        return await {|NEEDS204:db.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM drafts");
    }

    // good: in a handler, closed while it waits and opened again
    [NeedsDb]
    public static async Task<int> Polled(MySqlConnection db, CancellationToken cancel)
    {
        await using var command = new MySqlCommand("SELECT COUNT(*) FROM jobs", db);
        var before = Convert.ToInt32(await command.ExecuteScalarAsync(cancel));
        await db.CloseAsync();
        await Task.Delay(1000, cancel);
        await db.OpenAsync(cancel);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancel)) - before;
    }
}
