#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Drivers;

/// <summary>Batches, commands of a data source, bulk copies and other things of the drivers.</summary>
public static class Drivers
{
    // bad: the reader of a data source's command holds a connection of the pool
    public static List<string> Names(NpgsqlDataSource db)
    {
        var names = new List<string>();
        using var command = db.CreateCommand("SELECT name FROM users");
        var {|NEEDS101:reader|} = command.ExecuteReader();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    // good: the reader of a data source's command in a using
    public static List<string> NamesUsing(NpgsqlDataSource db)
    {
        var names = new List<string>();
        using var command = db.CreateCommand("SELECT name FROM users");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    // good: a data source's command without a reader holds nothing
    public static async Task<int> TouchAsync(DbDataSource db, CancellationToken ct)
    {
        var command = db.CreateCommand("UPDATE users SET seen = now()");
        return await command.ExecuteNonQueryAsync(ct);
    }

    // bad: the reader of a batch on the caller's connection
    public static async Task<int> BatchAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("SELECT count(*) FROM users"), new NpgsqlBatchCommand("SELECT count(*) FROM groups") },
        };
        var sum = 0;
        var {|NEEDS102:reader|} = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await reader.ReadAsync(ct))
                sum += reader.GetInt32(0);
        }
        while (await reader.NextResultAsync(ct));
        await reader.CloseAsync();
        return sum;
    }

    // good: the reader of a batch in an await using
    public static async Task<int> BatchUsingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("SELECT count(*) FROM users"), new NpgsqlBatchCommand("SELECT count(*) FROM groups") },
        };
        var sum = 0;
        await using var reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await reader.ReadAsync(ct))
                sum += reader.GetInt32(0);
        }
        while (await reader.NextResultAsync(ct));
        return sum;
    }

    // bad: the general batch of the general connection
    public static int General(DbConnection connection)
    {
        using var batch = connection.CreateBatch();
        var first = batch.CreateBatchCommand();
        first.CommandText = "SELECT 1";
        batch.BatchCommands.Add(first);
        var {|NEEDS101:reader|} = batch.ExecuteReader();
        return reader.FieldCount;
    }

    // good: the general batch of the general connection, the reader in a using
    public static int GeneralUsing(DbConnection connection)
    {
        using var batch = connection.CreateBatch();
        var first = batch.CreateBatchCommand();
        first.CommandText = "SELECT 1";
        batch.BatchCommands.Add(first);
        using var reader = batch.ExecuteReader();
        return reader.FieldCount;
    }

    // bad: a bulk copy on a connection of its own, which is closed unless the copy fails
    public static async Task<int> BulkAsync(string cs, DataTable rows, CancellationToken ct)
    {
        var {|NEEDS102:connection|} = new MySqlConnection(cs);
        await connection.OpenAsync(ct);
        var copy = new MySqlBulkCopy(connection) { DestinationTableName = "prices" };
        var result = await copy.WriteToServerAsync(rows, ct);
        await connection.CloseAsync();
        return result.RowsInserted;
    }

    // good: a bulk copy on a connection of its own, in an await using
    public static async Task<int> BulkUsingAsync(string cs, DataTable rows, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(cs);
        await connection.OpenAsync(ct);
        var copy = new MySqlBulkCopy(connection) { DestinationTableName = "prices" };
        var result = await copy.WriteToServerAsync(rows, ct);
        return result.RowsInserted;
    }

    // bad: an in-memory database whose connection is the database, filled and lost
    public static int InMemory(IEnumerable<string> words)
    {
        var {|NEEDS101:memory|} = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        memory.Execute("CREATE TABLE words (word TEXT)");
        foreach (var word in words)
            memory.Execute("INSERT INTO words VALUES (@word)", new { word });
        return memory.ExecuteScalar<int>("SELECT COUNT(DISTINCT word) FROM words");
    }

    // good: an in-memory database in a using
    public static int InMemoryUsing(IEnumerable<string> words)
    {
        using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        memory.Execute("CREATE TABLE words (word TEXT)");
        foreach (var word in words)
            memory.Execute("INSERT INTO words VALUES (@word)", new { word });
        return memory.ExecuteScalar<int>("SELECT COUNT(DISTINCT word) FROM words");
    }

    // bad: a builder, its data source, and a connection that nobody closes
    public static async Task<string> BuiltAsync(string host)
    {
        var builder = new NpgsqlDataSourceBuilder { ConnectionStringBuilder = { Host = host } };
        await using var source = builder.Build();
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync();
        return connection.PostgreSqlVersion.ToString();
    }

    // good: a builder, its data source, and a connection, closed in turn
    public static async Task<string> BuiltUsingAsync(string host)
    {
        var builder = new NpgsqlDataSourceBuilder { ConnectionStringBuilder = { Host = host } };
        await using var source = builder.Build();
        await using var connection = await source.OpenConnectionAsync();
        return connection.PostgreSqlVersion.ToString();
    }

    // bad: a factory found by name
    public static DataTable Schema(string provider, string cs)
    {
        var factory = DbProviderFactories.GetFactory(provider);
        var {|NEEDS101:connection|} = factory.CreateConnection() ?? throw new NotSupportedException(provider);
        connection.ConnectionString = cs;
        connection.Open();
        return connection.GetSchema("Tables");
    }

    // good: a factory found by name, in a using
    public static DataTable SchemaUsing(string provider, string cs)
    {
        var factory = DbProviderFactories.GetFactory(provider);
        using var connection = factory.CreateConnection() ?? throw new NotSupportedException(provider);
        connection.ConnectionString = cs;
        connection.Open();
        return connection.GetSchema("Tables");
    }

    // good: an adapter opens and closes what it is given closed
    public static DataTable Fill(string cs)
    {
        var table = new DataTable();
        var connection = new MySqlConnection(cs);
        using var adapter = new MySqlDataAdapter("SELECT * FROM prices", connection);
        adapter.Fill(table);
        return table;
    }

    // bad: an adapter leaves open what it is given open
    public static DataTable FillOpen(string cs)
    {
        var table = new DataTable();
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        using var adapter = new MySqlDataAdapter("SELECT * FROM prices", connection);
        adapter.Fill(table);
        return table;
    }

    // bad: cloned, and the clone opened
    public static int Cloned(MySqlConnection connection)
    {
        var {|NEEDS101:clone|} = connection.Clone();
        clone.Open();
        return clone.Execute("KILL QUERY @id", new { id = connection.ServerThread });
    }

    // good: cloned, and the clone in a using
    public static int ClonedUsing(MySqlConnection connection)
    {
        using var clone = connection.Clone();
        clone.Open();
        return clone.Execute("KILL QUERY @id", new { id = connection.ServerThread });
    }

    // bad: Dapper's asynchronous reader on the caller's connection
    public static async Task<int> WidthAsync(DbConnection connection)
    {
        var {|NEEDS101:reader|} = await connection.ExecuteReaderAsync("SELECT * FROM prices LIMIT 0");
        return reader.FieldCount;
    }

    // good: Dapper's asynchronous reader in an await using
    public static async Task<int> WidthUsingAsync(DbConnection connection)
    {
        await using var reader = await connection.ExecuteReaderAsync("SELECT * FROM prices LIMIT 0");
        return reader.FieldCount;
    }

    // bad: made by the data source and opened here
    public static async Task<int> MadeAsync(DbDataSource db, CancellationToken ct)
    {
        var {|NEEDS101:connection|} = db.CreateConnection();
        await connection.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>("SELECT 1");
    }

    // good: made by the data source and never opened here, Dapper does it for its query
    public static async Task<int> MadeOnlyAsync(DbDataSource db)
    {
        var connection = db.CreateConnection();
        return await connection.ExecuteScalarAsync<int>("SELECT 1");
    }

    // good: made by the data source, opened and closed here
    public static async Task<int> MadeUsingAsync(DbDataSource db, CancellationToken ct)
    {
        await using var connection = db.CreateConnection();
        await connection.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>("SELECT 1");
    }
}
