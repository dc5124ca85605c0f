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

namespace Cases.Paths.Branches;

/// <summary>if, else, switch statements and switch expressions.</summary>
public static class Branches
{
    public enum Engine
    {
        MySql,
        Postgres,
        Sqlite,
    }

    // bad: closed in one branch only
    public static void Export(string cs, bool full)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        if (full)
        {
            connection.Execute("CALL export_all()");
            connection.Close();
        }
        else
        {
            connection.Execute("CALL export_changed()");
        }
    }

    // good: nothing that fails lies between, and both branches close
    public static string Describe(string cs, bool detailed)
    {
        var connection = new MySqlConnection(cs);
        connection.Open();
        if (detailed)
        {
            var text = $"{connection.ServerVersion} at {connection.DataSource}";
            connection.Close();
            return text;
        }
        else
        {
            connection.Dispose();
            return "reachable";
        }
    }

    // bad: the second branch says the server's name with the connection still open
    public static string DescribeHalf(string cs, bool detailed)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        if (detailed)
        {
            var text = $"{connection.ServerVersion} at {connection.DataSource}";
            connection.Close();
            return text;
        }
        else
        {
            return connection.DataSource;
        }
    }

    // bad: opened in a branch, closed nowhere
    public static int Count(string cs, bool really)
    {
        var count = 0;
        if (really)
        {
            var {|NEEDS101:connection|} = new NpgsqlConnection(cs);
            connection.Open();
            count = connection.ExecuteScalar<int>("SELECT count(*) FROM visits");
        }

        return count;
    }

    // good: opened and closed within the branch
    public static int CountUsing(string cs, bool really)
    {
        var count = 0;
        if (really)
        {
            using var connection = new NpgsqlConnection(cs);
            connection.Open();
            count = connection.ExecuteScalar<int>("SELECT count(*) FROM visits");
        }

        return count;
    }

    // bad: the same condition twice, but the second time negated
    public static int Audit(string cs, bool audit)
    {
        MySqlConnection? connection = null;
        if (audit)
        {
            {|NEEDS101:connection|} = new MySqlConnection(cs);
            connection.Open();
        }

        var rows = Environment.ProcessorCount;
        if (!audit)
            connection?.Dispose();
        return rows;
    }

    // good: the same condition twice
    public static int AuditTwice(string cs, bool audit)
    {
        MySqlConnection? connection = null;
        if (audit)
        {
            connection = new MySqlConnection(cs);
            connection.Open();
        }

        var rows = Environment.ProcessorCount;
        if (audit)
            connection!.Dispose();
        return rows;
    }

    // bad: one case of the switch breaks without closing
    public static void Maintain(MySqlDataSource db, string task)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        switch (task)
        {
            case "analyze":
                connection.Execute("ANALYZE TABLE orders");
                connection.Close();
                break;
            case "optimize":
                connection.Execute("OPTIMIZE TABLE orders");
                break;
            default:
                connection.Close();
                break;
        }
    }

    // good: the switch stands inside the using
    public static void MaintainUsing(MySqlDataSource db, string task)
    {
        using var connection = db.OpenConnection();
        switch (task)
        {
            case "analyze":
                connection.Execute("ANALYZE TABLE orders");
                break;
            case "optimize":
                connection.Execute("OPTIMIZE TABLE orders");
                break;
        }
    }

    // bad: no case matches, nobody closes
    public static void Notify(NpgsqlDataSource db, int kind)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        switch (kind)
        {
            case 0:
                connection.Close();
                break;
            case 1 or 2:
                connection.Dispose();
                break;
        }
    }

    // good: the default closes too
    public static void NotifyDefault(NpgsqlDataSource db, int kind)
    {
        var connection = db.OpenConnection();
        switch (kind)
        {
            case 0:
                connection.Close();
                break;
            case 1 or 2:
                connection.Dispose();
                break;
            default:
                connection.Dispose();
                break;
        }
    }

    // good: goto case still ends at the close
    public static string Label(NpgsqlDataSource db, int kind)
    {
        var connection = db.OpenConnection();
        var label = "";
        switch (kind)
        {
            case 0:
                label = "zero ";
                goto case 1;
            case 1:
                label += connection.Database;
                goto default;
            default:
                connection.Close();
                return label;
        }
    }

    // bad: one engine's connection is opened by a switch expression, none is closed
    public static long Size(string cs, Engine engine, DbConnection shared)
    {
        var {|NEEDS101:connection|} = engine switch
        {
            Engine.MySql => OpenMySql(cs),
            _ => shared,
        };
        return connection.ExecuteScalar<long>("SELECT size FROM volumes");
    }

    private static DbConnection OpenMySql(string cs)
    {
        var connection = new MySqlConnection(cs);
        connection.Open();
        return connection;
    }

    // good: every engine's connection ends in the using
    public static long SizeUsing(string cs, Engine engine)
    {
        using DbConnection connection = engine switch
        {
            Engine.MySql => new MySqlConnection(cs),
            Engine.Postgres => new NpgsqlConnection(cs),
            Engine.Sqlite => new SqliteConnection(cs),
            _ => throw new ArgumentOutOfRangeException(nameof(engine)),
        };
        connection.Open();
        return connection.ExecuteScalar<long>("SELECT size FROM volumes");
    }

    // bad: the switch expression's value is returned, the connection stays open behind it
    public static string Rank(NpgsqlDataSource db, int user)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT points FROM users WHERE id = @user", new { user }) switch
        {
            < 10 => "new",
            < 100 => "known",
            _ => "expert",
        };
    }

    // good: the same in a using statement
    public static string RankUsing(NpgsqlDataSource db, int user)
    {
        using var connection = db.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT points FROM users WHERE id = @user", new { user }) switch
        {
            < 10 => "new",
            < 100 => "known",
            _ => "expert",
        };
    }

    // bad: the conditional chooses between the caller's connection and one of its own
    public static int Orders(MySqlDataSource db, MySqlConnection ambient, bool separate)
    {
        var {|NEEDS101:connection|} = separate ? db.OpenConnection() : ambient;
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM orders");
    }

    // good: what the conditional opened is closed under the same condition
    public static int OrdersSeparate(MySqlDataSource db, MySqlConnection ambient, bool separate)
    {
        var connection = separate ? db.OpenConnection() : ambient;
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM orders");
        }
        finally
        {
            if (separate)
                connection.Dispose();
        }
    }

    // bad: else-if chain with a hole
    public static string Grade(string cs, int level)
    {
        var {|NEEDS101:connection|} = new SqliteConnection(cs);
        connection.Open();
        var name = connection.Database;
        if (level > 10)
            connection.Close();
        else if (level > 5)
            connection.Dispose();
        else if (level > 0)
            connection.Close();
        return name;
    }

    // good: else-if chain without a hole
    public static string GradeAll(string cs, int level)
    {
        var connection = new SqliteConnection(cs);
        connection.Open();
        var name = connection.Database;
        if (level > 10)
            connection.Close();
        else if (level > 5)
            connection.Dispose();
        else
            connection.Close();
        return name;
    }

    // bad: a short circuit skips the only close
    public static bool Valid(MySqlDataSource db, bool check)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return check && Closes(connection);

        static bool Closes(MySqlConnection connection)
        {
            var ok = connection.State == ConnectionState.Open;
            connection.Dispose();
            return ok;
        }
    }
}
