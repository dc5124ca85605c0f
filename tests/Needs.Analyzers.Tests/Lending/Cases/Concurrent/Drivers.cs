#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Concurrent.Drivers;

/// <summary>What some drivers allow, and what adapters and bulk copies do.</summary>
public static class Drivers
{
    private const string Server = "Server=db;Database=shop;Integrated Security=true";
    private const string ManyResults = Server + ";MultipleActiveResultSets=True";

    // good: Sqlite lets several readers be open
    public static void Nested(SqliteConnection connection)
    {
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT id FROM orders";
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            using var update = connection.CreateCommand();
            update.CommandText = "UPDATE orders SET seen = 1 WHERE id = " + reader.GetInt32(0);
            update.ExecuteNonQuery();
        }
    }

    // good: Sqlite, through the base class
    public static int NestedThroughBase(string path)
    {
        using DbConnection connection = new SqliteConnection("Data Source=" + path);
        connection.Open();
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT id FROM orders";
        using var reader = select.ExecuteReader();
        var rows = 0;
        while (reader.Read())
            rows += connection.Execute("UPDATE orders SET seen = 1 WHERE id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // good: the connection string says that several results may be open
    public static int NestedResults(DbProviderFactory factory)
    {
        using var connection = factory.CreateConnection()!;
        connection.ConnectionString = ManyResults;
        connection.Open();
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT id FROM orders";
        using var reader = select.ExecuteReader();
        var rows = 0;
        while (reader.Read())
            rows += connection.Execute("UPDATE orders SET seen = 1 WHERE id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // bad: the connection string says nothing of several results
    public static int OneResult(DbProviderFactory factory)
    {
        using var connection = factory.CreateConnection()!;
        connection.ConnectionString = Server;
        connection.Open();
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT id FROM orders";
        using var reader = select.ExecuteReader();
        var rows = 0;
        while (reader.Read())
            rows += {|NEEDS203:connection.Execute|}("UPDATE orders SET seen = 1 WHERE id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // good: Sqlite, an unbuffered query within
    public static void Unbuffered(SqliteConnection connection)
    {
        foreach (var id in connection.Query<int>("SELECT id FROM orders", buffered: false))
            connection.Execute("UPDATE orders SET seen = 1 WHERE id = @id", new { id });
    }

    // bad: the same on MySQL
    public static void UnbufferedOnMySql(MySqlConnection connection)
    {
        foreach (var id in connection.Query<int>("SELECT id FROM orders", buffered: false))
            {|NEEDS203:connection.Execute|}("UPDATE orders SET seen = 1 WHERE id = @id", new { id });
    }

    // bad: the adapter fills its table while the reader is open
    public static DataTable Filled(MySqlConnection connection)
    {
        var table = new DataTable();
        using var command = new MySqlCommand("SELECT id FROM orders", connection);
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return table;
        using var adapter = new MySqlDataAdapter("SELECT * FROM lines WHERE order_id = " + reader.GetInt32(0), connection);
        {|NEEDS203:adapter.Fill|}(table);
        return table;
    }

    // good: adapters fill and are done
    public static DataSet FilledTwice(MySqlConnection connection)
    {
        var data = new DataSet();
        using var orders = new MySqlDataAdapter("SELECT * FROM orders", connection);
        using var lines = new MySqlDataAdapter("SELECT * FROM lines", connection);
        orders.Fill(data, "orders");
        lines.Fill(data, "lines");
        return data;
    }

    // bad: the bulk copy writes over the connection that it reads from
    public static void CopiedOntoItself(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT * FROM orders", connection);
        using var reader = command.ExecuteReader();
        var copy = new MySqlBulkCopy(connection) { DestinationTableName = "archive" };
        {|NEEDS203:copy.WriteToServer|}(reader);
    }

    // good: the bulk copy writes over another connection
    public static void CopiedOver(MySqlConnection source, MySqlConnection target)
    {
        using var command = new MySqlCommand("SELECT * FROM orders", source);
        using var reader = command.ExecuteReader();
        var copy = new MySqlBulkCopy(target) { DestinationTableName = "archive" };
        copy.WriteToServer(reader);
    }

    // good: the bulk copy writes what is in memory
    public static void CopiedFromMemory(MySqlConnection connection)
    {
        var table = new DataTable();
        using (var reader = connection.ExecuteReader("SELECT * FROM orders"))
            table.Load(reader);
        var copy = new MySqlBulkCopy(connection) { DestinationTableName = "archive" };
        copy.WriteToServer(table);
    }

    // good: cancelling the reader's command is what may be done meanwhile
    public static int FirstOnly(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT id FROM orders", connection);
        using var reader = command.ExecuteReader();
        var id = reader.Read() ? reader.GetInt32(0) : 0;
        command.Cancel();
        return id;
    }

    // good: a batch's reader goes from result to result
    public static async Task<List<int>> Batched(NpgsqlConnection connection)
    {
        var counts = new List<int>();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("SELECT COUNT(*) FROM orders"), new("SELECT COUNT(*) FROM users") },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        do
        {
            if (await reader.ReadAsync())
                counts.Add(reader.GetInt32(0));
        }
        while (await reader.NextResultAsync());
        return counts;
    }

    // bad: a command between the results of a batch
    public static async Task<int> Between(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("SELECT COUNT(*) FROM orders"), new("SELECT COUNT(*) FROM users") },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        await {|NEEDS203:connection.ExecuteAsync|}("INSERT INTO counts(value) VALUES (@count)", new { count = reader.GetInt32(0) });
        await reader.NextResultAsync();
        return 0;
    }

    // good: two Sqlite connections in two threads
    public static async Task<int> TwoFiles(SqliteConnection left, SqliteConnection right)
    {
        var first = Task.Run(() => left.ExecuteScalar<int>("SELECT COUNT(*) FROM orders"));
        var second = Task.Run(() => right.ExecuteScalar<int>("SELECT COUNT(*) FROM orders"));
        return await first + await second;
    }
}
