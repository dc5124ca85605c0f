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

namespace Cases.Ownership.Commands;

/// <summary>Commands, adapters and Dapper: they borrow the connection, none of them closes it.</summary>
public static class Commands
{
    // helper
    private static MySqlConnection Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // bad: the command's using doesn't close the connection that was opened for it
    public static object? Scalar(string connectionString, string sql)
    {
        using var command = new MySqlCommand(sql, {|NEEDS101:Open(connectionString)|});
        return command.ExecuteScalar();
    }

    // good: the connection is closed through the command's property
    public static object? ScalarThroughCommand(string connectionString, string sql)
    {
        using var command = new MySqlCommand(sql, Open(connectionString));
        try
        {
            return command.ExecuteScalar();
        }
        finally
        {
            command.Connection!.Dispose();
        }
    }

    // bad: given to the command by its property
    public static int Execute(string connectionString, string sql)
    {
        using var command = new MySqlCommand(sql);
        {|NEEDS101:command.Connection|} = Open(connectionString);
        return command.ExecuteNonQuery();
    }

    // bad: given to the command in an initialiser
    public static int ExecuteInitialized(string connectionString, string sql)
    {
        var command = new MySqlCommand { CommandText = sql, {|NEEDS101:Connection|} = Open(connectionString) };
        return command.ExecuteNonQuery();
    }

    // good: an undisposed command is nothing
    public static int ExecuteUndisposed(string connectionString, string sql)
    {
        using var connection = Open(connectionString);
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    // bad: an undisposed connection is something, also where the command is disposed
    public static int ExecuteDisposedCommand(string connectionString, string sql)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        using (var command = connection.CreateCommand())
        {
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        }
    }

    // bad: a command is returned, and whoever gets it disposes no connection
    public static int RunReturned(string connectionString)
    {
        using var command = Prepare({|NEEDS101:Open(connectionString)|}, "CALL run()");
        return command.ExecuteNonQuery();
    }

    // good: a command on a borrowed connection
    public static MySqlCommand Prepare(MySqlConnection connection, string sql)
    {
        var command = new MySqlCommand(sql, connection);
        command.Prepare();
        return command;
    }

    // bad: the adapter leaves open what was open
    public static DataTable Table(string connectionString, string sql)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        using var adapter = new MySqlDataAdapter(sql, connection);
        var table = new DataTable();
        adapter.Fill(table);
        return table;
    }

    // good: the adapter opens and closes what was closed
    public static DataTable TableUnopened(string connectionString, string sql)
    {
        var connection = new MySqlConnection(connectionString);
        using var adapter = new MySqlDataAdapter(sql, connection);
        var table = new DataTable();
        adapter.Fill(table);
        return table;
    }

    // bad: filled, then closed, unless Fill fails
    public static DataSet Set(string connectionString, string sql)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        var set = new DataSet();
        new MySqlDataAdapter(sql, connection).Fill(set);
        connection.Close();
        return set;
    }

    // good: filled under using
    public static DataSet SetUsing(string connectionString, string sql)
    {
        using var connection = Open(connectionString);
        var set = new DataSet();
        new MySqlDataAdapter(new MySqlCommand(sql, connection)).Fill(set);
        return set;
    }

    // bad: Dapper leaves open what was open
    public static IEnumerable<int> Ids(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        return connection.Query<int>("SELECT id FROM things");
    }

    // good: Dapper opens and closes what was closed
    public static IEnumerable<int> IdsUnopened(string connectionString) =>
        new MySqlConnection(connectionString).Query<int>("SELECT id FROM things");

    // good: Dapper under using
    public static async Task<List<int>> IdsAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        return (await connection.QueryAsync<int>("SELECT id FROM things")).AsList();
    }

    // bad: Dapper, and closed at the end
    public static async Task<int> InsertAsync(NpgsqlDataSource source, string name)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        var id = await connection.QuerySingleAsync<int>("INSERT INTO things (name) VALUES (@name) RETURNING id", new { name });
        await connection.CloseAsync();
        return id;
    }

    // good: the grid's connection is closed
    public static (int, List<string>) Page(string connectionString)
    {
        using var connection = Open(connectionString);
        using var grid = connection.QueryMultiple("SELECT COUNT(*) FROM things; SELECT name FROM things LIMIT 10");
        return (grid.ReadSingle<int>(), grid.Read<string>().AsList());
    }

    // bad: the grid is disposed, the connection isn't
    public static int PageGridOnly(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        using var grid = connection.QueryMultiple("SELECT COUNT(*) FROM things; SELECT name FROM things LIMIT 10");
        return grid.ReadSingle<int>();
    }

    // bad: Dapper's reader on a borrowed connection is a reader as any other
    public static bool Any(IDbConnection connection)
    {
        var {|NEEDS101:reader|} = connection.ExecuteReader("SELECT id FROM things");
        return reader.Read();
    }

    // good: Dapper's reader is disposed
    public static bool AnyUsing(IDbConnection connection)
    {
        using var reader = connection.ExecuteReader("SELECT id FROM things");
        return reader.Read();
    }

    // good: Dapper's reader goes to the caller
    public static Task<DbDataReader> Rows(DbConnection connection) => connection.ExecuteReaderAsync("SELECT * FROM things");

    // bad: Dapper's reader is closed unless reading fails
    public static async Task<int> Last(DbConnection connection)
    {
        var last = 0;
        var {|NEEDS102:reader|} = await connection.ExecuteReaderAsync("SELECT id FROM things ORDER BY id");
        while (await reader.ReadAsync())
            last = reader.GetInt32(0);
        await reader.CloseAsync();
        return last;
    }

    // good: an importer under using
    public static void Copy(NpgsqlDataSource source, IEnumerable<string> lines)
    {
        using var connection = source.OpenConnection();
        using (var writer = connection.BeginTextImport("COPY lines FROM STDIN"))
        {
            foreach (var line in lines)
                writer.WriteLine(line);
        }
    }

    // bad: the importer is disposed, the connection isn't
    public static void CopyWriterOnly(NpgsqlDataSource source, IEnumerable<string> lines)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        using var writer = connection.BeginTextImport("COPY lines FROM STDIN");
        foreach (var line in lines)
            writer.WriteLine(line);
    }

    // bad: bulk copy borrows
    public static void Bulk(string connectionString, DataTable table)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        var bulk = new MySqlBulkCopy(connection) { DestinationTableName = "things" };
        bulk.WriteToServer(table);
    }

    // good: bulk copy under using
    public static void BulkUsing(string connectionString, DataTable table)
    {
        using var connection = Open(connectionString);
        new MySqlBulkCopy(connection) { DestinationTableName = "things" }.WriteToServer(table);
    }

    // bad: a batch borrows
    public static async Task Batch(NpgsqlDataSource source)
    {
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("SELECT 1"), new("SELECT 2") } };
        await batch.ExecuteNonQueryAsync();
    }

    // good: a data source's own command needs no connection
    public static async Task<object?> Direct(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT COUNT(*) FROM things");
        return await command.ExecuteScalarAsync();
    }

    // bad: the reader of a data source's own command keeps a connection
    public static async Task<bool> DirectReader(NpgsqlDataSource source)
    {
        var command = source.CreateCommand("SELECT id FROM things");
        var {|NEEDS101:reader|} = await command.ExecuteReaderAsync();
        return await reader.ReadAsync();
    }

    // good: the reader of a data source's own command is disposed
    public static async Task<bool> DirectReaderUsing(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT id FROM things");
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync();
    }

    // good: a table that is loaded closes the reader at its end
    public static DataTable Load(SqliteCommand command)
    {
        var table = new DataTable();
        table.Load(command.ExecuteReader());
        return table;
    }

    // bad: read inline, and never closed
    public static bool Exists(DbCommand command) => {|NEEDS101:command.ExecuteReader()|}.Read();

    // bad: executed for its effect by the wrong method
    public static void Delete(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM things", connection);
        {|NEEDS103:command.ExecuteReader()|};
    }

    // good: executed for its effect by the wrong method, and closed
    public static void DeleteClosed(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM things", connection);
        command.ExecuteReader().Close();
    }
}
