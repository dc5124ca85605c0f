#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Reconnects;

/// <summary>One variable through many connections; openings that fail; fallbacks.</summary>
public sealed class Reconnects(ILogger log)
{
    // good: kept over the turns, dropped when it fails, closed at the end
    public async Task KeepAsync(string cs, CancellationToken ct)
    {
        MySqlConnection? connection = null;
        try
        {
            while (!ct.IsCancellationRequested)
            {
                try
                {
                    if (connection is null)
                    {
                        connection = new MySqlConnection(cs);
                        await connection.OpenAsync(ct);
                    }

                    await connection.ExecuteAsync("CALL tick()");
                }
                catch (MySqlException e)
                {
                    log.LogWarning(e, "connection lost");
                    if (connection is not null)
                    {
                        await connection.DisposeAsync();
                        connection = null;
                    }

                    await Task.Delay(1000, ct);
                }
            }
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    // bad: kept over the turns, closed when it fails, left at the end
    public async Task KeepOpenAsync(string cs, CancellationToken ct)
    {
        MySqlConnection? connection = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (connection is null)
                {
                    {|NEEDS101:connection|} = new MySqlConnection(cs);
                    await connection.OpenAsync(ct);
                }

                await connection.ExecuteAsync("CALL tick()");
            }
            catch (MySqlException e)
            {
                log.LogWarning(e, "connection lost");
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                    connection = null;
                }
            }
        }
    }

    // good: an opening that fails holds nothing, null says so
    public static MySqlConnection? TryOpen(string cs)
    {
        var connection = new MySqlConnection(cs);
        try
        {
            connection.Open();
        }
        catch (MySqlException)
        {
            return null;
        }

        return connection;
    }

    // good: an opening that fails is followed by another one under the same name
    public static int Fallback(string primary, string secondary)
    {
        var connection = new MySqlConnection(primary);
        try
        {
            connection.Open();
        }
        catch (MySqlException)
        {
            connection = new MySqlConnection(secondary);
            connection.Open();
        }

        using (connection)
            return connection.Execute("CALL tick()");
    }

    // bad: an opening that fails is followed by another one, which nobody closes
    public static int FallbackLost(string primary, string secondary)
    {
        var connection = new MySqlConnection(primary);
        try
        {
            connection.Open();
            using (connection)
                return connection.Execute("CALL tick()");
        }
        catch (MySqlException)
        {
            {|NEEDS101:connection|} = new MySqlConnection(secondary);
            connection.Open();
            return connection.Execute("CALL tick()");
        }
    }

    // bad: the filter that only logs says no
    public int Logged(string cs)
    {
        var {|NEEDS102:connection|} = new NpgsqlConnection(cs);
        connection.Open();
        var rows = 0;
        try
        {
            rows = connection.Execute("SELECT tick()");
        }
        catch (Exception e) when (Log(e))
        {
        }

        connection.Close();
        return rows;
    }

    // good: the filter that only logs says no, the finally closes
    public int LoggedFinally(string cs)
    {
        var connection = new NpgsqlConnection(cs);
        try
        {
            connection.Open();
            return connection.Execute("SELECT tick()");
        }
        catch (Exception e) when (Log(e))
        {
            return 0;
        }
        finally
        {
            connection.Close();
        }
    }

    private bool Log(Exception e)
    {
        log.LogError(e, "failed");
        return false;
    }

    // bad: a try method of its own opened it, the caller forgets
    public static int Tried(string cs)
    {
        if (!Try(cs, out var {|NEEDS101:connection|}))
            return 0;
        return connection!.Execute("CALL tick()");

        static bool Try(string cs, out MySqlConnection? opened)
        {
            opened = new MySqlConnection(cs);
            try
            {
                opened.Open();
                return true;
            }
            catch (MySqlException)
            {
                return false;
            }
        }
    }

    // good: a try method of its own opened it, the caller closes
    public static int TriedUsing(string cs)
    {
        if (!Try(cs, out var connection))
            return 0;
        using (connection)
            return connection!.Execute("CALL tick()");

        static bool Try(string cs, out MySqlConnection? opened)
        {
            opened = new MySqlConnection(cs);
            try
            {
                opened.Open();
                return true;
            }
            catch (MySqlException)
            {
                opened.Dispose();
                opened = null;
                return false;
            }
        }
    }

    // bad: the second out argument over the first
    public static int Twice(string cs)
    {
        Open(cs, out var {|NEEDS103:connection|});
        Open(cs, out connection);
        using (connection)
            return connection.Execute("CALL tick()");

        static void Open(string cs, out MySqlConnection opened)
        {
            opened = new MySqlConnection(cs);
            opened.Open();
        }
    }

    // bad: a deconstruction over an open one
    public static int Deconstructed(MySqlDataSource a, MySqlDataSource b)
    {
        var {|NEEDS103:connection|} = a.OpenConnection();
        int timeout;
        (connection, timeout) = (b.OpenConnection(), 10);
        using (connection)
            return connection.Execute("CALL tick()", commandTimeout: timeout);
    }

    // good: a chain of alternatives, the last one opens, all of them are asked for ownership
    public static int Alternatives(MySqlConnection? first, MySqlConnection? second, MySqlDataSource db)
    {
        var owned = first is null && second is null;
        var connection = first ?? second ?? db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (owned)
                connection.Dispose();
        }
    }

    // bad: a chain of alternatives, the last one opens
    public static int AlternativesOpen(MySqlConnection? first, MySqlConnection? second, MySqlDataSource db)
    {
        var {|NEEDS101:connection|} = first ?? second ?? db.OpenConnection();
        return connection.Execute("CALL tick()");
    }

    // good: the scope's connection is the scope's to close
    public static async Task<int> ScopedAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var connection = scope.ServiceProvider.GetRequiredService<MySqlConnection>();
        await connection.OpenAsync();
        return await connection.ExecuteAsync("CALL tick()");
    }

    // good: exchanged for null and disposed
    public static int Exchanged(MySqlDataSource db)
    {
        MySqlConnection? connection = db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            Interlocked.Exchange(ref connection, null)?.Dispose();
        }
    }

    // bad: exchanged for null and dropped
    public static int ExchangedDropped(MySqlDataSource db)
    {
        MySqlConnection? {|NEEDS103:connection|} = db.OpenConnection();
        var thread = connection.ServerThread;
        Interlocked.Exchange(ref connection, null);
        return thread;
    }

    // good: the open one that was given is used, else one of its own
    public static int GivenOpen(MySqlConnection? given, MySqlDataSource db)
    {
        if (given is { State: ConnectionState.Open } open)
            return open.Execute("CALL tick()");
        using var own = db.OpenConnection();
        return own.Execute("CALL tick()");
    }

    // bad: the open one that was given is used, else one of its own that stays
    public static int GivenOpenElse(MySqlConnection? given, MySqlDataSource db)
    {
        if (given is not { State: ConnectionState.Open } open)
            {|NEEDS101:open|} = db.OpenConnection();
        return open.Execute("CALL tick()");
    }

    // good: replaced on each failed check, closed in the end
    public static string Fresh(MySqlDataSource db, Func<int, bool> healthy)
    {
        var connection = db.OpenConnection();
        try
        {
            while (!healthy(connection.ServerThread))
            {
                connection.Dispose();
                connection = db.OpenConnection();
            }

            return connection.ServerVersion;
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: replaced on each failed check, closed only in the end
    public static string FreshLost(MySqlDataSource db, Func<int, bool> healthy)
    {
        var {|NEEDS103:connection|} = db.OpenConnection();
        try
        {
            if (!healthy(connection.ServerThread))
                connection = db.OpenConnection();
            return connection.ServerVersion;
        }
        finally
        {
            connection.Dispose();
        }
    }
}
