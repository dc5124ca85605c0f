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

namespace Cases.Paths.Readers;

/// <summary>Readers on borrowed and on own connections.</summary>
public sealed class Readers
{
    private readonly NpgsqlConnection _session;
    private readonly MySqlDataSource _db;

    public Readers(NpgsqlConnection session, MySqlDataSource db) => (_session, _db) = (session, db);

    // bad: on the caller's connection, never closed
    public static List<string> Names(MySqlConnection connection)
    {
        var names = new List<string>();
        using var command = new MySqlCommand("SELECT name FROM users", connection);
        var {|NEEDS101:reader|} = command.ExecuteReader();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    // good: on the caller's connection, in a using
    public static List<string> NamesUsing(MySqlConnection connection)
    {
        var names = new List<string>();
        var command = new MySqlCommand("SELECT name FROM users", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    // bad: on the caller's connection, closed behind the loop
    public static List<string> NamesClosed(MySqlConnection connection)
    {
        var names = new List<string>();
        using var command = new MySqlCommand("SELECT name FROM users", connection);
        var {|NEEDS102:reader|} = command.ExecuteReader();
        while (reader.Read())
            names.Add(reader.GetString(0));
        reader.Close();
        return names;
    }

    // good: on the caller's connection, closed in a finally
    public static List<string> NamesFinally(MySqlConnection connection)
    {
        var names = new List<string>();
        using var command = new MySqlCommand("SELECT name FROM users", connection);
        var reader = command.ExecuteReader();
        try
        {
            while (reader.Read())
                names.Add(reader.GetString(0));
        }
        finally
        {
            reader.Close();
        }

        return names;
    }

    // good: on a connection of its own that is disposed
    public List<string> NamesOwn()
    {
        var names = new List<string>();
        using var connection = _db.OpenConnection();
        var reader = new MySqlCommand("SELECT name FROM users", connection).ExecuteReader();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    // bad: the connection of its own is not disposed, the reader is
    public List<string> NamesOwnOpen()
    {
        var names = new List<string>();
        var {|NEEDS101:connection|} = _db.OpenConnection();
        using var reader = new MySqlCommand("SELECT name FROM users", connection).ExecuteReader();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    // bad: on the connection of a field, a hit returns from inside the loop
    public int Find(string token)
    {
        using var command = new NpgsqlCommand("SELECT id, token FROM tokens", _session);
        var {|NEEDS101:reader|} = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetString(1) == token)
                return reader.GetInt32(0);
        }

        reader.Dispose();
        return 0;
    }

    // good: on the connection of a field, the using statement ends with the hit
    public int FindUsing(string token)
    {
        var command = new NpgsqlCommand("SELECT id, token FROM tokens", _session);
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                if (reader.GetString(1) == token)
                    return reader.GetInt32(0);
            }
        }

        return 0;
    }

    // bad: the answer is taken from a reader that nobody holds
    public bool Any()
    {
        using var command = new NpgsqlCommand("SELECT 1 FROM jobs LIMIT 1", _session);
        return {|NEEDS101:command.ExecuteReader()|}.HasRows;
    }

    // good: a scalar instead of a reader
    public bool AnyScalar()
    {
        using var command = new NpgsqlCommand("SELECT 1 FROM jobs LIMIT 1", _session);
        return command.ExecuteScalar() is not null;
    }

    // bad: executes by reading and drops the reader
    public void Execute()
    {
        using var command = new NpgsqlCommand("SELECT pg_notify('jobs', '')", _session);
        {|NEEDS103:command.ExecuteReader()|};
    }

    // good: executes by reading and closes the reader at once
    public void ExecuteClosed()
    {
        using var command = new NpgsqlCommand("SELECT pg_notify('jobs', '')", _session);
        command.ExecuteReader().Close();
    }

    // bad: the reader without CloseConnection goes out, the connection stays
    public static DbDataReader Report(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        return new MySqlCommand("SELECT * FROM report", connection).ExecuteReader();
    }

    // good: the reader with CloseConnection goes out, a failure before that closes
    public static DbDataReader ReportClosing(string cs)
    {
        var connection = new MySqlConnection(cs);
        try
        {
            connection.Open();
            return new MySqlCommand("SELECT * FROM report", connection).ExecuteReader(CommandBehavior.CloseConnection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // good: CloseConnection among other flags, the reader is disposed here
    public static int Columns(string cs)
    {
        var connection = new NpgsqlConnection(cs);
        try
        {
            connection.Open();
            using var reader = new NpgsqlCommand("SELECT * FROM report", connection)
                .ExecuteReader(CommandBehavior.SchemaOnly | CommandBehavior.CloseConnection);
            return reader.FieldCount;
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: another flag than CloseConnection closes nothing
    public static int ColumnsOnly(string cs)
    {
        var {|NEEDS101:connection|} = new NpgsqlConnection(cs);
        connection.Open();
        using var reader = new NpgsqlCommand("SELECT * FROM report", connection).ExecuteReader(CommandBehavior.SchemaOnly);
        return reader.FieldCount;
    }

    // good: handed on, the caller asked for a reader
    public Task<NpgsqlDataReader> OpenAsync(string sql) => new NpgsqlCommand(sql, _session).ExecuteReaderAsync();

    // bad: no second result, no dispose
    public static async Task<(int Users, int Groups)> CountsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM users; SELECT count(*) FROM groups", connection);
        var {|NEEDS101:reader|} = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var users = reader.GetInt32(0);
        if (!await reader.NextResultAsync())
            return (users, 0);
        await reader.ReadAsync();
        var groups = reader.GetInt32(0);
        await reader.DisposeAsync();
        return (users, groups);
    }

    // good: the second result may be missing in an await using
    public static async Task<(int Users, int Groups)> CountsUsingAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM users; SELECT count(*) FROM groups", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var users = reader.GetInt32(0);
        if (!await reader.NextResultAsync())
            return (users, 0);
        await reader.ReadAsync();
        return (users, reader.GetInt32(0));
    }

    // good: Dapper's reader is closed by the table that is loaded
    public static DataTable Table(IDbConnection connection)
    {
        var table = new DataTable();
        var reader = connection.ExecuteReader("SELECT * FROM prices");
        table.Load(reader);
        reader.Dispose();
        return table;
    }

    // good: Dapper's reader in a using
    public static DataTable TableUsing(IDbConnection connection)
    {
        var table = new DataTable();
        using (var reader = connection.ExecuteReader("SELECT * FROM prices"))
            table.Load(reader);
        return table;
    }

    // bad: the interface's reader, closed only if it has rows
    public static string? Value(IDbCommand command)
    {
        string? value = null;
        IDataReader {|NEEDS101:reader|} = command.ExecuteReader();
        if (reader.Read())
        {
            value = reader.GetString(0);
            reader.Close();
        }

        return value;
    }

    // good: the interface's reader, closed in any case
    public static string? ValueUsing(IDbCommand command)
    {
        using IDataReader reader = command.ExecuteReader();
        return reader.Read() ? reader.GetString(0) : null;
    }

    // bad: the second reader of two stays open
    public static int Two(SqliteConnection connection)
    {
        using var first = connection.CreateCommand();
        first.CommandText = "SELECT id FROM a";
        using var second = connection.CreateCommand();
        second.CommandText = "SELECT id FROM b";
        using var left = first.ExecuteReader();
        var {|NEEDS101:right|} = second.ExecuteReader();
        var matches = 0;
        while (left.Read() && right.Read())
            matches += left.GetInt32(0) == right.GetInt32(0) ? 1 : 0;
        return matches;
    }

    // good: both readers in usings
    public static int TwoUsing(SqliteConnection connection)
    {
        using var first = connection.CreateCommand();
        first.CommandText = "SELECT id FROM a";
        using var second = connection.CreateCommand();
        second.CommandText = "SELECT id FROM b";
        using var left = first.ExecuteReader();
        using var right = second.ExecuteReader();
        var matches = 0;
        while (left.Read() && right.Read())
            matches += left.GetInt32(0) == right.GetInt32(0) ? 1 : 0;
        return matches;
    }

    // good: closing the connection closes the reader
    public static int ById(string cs, int id)
    {
        var connection = new SqliteConnection(cs);
        try
        {
            connection.Open();
            var command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM numbers WHERE id = $id";
            command.Parameters.AddWithValue("$id", id);
            var reader = command.ExecuteReader();
            if (!reader.Read())
                return -1;
            return reader.GetInt32(0);
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: a reader for each of two queries in one variable, only the last is closed
    public static int Sum(MySqlConnection connection)
    {
        var command = new MySqlCommand("SELECT a FROM t LIMIT 1", connection);
        var {|NEEDS103:reader|} = command.ExecuteReader();
        var sum = reader.FieldCount;
        command.CommandText = "SELECT b FROM t LIMIT 1";
        reader = command.ExecuteReader();
        sum += reader.FieldCount;
        reader.Close();
        return sum;
    }

    // good: a reader for each of two queries, the first is closed before the second
    public static int SumClosed(MySqlConnection connection)
    {
        var command = new MySqlCommand("SELECT a FROM t LIMIT 1", connection);
        var reader = command.ExecuteReader();
        var sum = reader.FieldCount;
        reader.Close();
        command.CommandText = "SELECT b FROM t LIMIT 1";
        reader = command.ExecuteReader();
        sum += reader.FieldCount;
        reader.Close();
        return sum;
    }
}
