#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Concurrent.Copies;

/// <summary>A second connection to the same server, and ways on which it is the same connection after all.</summary>
public static class Copies
{
    // helper
    private static async Task<int> Count(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM " + table;
        return Convert.ToInt32(await command.ExecuteScalarAsync());
    }

    // helper
    private static DbConnection Same(DbConnection connection) => connection;

    // helper
    private static MySqlConnection Second(MySqlConnection connection)
    {
        var second = new MySqlConnection(connection.ConnectionString);
        second.Open();
        return second;
    }

    // good: made of the first one's address
    public static int FromAddress(MySqlConnection connection)
    {
        using var second = new MySqlConnection(connection.ConnectionString);
        second.Open();
        using var reader = connection.ExecuteReader("SELECT id FROM users");
        var rows = 0;
        while (reader.Read())
            rows += second.Execute("DELETE FROM visits WHERE user_id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // good: a helper makes the second
    public static int FromHelper(MySqlConnection connection)
    {
        using var second = Second(connection);
        using var reader = connection.ExecuteReader("SELECT id FROM users");
        var rows = 0;
        while (reader.Read())
            rows += second.Execute("DELETE FROM visits WHERE user_id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // good: a clone
    public static int FromClone(MySqlConnection connection)
    {
        using var second = connection.CloneWith(connection.ConnectionString);
        second.Open();
        using var reader = connection.ExecuteReader("SELECT id FROM users");
        var rows = 0;
        while (reader.Read())
            rows += second.Execute("DELETE FROM visits WHERE user_id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // bad: what the helper gives is the same one
    public static int FromSame(MySqlConnection connection)
    {
        var second = Same(connection);
        using var reader = connection.ExecuteReader("SELECT id FROM users");
        var rows = 0;
        while (reader.Read())
            rows += {|NEEDS203:second.Execute|}("DELETE FROM visits WHERE user_id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // bad: the command's connection
    public static int FromCommand(MySqlConnection connection)
    {
        using var select = new MySqlCommand("SELECT id FROM users", connection);
        using var reader = select.ExecuteReader();
        using var delete = new MySqlCommand("DELETE FROM visits WHERE user_id = @id", select.Connection);
        var parameter = delete.Parameters.Add("@id", MySqlDbType.Int32);
        var rows = 0;
        while (reader.Read())
        {
            parameter.Value = reader.GetInt32(0);
            rows += {|NEEDS203:delete.ExecuteNonQuery|}();
        }

        return rows;
    }

    // bad: set as a property
    public static int FromProperty(MySqlConnection connection)
    {
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT id FROM users";
        using var reader = select.ExecuteReader();
        using var delete = new MySqlCommand { Connection = connection, CommandText = "DELETE FROM visits" };
        return reader.Read() ? {|NEEDS203:delete.ExecuteNonQuery|}() : 0;
    }

    // good: the property is set to the second one
    public static int FromPropertyOfSecond(MySqlConnection connection, MySqlConnection other)
    {
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT id FROM users";
        using var reader = select.ExecuteReader();
        using var delete = new MySqlCommand { Connection = connection, CommandText = "DELETE FROM visits" };
        delete.Connection = other;
        return reader.Read() ? delete.ExecuteNonQuery() : 0;
    }

    // good: one on each of the two that are opened in one statement
    public static async Task<int> Opened(NpgsqlDataSource source)
    {
        await using NpgsqlConnection left = await source.OpenConnectionAsync(), right = await source.OpenConnectionAsync();
        var counts = await Task.WhenAll(Count(left, "orders"), Count(right, "users"));
        return counts.Sum();
    }

    // good: opened at once, and used when both are open
    public static async Task<int> OpenedAtOnce(NpgsqlDataSource source)
    {
        var first = source.OpenConnectionAsync().AsTask();
        var second = source.OpenConnectionAsync().AsTask();
        await using var left = await first;
        await using var right = await second;
        var orders = Count(left, "orders");
        return await Count(right, "users") + await orders;
    }

    // bad: the tuple holds the same one twice
    public static async Task<int> Tuple(NpgsqlConnection connection)
    {
        (DbConnection Left, DbConnection Right) both = (connection, connection);
        var orders = Count(both.Left, "orders");
        return await {|NEEDS203:Count|}(both.Right, "users") + await orders;
    }

    // good: the tuple holds two
    public static async Task<int> TupleOfTwo(NpgsqlConnection left, NpgsqlConnection right)
    {
        (DbConnection Left, DbConnection Right) both = (left, right);
        var orders = Count(both.Left, "orders");
        return await Count(both.Right, "users") + await orders;
    }

    // bad: nested sequences of tasks, in a list
    public static async Task<int> Nested(DbConnection connection, string[][] groups)
    {
        var tasks = groups.SelectMany(group => group.Select(table => {|NEEDS203:Count|}(connection, table))).ToList();
        return (await Task.WhenAll(tasks)).Sum();
    }

    // good: nested loops, each awaited
    public static async Task<int> NestedInTurn(DbConnection connection, string[][] groups)
    {
        var sum = 0;
        foreach (var group in groups)
        {
            foreach (var table in group)
                sum += await Count(connection, table);
        }

        return sum;
    }

    // good: written in bulk, then used
    public static int Imported(NpgsqlConnection connection, IEnumerable<string> names)
    {
        using (var writer = connection.BeginBinaryImport("COPY names(name) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var name in names)
            {
                writer.StartRow();
                writer.Write(name);
            }

            writer.Complete();
        }

        return connection.Execute("ANALYZE names");
    }

    // good: windows of ten tasks, each over its own connection
    public static async Task Windows(NpgsqlDataSource source, IEnumerable<string> tables)
    {
        var window = new List<Task>();
        foreach (var table in tables)
        {
            window.Add(Own(table));
            if (window.Count < 10)
                continue;
            await Task.WhenAll(window);
            window.Clear();
        }

        await Task.WhenAll(window);

        async Task Own(string table)
        {
            await using var connection = await source.OpenConnectionAsync();
            await Count(connection, table);
        }
    }
}
