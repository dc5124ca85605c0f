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

namespace Cases.Paths.Aliases;

/// <summary>Two names for one resource, swaps, deconstruction, tuples.</summary>
public static class Aliases
{
    // good: closed by its second name
    public static int SecondName(MySqlDataSource db)
    {
        var opened = db.OpenConnection();
        var connection = opened;
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: two names, closed by neither
    public static int SecondNameOpen(MySqlDataSource db)
    {
        var {|NEEDS101:opened|} = db.OpenConnection();
        var connection = opened;
        return connection.Execute("CALL tick()");
    }

    // good: the first name is reused, the second one closes
    public static int FirstNameReused(MySqlDataSource db)
    {
        MySqlConnection? current = db.OpenConnection();
        using var kept = current;
        current = null;
        return kept.Execute("CALL tick()");
    }

    // bad: the second name is reused, and closes the other one
    public static int SecondNameReused(MySqlDataSource db)
    {
        var {|NEEDS101:first|} = db.OpenConnection();
        var name = first;
        name = db.OpenConnection();
        name.Dispose();
        return first.ServerThread;
    }

    // good: the second name is reused, both are closed
    public static int BothClosed(MySqlDataSource db)
    {
        using var first = db.OpenConnection();
        var name = first;
        name = db.OpenConnection();
        name.Dispose();
        return first.ServerThread;
    }

    // good: swapped, and both are closed
    public static void Swap(MySqlDataSource db, NpgsqlDataSource other)
    {
        DbConnection left = new MySqlConnection("Server=a");
        DbConnection right = new NpgsqlConnection("Host=b");
        try
        {
            left.Open();
            right.Open();
            (left, right) = (right, left);
            left.Execute("SELECT 1");
        }
        finally
        {
            left.Dispose();
            right.Dispose();
        }
    }

    // bad: swapped by hand, then the wrong one is closed twice
    public static void SwapByHand(string a, string b)
    {
        DbConnection {|NEEDS101:left|} = new MySqlConnection(a);
        left.Open();
        using DbConnection right = new NpgsqlConnection(b);
        var third = left;
        third = right;
        third.Close();
    }

    // good: swapped by hand, both are closed
    public static string SwapByHandClosed(string a)
    {
        DbConnection? left = new MySqlConnection(a);
        DbConnection? right = null;
        left.Open();
        right = left;
        left = null;
        var version = right.ServerVersion;
        right.Close();
        return version;
    }

    // good: taken out of a tuple, closed there
    public static int Tuple(MySqlDataSource db)
    {
        var (connection, timeout) = (db.OpenConnection(), 30);
        using (connection)
            return connection.Execute("CALL tick()", commandTimeout: timeout);
    }

    // bad: taken out of a tuple, left open
    public static int TupleOpen(MySqlDataSource db)
    {
        var ({|NEEDS101:connection|}, timeout) = (db.OpenConnection(), 30);
        return connection.Execute("CALL tick()", commandTimeout: timeout);
    }

    // good: deconstructed into variables that exist
    public static int Existing(MySqlDataSource db)
    {
        MySqlConnection? connection = null;
        int timeout;
        try
        {
            (connection, timeout) = (db.OpenConnection(), 30);
            return connection.Execute("CALL tick()", commandTimeout: timeout);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // bad: deconstructed into variables that exist, one of them is not closed
    public static bool ExistingOpen(MySqlDataSource db, NpgsqlDataSource other)
    {
        MySqlConnection mine;
        NpgsqlConnection theirs;
        (mine, {|NEEDS101:theirs|}) = (new MySqlConnection("Server=a"), other.OpenConnection());
        using (mine)
        {
            mine.Open();
            return mine.Database == theirs.Database;
        }
    }

    // good: the tuple is returned, and with it the connection
    public static (NpgsqlConnection Connection, DateTime At) Returned(NpgsqlDataSource db) => (db.OpenConnection(), DateTime.UtcNow);

    // bad: only the tuple's other half is returned
    public static DateTime HalfReturned(NpgsqlDataSource db)
    {
        var {|NEEDS101:opened|} = (Connection: db.OpenConnection(), At: DateTime.UtcNow);
        return opened.At;
    }

    // good: the tuple's connection is closed through its element
    public static DateTime ElementClosed(NpgsqlDataSource db)
    {
        var opened = (Connection: db.OpenConnection(), At: DateTime.UtcNow);
        opened.Connection.Dispose();
        return opened.At;
    }

    // good: a cast is the same connection
    public static string Cast(DbDataSource db)
    {
        var general = db.OpenConnection();
        var mysql = (MySqlConnection)general;
        using (mysql)
            return mysql.ServerVersion;
    }

    // bad: as, and a close only if it is one
    public static int As(DbDataSource db)
    {
        var {|NEEDS101:general|} = db.OpenConnection();
        var mysql = general as MySqlConnection;
        if (mysql is null)
            return 0;
        var thread = mysql.ServerThread;
        mysql.Close();
        return thread;
    }

    // good: as, and the general one is closed in any case
    public static int AsClosed(DbDataSource db)
    {
        using var general = db.OpenConnection();
        var mysql = general as MySqlConnection;
        return mysql is null ? 0 : mysql.ServerThread;
    }

    // good: a ref local is the same variable
    public static int RefLocal(MySqlDataSource db)
    {
        var connection = db.OpenConnection();
        ref var same = ref connection;
        try
        {
            return same.Execute("CALL tick()");
        }
        finally
        {
            connection.Dispose();
        }
    }

    // good: chosen among two open ones, both are closed
    public static int Chosen(MySqlDataSource db, bool second)
    {
        using var a = db.OpenConnection();
        using var b = db.OpenConnection();
        var chosen = second ? b : a;
        return chosen.Execute("CALL tick()");
    }

    // bad: chosen among two open ones, only the first is closed
    public static int ChosenFirst(MySqlDataSource db, bool second)
    {
        using var a = db.OpenConnection();
        var {|NEEDS101:b|} = db.OpenConnection();
        var chosen = second ? b : a;
        return chosen.Execute("CALL tick()");
    }

    // good: assigned in a chain, closed by one name
    public static int Chain(NpgsqlDataSource db)
    {
        NpgsqlConnection a, b;
        a = b = db.OpenConnection();
        using (a)
            return b.Execute("SELECT tick()");
    }

    // bad: assigned within a condition
    public static int InCondition(NpgsqlDataSource db)
    {
        NpgsqlConnection connection;
        if (({|NEEDS101:connection|} = db.OpenConnection()).State != ConnectionState.Open)
            return 0;
        return connection.Execute("SELECT tick()");
    }

    // good: assigned within a condition, closed in both cases
    public static int InConditionClosed(NpgsqlDataSource db)
    {
        NpgsqlConnection? connection = null;
        try
        {
            if ((connection = db.OpenConnection()).State != ConnectionState.Open)
                return 0;
            return connection.Execute("SELECT tick()");
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // good: the command leads back to its connection
    public static int BackFromCommand(NpgsqlDataSource db)
    {
        var connection = db.OpenConnection();
        using var command = new NpgsqlCommand("SELECT tick()", connection);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            command.Connection!.Dispose();
        }
    }
}
