#nullable enable
using System;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.OutAndRef;

/// <summary>Connections that leave a method, or come into one, through out and ref.</summary>
public static class OutAndRef
{
    // good: out is assigned once it is open
    public static void Open(string connectionString, out MySqlConnection connection)
    {
        connection = new MySqlConnection(connectionString);
        connection.Open();
    }

    // good: the failed one was never open
    public static bool TryOpen(string connectionString, [NotNullWhen(true)] out MySqlConnection? connection)
    {
        connection = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            return true;
        }
        catch (MySqlException)
        {
            connection = null;
            return false;
        }
    }

    // good: the probe's failure disposes what was opened
    public static bool TryOpenProbed(string file, [MaybeNullWhen(false)] out SqliteConnection connection)
    {
        var candidate = new SqliteConnection($"Data Source={file}");
        try
        {
            candidate.Open();
            candidate.Execute("PRAGMA quick_check");
            connection = candidate;
            return true;
        }
        catch (SqliteException)
        {
            candidate.Dispose();
            connection = null;
            return false;
        }
        catch
        {
            candidate.Dispose();
            throw;
        }
    }

    // bad: when the probe fails the opened candidate is dropped
    public static bool TryOpenUnprobed(string file, [MaybeNullWhen(false)] out SqliteConnection connection)
    {
        var {|NEEDS102:candidate|} = new SqliteConnection($"Data Source={file}");
        try
        {
            candidate.Open();
            candidate.Execute("PRAGMA quick_check");
            connection = candidate;
            return true;
        }
        catch (SqliteException)
        {
            connection = null;
            return false;
        }
    }

    // bad: false is returned with the connection still open and not handed out
    public static bool TryOpenVersion(string connectionString, int version, out NpgsqlConnection? connection)
    {
        connection = null;
        var {|NEEDS101:opened|} = new NpgsqlConnection(connectionString);
        opened.Open();
        if (opened.PostgreSqlVersion.Major < version)
            return false;
        connection = opened;
        return true;
    }

    // good: too old a server's connection is closed
    public static bool TryOpenVersionClosed(string connectionString, int version, out NpgsqlConnection? connection)
    {
        connection = null;
        var opened = new NpgsqlConnection(connectionString);
        opened.Open();
        if (opened.PostgreSqlVersion.Major < version)
        {
            opened.Close();
            return false;
        }
        connection = opened;
        return true;
    }

    // bad: a query comes between Open and the out parameter
    public static void OpenAndCount(string connectionString, out MySqlConnection connection, out int jobs)
    {
        var {|NEEDS102:opened|} = new MySqlConnection(connectionString);
        opened.Open();
        jobs = opened.ExecuteScalar<int>("SELECT COUNT(*) FROM jobs");
        connection = opened;
    }

    // bad: what came out is forgotten
    public static int Jobs(string connectionString)
    {
        Open(connectionString, out var {|NEEDS101:connection|});
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM jobs");
    }

    // bad: what came out is disposed on the normal path only
    public static int JobsDisposedLate(string connectionString)
    {
        Open(connectionString, out MySqlConnection {|NEEDS102:connection|});
        var jobs = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM jobs");
        connection.Dispose();
        return jobs;
    }

    // good: what came out has its using statement
    public static int JobsUsing(string connectionString)
    {
        Open(connectionString, out var connection);
        using (connection)
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM jobs");
    }

    // good: what came out goes on to the caller
    public static MySqlConnection JobsConnection(string server)
    {
        Open($"Server={server};Database=jobs", out var connection);
        return connection;
    }

    // bad: what Try gave is forgotten
    public static void Log(string connectionString, string line)
    {
        if (TryOpen(connectionString, out var {|NEEDS101:connection|}))
            connection.Execute("INSERT INTO log (line) VALUES (@line)", new { line });
    }

    // good: closed where Try gave one
    public static void LogUsing(string connectionString, string line)
    {
        if (!TryOpen(connectionString, out var connection))
            return;
        using var owned = connection;
        owned.Execute("INSERT INTO log (line) VALUES (@line)", new { line });
    }

    // good: finally closes it if Try gave one
    public static void LogFinally(string connectionString, string line)
    {
        MySqlConnection? connection = null;
        try
        {
            if (TryOpen(connectionString, out connection))
                connection.Execute("INSERT INTO log (line) VALUES (@line)", new { line });
            else
                Console.Error.WriteLine(line);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // bad: Try opens it and the discard drops it
    public static bool IsUp(string connectionString) => TryOpen(connectionString, out {|NEEDS103:_|});

    // good: the ref parameter's new connection is the caller's
    public static void Ensure(string connectionString, [NotNull] ref MySqlConnection? connection)
    {
        if (connection is { State: ConnectionState.Open })
            return;
        connection?.Dispose();
        connection = new MySqlConnection(connectionString);
        connection.Open();
    }

    // bad: the caller of Ensure never closes
    public static int Twice(string connectionString)
    {
        MySqlConnection? connection = null;
        Ensure(connectionString, ref {|NEEDS101:connection|});
        return connection.Execute("CALL once()") + connection.Execute("CALL once()");
    }

    // good: the caller of Ensure closes
    public static int TwiceClosed(string connectionString)
    {
        MySqlConnection? connection = null;
        try
        {
            Ensure(connectionString, ref connection);
            return connection.Execute("CALL once()") + connection.Execute("CALL once()");
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // helper
    private static void DisposeAndClear<T>(ref T? disposable)
        where T : class, IDisposable
    {
        disposable?.Dispose();
        disposable = null;
    }

    // good: a helper disposes by reference
    public static void Purge(string connectionString)
    {
        MySqlConnection? connection = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute("DELETE FROM expired");
        }
        finally
        {
            DisposeAndClear(ref connection);
        }
    }

    // good: swapped with null and disposed
    public static void PurgeExchanged(string connectionString)
    {
        MySqlConnection? connection = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute("DELETE FROM expired");
        }
        finally
        {
            Interlocked.Exchange(ref connection, null)?.Dispose();
        }
    }

    // good: the old connection is disposed, the new one left to the caller
    public static void Switch(ref DbConnection connection, Func<DbConnection> make)
    {
        var old = connection;
        connection = make();
        connection.Open();
        old.Dispose();
    }

    // bad: out is assigned twice, and the first one open
    public static void OpenBest(string primary, string replica, out MySqlConnection connection)
    {
        {|NEEDS103:connection|} = new MySqlConnection(primary);
        connection.Open();
        if (connection.ServerThread > 1000)
        {
            connection = new MySqlConnection(replica);
            connection.Open();
        }
    }

    // good: the first one is disposed before out is assigned again
    public static void OpenBestDisposed(string primary, string replica, out MySqlConnection connection)
    {
        connection = new MySqlConnection(primary);
        connection.Open();
        if (connection.ServerThread > 1000)
        {
            connection.Dispose();
            connection = new MySqlConnection(replica);
            connection.Open();
        }
    }
}
