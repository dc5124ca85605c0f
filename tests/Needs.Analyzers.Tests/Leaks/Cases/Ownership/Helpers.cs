#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Helpers;

// helper
internal static class ConnectionExtensions
{
    public static void CloseQuietly(this DbConnection? connection)
    {
        if (connection == null)
            return;
        try
        {
            connection.Close();
        }
        catch (DbException)
        {
            // Nothing is lost by it.
        }
    }

    public static async ValueTask Return(this NpgsqlConnection connection, ILogger logger)
    {
        logger.LogDebug("{Process} goes back", connection.ProcessID);
        await connection.DisposeAsync();
    }

    public static void SafeDispose(this IDisposable? disposable) => disposable?.Dispose();

    public static TConnection Timeout<TConnection>(this TConnection connection, int seconds)
        where TConnection : DbConnection
    {
        connection.ConnectionString += $";Connection Timeout={seconds}";
        return connection;
    }

    public static void Trace(this DbConnection connection, string text) => Console.WriteLine($"{connection.Database}: {text}");
}

/// <summary>Releases in other methods: on all paths, on some, or not at all.</summary>
public class Helpers
{
    private readonly ILogger<Helpers> _logger;

    // helper
    public Helpers(ILogger<Helpers> logger) => _logger = logger;

    // helper
    private static MySqlConnection Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // helper
    private void Finish(MySqlConnection connection, string what)
    {
        _logger.LogInformation("{What} done on {Thread}", what, connection.ServerThread);
        connection.Dispose();
    }

    // helper
    private void FinishNested(MySqlConnection connection) => Finish(connection, "nested");

    // helper
    private static void CloseAll(params IDisposable?[] disposables)
    {
        foreach (var disposable in disposables)
            disposable?.Dispose();
    }

    // helper
    private static void CloseBoth(MySqlConnection left, MySqlConnection right)
    {
        left.Dispose();
        right.Dispose();
    }

    // helper
    private static void CloseOne(MySqlConnection left, MySqlConnection right)
    {
        left.Dispose();
        Console.WriteLine(right.Database);
    }

    // helper
    private static void CloseIf(MySqlConnection connection, int affected)
    {
        if (affected == 0)
            connection.Close();
    }

    // helper
    private static void CloseUnlessBroken(MySqlConnection connection)
    {
        switch (connection.State)
        {
            case ConnectionState.Closed:
                break;
            default:
                connection.Close();
                break;
        }
    }

    // helper
    private static async Task EndAsync(DbConnection connection)
    {
        await using (connection.ConfigureAwait(false))
            await Task.Yield();
    }

    // helper
    private static void Touch(DbConnection connection)
    {
        if (connection.State == ConnectionState.Open)
            Console.WriteLine(connection.ServerVersion);
    }

    // helper
    protected virtual void Release(MySqlConnection connection) => connection.Dispose();

    // good: the private method disposes it
    public int Archive(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return connection.Execute("CALL archive()");
        }
        finally
        {
            Finish(connection, "archive");
        }
    }

    // bad: the private method that disposes it is not reached when the call fails
    public int ArchiveLate(string connectionString)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        var moved = connection.Execute("CALL archive()");
        Finish(connection, "archive");
        return moved;
    }

    // good: a helper of a helper disposes it
    public int ArchiveNested(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return connection.Execute("CALL archive()");
        }
        finally
        {
            FinishNested(connection);
        }
    }

    // good: an extension closes quietly
    public static int Count(string connectionString)
    {
        MySqlConnection? connection = null;
        try
        {
            connection = Open(connectionString);
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM files");
        }
        finally
        {
            connection.CloseQuietly();
        }
    }

    // good: an extension on IDisposable disposes
    public static int CountSafely(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM files");
        }
        finally
        {
            ConnectionExtensions.SafeDispose(connection);
        }
    }

    // bad: the extension only traces
    public static int CountTraced(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM files");
        }
        finally
        {
            connection.Trace("counted");
        }
    }

    // good: an awaited extension disposes
    public async Task Cluster(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            await connection.ExecuteAsync("CLUSTER");
        }
        finally
        {
            await connection.Return(_logger);
        }
    }

    // bad: the awaited extension is skipped by an exception
    public async Task ClusterLate(NpgsqlDataSource source)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        await connection.ExecuteAsync("CLUSTER");
        await connection.Return(_logger);
    }

    // good: both go into a helper that disposes all
    public static void Copy(string from, string to)
    {
        MySqlConnection? source = null, target = null;
        try
        {
            source = Open(from);
            target = Open(to);
            target.Execute("INSERT INTO copies VALUES (@thread)", new { thread = source.ServerThread });
        }
        finally
        {
            CloseAll(target, source);
        }
    }

    // good: a helper disposes its two arguments
    public static void CopyBoth(string from, string to)
    {
        using var source = Open(from);
        var target = Open(to);
        CloseBoth(source, target);
    }

    // bad: the helper disposes the first argument only
    public static void CopyOne(string from, string to)
    {
        using var source = Open(from);
        var {|NEEDS101:target|} = Open(to);
        CloseOne(source, target);
    }

    // bad: the helper closes on some paths only
    public static int Shrink(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        var affected = 0;
        try
        {
            affected = connection.Execute("DELETE FROM trash LIMIT 1000");
        }
        finally
        {
            CloseIf(connection, affected);
        }
        return affected;
    }

    // good: the helper leaves out what is closed already
    public static int ShrinkClosed(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return connection.Execute("DELETE FROM trash LIMIT 1000");
        }
        finally
        {
            CloseUnlessBroken(connection);
        }
    }

    // good: an asynchronous helper with await using inside
    public static async Task<int> Expire(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return await connection.ExecuteAsync("DELETE FROM carts WHERE expires < NOW()");
        }
        finally
        {
            await EndAsync(connection);
        }
    }

    // bad: the helper looks, and closes nothing
    public static int ExpireTouched(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        try
        {
            return connection.Execute("DELETE FROM carts WHERE expires < NOW()");
        }
        finally
        {
            Touch(connection);
        }
    }

    // good: a virtual method whose name and body say that it releases
    public int Optimize(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return connection.Execute("OPTIMIZE TABLE carts");
        }
        finally
        {
            Release(connection);
        }
    }

    // good: a local function disposes the captured variable
    public static int Merge(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return connection.Execute("CALL merge_carts()");
        }
        finally
        {
            End();
        }

        void End() => connection.Dispose();
    }

    // good: a local function disposes its argument
    public static int MergeArgument(string connectionString)
    {
        static void End(MySqlConnection opened)
        {
            if (opened.State != ConnectionState.Closed)
                opened.Dispose();
        }

        var connection = Open(connectionString);
        try
        {
            return connection.Execute("CALL merge_carts()");
        }
        finally
        {
            End(connection);
        }
    }

    // bad: the local function that would dispose is never called
    public static int MergeUncalled(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        return connection.Execute("CALL merge_carts()");

        void End() => connection.Dispose();
    }

    // good: a lambda in a variable disposes
    public static int Sweep(string connectionString)
    {
        var connection = Open(connectionString);
        Action end = () => connection.Dispose();
        try
        {
            return connection.Execute("DELETE FROM sweepings");
        }
        finally
        {
            end();
        }
    }

    // good: a lambda in a variable disposes its argument
    public static int SweepArgument(string connectionString)
    {
        Action<MySqlConnection> end = opened => opened.Close();
        var connection = Open(connectionString);
        try
        {
            return connection.Execute("DELETE FROM sweepings");
        }
        finally
        {
            end(connection);
        }
    }

    // bad: the lambda in a variable only prints
    public static int SweepPrinted(string connectionString)
    {
        Action<MySqlConnection> end = opened => Console.WriteLine(opened.Database);
        var {|NEEDS101:connection|} = Open(connectionString);
        try
        {
            return connection.Execute("DELETE FROM sweepings");
        }
        finally
        {
            end(connection);
        }
    }

    // good: the helper is the whole job, and closes with using
    public static long Export(string connectionString) => Export(Open(connectionString));

    // good: using over a parameter
    private static long Export(MySqlConnection connection)
    {
        using var owned = connection;
        return owned.ExecuteScalar<long>("SELECT COUNT(*) FROM exports");
    }

    // bad: the helper is the whole job, and doesn't close
    public static long Total(string connectionString) => Total({|NEEDS101:Open(connectionString)|});

    // good: what a method gets isn't its to close
    private static long Total(MySqlConnection connection) => connection.ExecuteScalar<long>("SELECT SUM(total) FROM exports");

    // good: prepared by an extension that returns it, then closed
    public static long Slow(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString).Timeout(60);
        connection.Open();
        return connection.ExecuteScalar<long>("SELECT slow()");
    }

    // bad: prepared by an extension that returns it, then forgotten
    public static long SlowForgotten(string connectionString)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString).Timeout(60);
        connection.Open();
        return connection.ExecuteScalar<long>("SELECT slow()");
    }

    // bad: the helper that closes also runs on one branch only
    public static void Rotate(string connectionString, bool full)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        if (full)
        {
            connection.CloseQuietly();
            return;
        }
        connection.Trace("not full");
    }

    // good: the helper closes on each branch
    public static void RotateClosed(string connectionString, bool full)
    {
        var connection = Open(connectionString);
        if (full)
        {
            connection.CloseQuietly();
            return;
        }
        connection.SafeDispose();
    }
}
