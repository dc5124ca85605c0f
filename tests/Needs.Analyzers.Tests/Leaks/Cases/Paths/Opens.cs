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

namespace Cases.Paths.Opens;

/// <summary>One resource, one straight path: opened and forgotten, or opened and closed.</summary>
public static class Opens
{
    // bad: opened, used, never closed
    public static int CountUsers(string connectionString)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
    }

    // good: a using declaration closes it
    public static int CountUsersUsing(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
    }

    // bad: the data source hands out an open connection that nobody gives back
    public static void TouchSession(NpgsqlDataSource sessions, Guid id)
    {
        var {|NEEDS101:connection|} = sessions.OpenConnection();
        connection.Execute("UPDATE sessions SET seen_at = now() WHERE id = @id", new { id });
    }

    // good: the data source's connection goes back at the end
    public static void TouchSessionAndGiveBack(NpgsqlDataSource sessions, Guid id)
    {
        using var connection = sessions.OpenConnection();
        connection.Execute("UPDATE sessions SET seen_at = now() WHERE id = @id", new { id });
    }

    // bad: a target-typed new with an explicit type on the left
    public static string? ReadSetting(string file, string key)
    {
        SqliteConnection {|NEEDS101:settings|} = new($"Data Source={file}");
        settings.Open();
        using var command = settings.CreateCommand();
        command.CommandText = "SELECT value FROM settings WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        return command.ExecuteScalar() as string;
    }

    // good: the same with using
    public static string? ReadSettingUsing(string file, string key)
    {
        using SqliteConnection settings = new($"Data Source={file}");
        settings.Open();
        var command = settings.CreateCommand();
        command.CommandText = "SELECT value FROM settings WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        return command.ExecuteScalar() as string;
    }

    // bad: made by a provider factory, opened, forgotten
    public static int Ping(DbProviderFactory provider, string connectionString)
    {
        var {|NEEDS101:connection|} = provider.CreateConnection()!;
        connection.ConnectionString = connectionString;
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        return Convert.ToInt32(command.ExecuteScalar());
    }

    // good: made by a provider factory in a using statement
    public static int PingUsing(DbProviderFactory provider, string connectionString)
    {
        using (var connection = provider.CreateConnection()!)
        {
            connection.ConnectionString = connectionString;
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            return Convert.ToInt32(command.ExecuteScalar());
        }
    }

    // bad: the interface's variable hides the class, not the leak
    public static IReadOnlyList<string> Countries(string connectionString)
    {
        IDbConnection {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        return connection.Query<string>("SELECT name FROM countries ORDER BY name").AsList();
    }

    // good: the interface's variable in a using declaration
    public static IReadOnlyList<string> CountriesUsing(string connectionString)
    {
        using IDbConnection connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection.Query<string>("SELECT name FROM countries ORDER BY name").AsList();
    }

    // bad: an object initialiser, then Open, then nothing
    public static long LastInvoice()
    {
        var {|NEEDS101:connection|} = new NpgsqlConnection { ConnectionString = "Host=billing;Database=billing" };
        connection.Open();
        return connection.ExecuteScalar<long>("SELECT max(number) FROM invoices");
    }

    // good: never opened, so Dapper opens and closes it around the query
    public static long LastInvoiceUnopened()
    {
        var connection = new NpgsqlConnection { ConnectionString = "Host=billing;Database=billing" };
        return connection.ExecuteScalar<long>("SELECT max(number) FROM invoices");
    }

    // bad: opened for its server version only
    public static string ServerVersion(string connectionString)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        return connection.ServerVersion;
    }

    // good: reading a property between Open and Close is no call that fails
    public static string ServerVersionClosed(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        var version = connection.ServerVersion;
        connection.Close();
        return version;
    }

    // good: made to be described, never opened
    public static string DatabaseName(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        return $"{connection.DataSource}/{connection.Database}";
    }

    // bad: the constructor's argument and the using belong to the command, not to the connection
    public static void Truncate(string connectionString)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        using var command = new MySqlCommand("TRUNCATE TABLE staging_prices", connection);
        command.ExecuteNonQuery();
    }

    // good: both are disposed
    public static void TruncateBoth(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString);
        using var command = new MySqlCommand("TRUNCATE TABLE staging_prices", connection);
        connection.Open();
        command.ExecuteNonQuery();
    }

    // good: the parameter is the caller's, opened for the caller
    public static int CountOn(DbConnection connection)
    {
        if (connection.State != ConnectionState.Open)
            connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
    }

    // bad: the first is closed twice, the second never
    public static bool SameRowCount(string left, string right)
    {
        using var first = new MySqlConnection(left);
        var {|NEEDS101:second|} = new MySqlConnection(right);
        first.Open();
        second.Open();
        var same = first.ExecuteScalar<long>("SELECT COUNT(*) FROM orders") == second.ExecuteScalar<long>("SELECT COUNT(*) FROM orders");
        first.Close();
        first.Close();
        return same;
    }

    // good: two in a row, both in using declarations
    public static bool SameRowCountUsing(string left, string right)
    {
        using var first = new MySqlConnection(left);
        using var second = new MySqlConnection(right);
        first.Open();
        second.Open();
        return first.ExecuteScalar<long>("SELECT COUNT(*) FROM orders") == second.ExecuteScalar<long>("SELECT COUNT(*) FROM orders");
    }

    // good: a fence takes no argument
    public static void Fenced(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        Interlocked.MemoryBarrier();
        connection.Execute("CALL tick()");
    }
}
