#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.States;

/// <summary>Closed only if it is open, as old code asks: State, IsClosed, the transaction's Connection.</summary>
public static class States
{
    // good: ?. on the state
    public static int Conditional(string cs)
    {
        MySqlConnection? connection = null;
        try
        {
            connection = new MySqlConnection(cs);
            connection.Open();
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (connection?.State == ConnectionState.Open)
                connection.Close();
        }
    }

    // bad: ?. on the state, the comparison is turned around
    public static int ConditionalClosed(string cs)
    {
        MySqlConnection? connection = null;
        try
        {
            {|NEEDS101:connection|} = new MySqlConnection(cs);
            connection.Open();
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (connection?.State == ConnectionState.Closed)
                connection.Close();
        }
    }

    // good: a property pattern on the state
    public static int Pattern(string cs)
    {
        MySqlConnection? connection = null;
        try
        {
            connection = new MySqlConnection(cs);
            connection.Open();
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (connection is { State: ConnectionState.Open })
                connection.Close();
        }
    }

    // good: a negated property pattern with a name
    public static int NegatedPattern(string cs)
    {
        MySqlConnection? connection = null;
        try
        {
            connection = new MySqlConnection(cs);
            connection.Open();
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (connection is { State: not ConnectionState.Closed } open)
                open.Close();
        }
    }

    // good: a switch on the state
    public static int Switch(string cs)
    {
        var connection = new SqliteConnection(cs);
        try
        {
            connection.Open();
            return connection.Execute("VACUUM");
        }
        finally
        {
            switch (connection.State)
            {
                case ConnectionState.Open:
                    connection.Close();
                    break;
            }
        }
    }

    // good: opened if it is not open, which it is not
    public static int OpenIfClosed(string cs)
    {
        var connection = new NpgsqlConnection(cs);
        try
        {
            if (connection.State != ConnectionState.Open)
                connection.Open();
            return connection.Execute("SELECT tick()");
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: opened if it is not open, closed in no case
    public static int OpenIfClosedLost(string cs)
    {
        var {|NEEDS101:connection|} = new NpgsqlConnection(cs);
        if (connection.State != ConnectionState.Open)
            connection.Open();
        return connection.Execute("SELECT tick()");
    }

    // bad: closed if it is open, but only where nothing fails
    public static int CloseIfOpenLate(string cs)
    {
        var {|NEEDS102:connection|} = new NpgsqlConnection(cs);
        connection.Open();
        var rows = connection.Execute("SELECT tick()");
        if (connection.State == ConnectionState.Open)
            connection.Close();
        return rows;
    }

    // good: the reader is closed unless it is
    public static List<string> Reader(MySqlCommand command)
    {
        var names = new List<string>();
        MySqlDataReader? reader = null;
        try
        {
            reader = command.ExecuteReader();
            while (reader.Read())
                names.Add(reader.GetString(0));
        }
        finally
        {
            if (reader != null && !reader.IsClosed)
                reader.Close();
        }

        return names;
    }

    // good: the reader is closed unless it is, said with a comparison
    public static int ReaderCompared(DbCommand command)
    {
        var reader = command.ExecuteReader();
        try
        {
            return reader.FieldCount;
        }
        finally
        {
            if (reader.IsClosed == false)
                reader.Close();
        }
    }

    // bad: the reader is closed if it is
    public static int ReaderTurned(DbCommand command)
    {
        var {|NEEDS101:reader|} = command.ExecuteReader();
        try
        {
            return reader.FieldCount;
        }
        finally
        {
            if (reader.IsClosed)
                reader.Close();
        }
    }

    // good: a transaction without a connection is over
    public static void TransactionOver(MySqlConnection connection, int id)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute("DELETE FROM carts WHERE id = @id", new { id }, transaction);
            transaction.Commit();
        }
        finally
        {
            if (transaction.Connection != null)
                transaction.Rollback();
        }
    }

    // bad: a transaction with a connection is not over, and is left
    public static void TransactionLeft(MySqlConnection connection, int id)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        try
        {
            connection.Execute("DELETE FROM carts WHERE id = @id", new { id }, transaction);
            transaction.Commit();
        }
        catch (MySqlException) when (transaction.Connection == null)
        {
            throw new InvalidOperationException("the server closed it");
        }
    }

    // good: closed and disposed, both under questions that are true
    public static int Doubly(string cs)
    {
        MySqlConnection? connection = null;
        try
        {
            connection = new MySqlConnection(cs);
            connection.Open();
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (connection != null)
            {
                if (connection.State == ConnectionState.Open)
                    connection.Close();
                connection.Dispose();
            }
        }
    }

    // good: asked by HasFlag
    public static int Flag(string cs)
    {
        var connection = new SqliteConnection(cs);
        try
        {
            connection.Open();
            return connection.Execute("VACUUM");
        }
        finally
        {
            if (connection.State.HasFlag(ConnectionState.Open))
                connection.Close();
        }
    }

    // good: the state is remembered before the opening, of a connection of its own
    public static int Remembered(string cs)
    {
        var connection = new MySqlConnection(cs);
        var wasOpen = connection.State == ConnectionState.Open;
        if (!wasOpen)
            connection.Open();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (!wasOpen)
                connection.Close();
        }
    }
}
