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

namespace Cases.AfterRelease.Readers;

/// <summary>Readers that are closed, or whose connection is; and readers that close their connection.</summary>
public static class Readers
{
    // helper
    private static List<string> Drain(DbDataReader reader)
    {
        using (reader)
        {
            var names = new List<string>();
            while (reader.Read())
                names.Add(reader.GetString(0));
            return names;
        }
    }

    // helper
    private static List<string> Copy(DbDataReader reader)
    {
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    // bad: the connection is closed before the reader is read
    public static List<string> Names(MySqlConnection connection)
    {
        var names = new List<string>();
        using var command = new MySqlCommand("SELECT name FROM users", connection);
        using var reader = command.ExecuteReader();
        connection.Close();
        while ({|NEEDS204:reader.Read|}())
            names.Add(reader.GetString(0));
        return names;
    }

    // good: the connection is closed when the reader is at its end
    public static List<string> NamesThenClose(MySqlConnection connection)
    {
        var names = new List<string>();
        using (var command = new MySqlCommand("SELECT name FROM users", connection))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
                names.Add(reader.GetString(0));
        }

        connection.Close();
        return names;
    }

    // bad: the reader is closed between two rows
    public static async Task<(int, int)> Two(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT id FROM users LIMIT 2", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var first = reader.GetInt32(0);
        await reader.CloseAsync();
        await {|NEEDS204:reader.ReadAsync|}();
        return (first, reader.GetInt32(0));
    }

    // bad: the value is asked for after the reader was closed
    public static int Value(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(id) FROM users";
        var reader = command.ExecuteReader();
        reader.Read();
        reader.Close();
        return {|NEEDS204:reader.GetInt32|}(0);
    }

    // good: the value is taken before
    public static int ValueTaken(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(id) FROM users";
        var reader = command.ExecuteReader();
        reader.Read();
        var value = reader.GetInt32(0);
        reader.Close();
        return value;
    }

    // good: how many rows were changed is known when the reader is closed
    public static int Affected(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        var reader = command.ExecuteReader();
        reader.Close();
        return reader.RecordsAffected;
    }

    // good: asked whether it is closed before it is read
    public static bool Asked(MySqlConnection connection, bool stop)
    {
        using var command = new MySqlCommand("SELECT id FROM users", connection);
        using var reader = command.ExecuteReader();
        if (stop)
            reader.Close();
        return !reader.IsClosed && reader.Read();
    }

    // bad: the helper reads to the end and closes, then a second result is asked for
    public static int SecondResult(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM users; SELECT COUNT(*) FROM orders";
        var reader = command.ExecuteReader();
        var names = Drain(reader);
        {|NEEDS204:reader.NextResult|}();
        return names.Count;
    }

    // good: the helper only reads
    public static int SecondResultOpen(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM users; SELECT COUNT(*) FROM orders";
        using var reader = command.ExecuteReader();
        var names = Copy(reader);
        return reader.NextResult() ? names.Count : 0;
    }

    // bad: the helper reads a reader whose connection is gone
    public static List<string> HelperReads(MySqlDataSource source)
    {
        MySqlDataReader reader;
        using (var connection = source.OpenConnection())
        using (var command = new MySqlCommand("SELECT name FROM users", connection))
            reader = command.ExecuteReader();
        return {|NEEDS204:Copy|}(reader);
    }

    // good: the helper reads within the block
    public static List<string> HelperReadsWithin(MySqlDataSource source)
    {
        using (var connection = source.OpenConnection())
        using (var command = new MySqlCommand("SELECT name FROM users", connection))
        using (var reader = command.ExecuteReader())
            return Copy(reader);
    }

    // bad: the reader took the connection with it
    public static int WithReader(MySqlConnection connection)
    {
        var rows = 0;
        using (var select = new MySqlCommand("SELECT id FROM users", connection))
        using (var reader = select.ExecuteReader(CommandBehavior.CloseConnection))
        {
            while (reader.Read())
                rows++;
        }

        using var insert = new MySqlCommand("INSERT INTO counts(value) VALUES (1)", connection);
        return {|NEEDS204:insert.ExecuteNonQuery|}() + rows;
    }

    // good: the reader takes the connection with it, and nothing follows
    public static int WithReaderLast(MySqlConnection connection)
    {
        var rows = 0;
        using var select = new MySqlCommand("SELECT id FROM users", connection);
        using var reader = select.ExecuteReader(CommandBehavior.CloseConnection);
        while (reader.Read())
            rows++;
        return rows;
    }

    // good: another behaviour leaves the connection open
    public static int Sequential(MySqlConnection connection)
    {
        var rows = 0;
        using (var select = new MySqlCommand("SELECT id FROM users", connection))
        using (var reader = select.ExecuteReader(CommandBehavior.SequentialAccess | CommandBehavior.SingleResult))
        {
            while (reader.Read())
                rows++;
        }

        using var insert = new MySqlCommand("INSERT INTO counts(value) VALUES (1)", connection);
        return insert.ExecuteNonQuery() + rows;
    }

    // bad: several behaviours, one of them closes the connection
    public static async Task<int> Several(NpgsqlConnection connection)
    {
        var id = 0;
        await using (var select = new NpgsqlCommand("SELECT id FROM users", connection))
        {
            await using var reader = await select.ExecuteReaderAsync(CommandBehavior.SingleRow | CommandBehavior.CloseConnection);
            if (await reader.ReadAsync())
                id = reader.GetInt32(0);
        }

        await using var update = new NpgsqlCommand("UPDATE users SET seen = true WHERE id = $1", connection);
        update.Parameters.AddWithValue(id);
        return await {|NEEDS204:update.ExecuteNonQueryAsync|}();
    }

    // good: opened again after the reader closed it
    public static int WithReaderReopened(MySqlConnection connection)
    {
        var rows = 0;
        using (var select = new MySqlCommand("SELECT id FROM users", connection))
        using (var reader = select.ExecuteReader(CommandBehavior.CloseConnection))
        {
            while (reader.Read())
                rows++;
        }

        connection.Open();
        using var insert = new MySqlCommand("INSERT INTO counts(value) VALUES (1)", connection);
        return insert.ExecuteNonQuery() + rows;
    }

    // bad: the reader in the loop is closed by the first turn
    public static int Pages(MySqlConnection connection, int pages)
    {
        using var command = new MySqlCommand("SELECT id FROM users", connection);
        using var reader = command.ExecuteReader();
        var rows = 0;
        for (var page = 0; page < pages; page++)
        {
            while ({|NEEDS204:reader.Read|}() && rows % 10 < 9)
                rows++;
            reader.Close();
        }

        return rows;
    }

    // good: a reader for each turn
    public static int PagesOwn(MySqlConnection connection, int pages)
    {
        var rows = 0;
        for (var page = 0; page < pages; page++)
        {
            using var command = new MySqlCommand("SELECT id FROM users LIMIT 10 OFFSET " + page, connection);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                rows++;
        }

        return rows;
    }

    // good: the variable holds the next reader by then
    public static int Next(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT id FROM users", connection);
        var reader = command.ExecuteReader();
        var rows = reader.Read() ? 1 : 0;
        reader.Close();
        command.CommandText = "SELECT id FROM orders";
        reader = command.ExecuteReader();
        rows += reader.Read() ? 1 : 0;
        reader.Close();
        return rows;
    }

    // bad: the grid's second result after its block
    public static decimal Grid(DbConnection connection)
    {
        SqlMapper.GridReader grid;
        using (grid = connection.QueryMultiple("SELECT 1; SELECT SUM(total) FROM orders"))
            grid.ReadSingle<int>();
        return {|NEEDS204:grid.ReadSingle<decimal>|}();
    }

    // good: both results within its block
    public static decimal GridWithin(DbConnection connection)
    {
        using var grid = connection.QueryMultiple("SELECT 1; SELECT SUM(total) FROM orders");
        return grid.ReadSingle<int>() * grid.ReadSingle<decimal>();
    }

    // bad: in a handler, the reader outlives the early closing
    [NeedsDb]
    public static async Task<string?> First(MySqlConnection db)
    {
        await using var command = new MySqlCommand("SELECT name FROM users", db);
        await using var reader = await command.ExecuteReaderAsync();
        await db.CloseAsync();
        return await {|NEEDS204:reader.ReadAsync|}() ? reader.GetString(0) : null;
    }

    // good: in a handler, the reader closes the connection when it is disposed
    [NeedsDb]
    public static async Task<string?> FirstThenClosed(MySqlConnection db)
    {
        await using var command = new MySqlCommand("SELECT name FROM users", db);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.CloseConnection);
        return await reader.ReadAsync() ? reader.GetString(0) : null;
    }
}
