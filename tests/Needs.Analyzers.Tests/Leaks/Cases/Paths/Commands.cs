#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Commands;

/// <summary>Connections that only their command knows, and commands on the way to a connection.</summary>
public static class Commands
{
    // good: opened and closed through the command
    public static int Through(string cs)
    {
        var command = new MySqlCommand("CALL tick()", new MySqlConnection(cs));
        command.Connection!.Open();
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            command.Connection.Close();
        }
    }

    // bad: opened through the command, which alone is disposed
    public static int ThroughOpen(string cs)
    {
        using var command = new MySqlCommand("CALL tick()", {|NEEDS101:new MySqlConnection(cs)|});
        command.Connection!.Open();
        return command.ExecuteNonQuery();
    }

    // bad: opened through the command, closed unless it fails
    public static int ThroughLate(string cs)
    {
        var command = new MySqlCommand("CALL tick()", {|NEEDS102:new MySqlConnection(cs)|});
        command.Connection!.Open();
        var rows = command.ExecuteNonQuery();
        command.Connection.Close();
        return rows;
    }

    // good: opened through the command, closed by its own name
    public static int OwnName(string cs)
    {
        using var connection = new NpgsqlConnection(cs);
        using var command = new NpgsqlCommand("SELECT tick()", connection);
        command.Connection!.Open();
        return command.ExecuteNonQuery();
    }

    // bad: opened through the command, its own name is never used again
    public static int OwnNameOpen(string cs)
    {
        var {|NEEDS101:connection|} = new NpgsqlConnection(cs);
        using var command = new NpgsqlCommand("SELECT tick()", connection);
        command.Connection!.Open();
        return command.ExecuteNonQuery();
    }

    // good: opened by its own name, closed through the command of the interface
    public static object? Interface(string cs)
    {
        IDbConnection connection = new SqliteConnection(cs);
        IDbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        connection.Open();
        try
        {
            return command.ExecuteScalar();
        }
        finally
        {
            command.Connection!.Close();
        }
    }

    // good: the command's connection is set by an assignment and closed by its name
    public static int Assigned(string cs)
    {
        using var command = new MySqlCommand("CALL tick()");
        using var connection = new MySqlConnection(cs);
        command.Connection = connection;
        connection.Open();
        return command.ExecuteNonQuery();
    }

    // bad: the command's connection is set by an assignment and left
    public static int AssignedOpen(MySqlDataSource db)
    {
        using var command = new MySqlCommand("CALL tick()");
        {|NEEDS101:command.Connection|} = db.OpenConnection();
        return command.ExecuteNonQuery();
    }

    // good: the command's connection is set by an assignment and disposed through it
    public static int AssignedDisposed(MySqlDataSource db)
    {
        using var command = new MySqlCommand("CALL tick()");
        command.Connection = db.OpenConnection();
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            command.Connection.Dispose();
        }
    }

    // good: a prepared command that is used many times on one connection
    public static int Prepared(string cs, IEnumerable<int> ids)
    {
        using var connection = new MySqlConnection(cs);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM carts WHERE id = @id";
        var id = command.Parameters.Add("@id", MySqlDbType.Int32);
        command.Prepare();
        var rows = 0;
        foreach (var value in ids)
        {
            id.Value = value;
            rows += command.ExecuteNonQuery();
        }

        return rows;
    }

    // bad: a prepared command that is used many times and disposed, its connection is not
    public static int PreparedOpen(string cs, IEnumerable<int> ids)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM carts WHERE id = @id";
        var id = command.Parameters.Add("@id", MySqlDbType.Int32);
        command.Prepare();
        var rows = 0;
        foreach (var value in ids)
        {
            id.Value = value;
            rows += command.ExecuteNonQuery();
        }

        return rows;
    }

    // good: the caller's command keeps the caller's connection
    public static object? Given(DbCommand command, string sql)
    {
        command.CommandText = sql;
        if (command.Connection!.State != ConnectionState.Open)
            command.Connection.Open();
        return command.ExecuteScalar();
    }

    // good: two commands on one connection, none of them disposed
    public static int Two(string cs)
    {
        using var connection = new SqliteConnection(cs);
        connection.Open();
        var first = connection.CreateCommand();
        first.CommandText = "DELETE FROM a";
        var second = connection.CreateCommand();
        second.CommandText = "DELETE FROM b";
        return first.ExecuteNonQuery() + second.ExecuteNonQuery();
    }

    // bad: two commands on one connection, both of them disposed
    public static int TwoOpen(string cs)
    {
        var {|NEEDS101:connection|} = new SqliteConnection(cs);
        connection.Open();
        using var first = connection.CreateCommand();
        first.CommandText = "DELETE FROM a";
        using var second = connection.CreateCommand();
        second.CommandText = "DELETE FROM b";
        return first.ExecuteNonQuery() + second.ExecuteNonQuery();
    }
}
