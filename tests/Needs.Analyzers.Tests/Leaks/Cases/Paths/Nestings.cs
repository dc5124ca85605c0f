#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Nestings;

/// <summary>Blocks in blocks: resources of catches and finallys, gates, loops in tries.</summary>
public sealed class Nestings(MySqlDataSource db, ILogger log)
{
    private readonly SemaphoreSlim _gate = new(4);

    // bad: the catch opens a connection for its log entry
    public void Work(MySqlConnection connection)
    {
        try
        {
            connection.Execute("CALL work()");
        }
        catch (MySqlException e)
        {
            var {|NEEDS101:errors|} = db.OpenConnection();
            errors.Execute("INSERT INTO errors(text) VALUES (@Message)", new { e.Message });
        }
    }

    // good: the catch opens a connection for its log entry in a using
    public void WorkUsing(MySqlConnection connection)
    {
        try
        {
            connection.Execute("CALL work()");
        }
        catch (MySqlException e)
        {
            using var errors = db.OpenConnection();
            errors.Execute("INSERT INTO errors(text) VALUES (@Message)", new { e.Message });
        }
    }

    // bad: the catch opens a connection, in a method whose own is in a using
    public void WorkOwn()
    {
        using var connection = db.OpenConnection();
        try
        {
            connection.Execute("CALL work()");
        }
        catch (MySqlException e)
        {
            var {|NEEDS101:errors|} = db.OpenConnection();
            errors.Execute("INSERT INTO errors(text) VALUES (@Message)", new { e.Message });
        }
    }

    // bad: the finally opens a connection for the end of the run
    public void Run(Action work)
    {
        try
        {
            work();
        }
        finally
        {
            var {|NEEDS101:runs|} = db.OpenConnection();
            runs.Execute("INSERT INTO runs(ended) VALUES (NOW())");
        }
    }

    // good: the finally opens a connection for the end of the run, and closes it
    public void RunUsing(Action work)
    {
        try
        {
            work();
        }
        finally
        {
            using var runs = db.OpenConnection();
            runs.Execute("INSERT INTO runs(ended) VALUES (NOW())");
        }
    }

    // bad: the finally releases the gate, not the connection
    public async Task<int> GatedAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
            return await connection.ExecuteAsync("CALL tick()");
        }
        finally
        {
            _gate.Release();
        }
    }

    // good: the finally releases the gate, the await using the connection
    public async Task<int> GatedUsingAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            await using var connection = await db.OpenConnectionAsync(ct);
            return await connection.ExecuteAsync("CALL tick()");
        }
        finally
        {
            _gate.Release();
        }
    }

    // bad: opened before it waits at the gate
    public async Task<int> BeforeGateAsync(CancellationToken ct)
    {
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync(ct);
        await _gate.WaitAsync(ct);
        try
        {
            return await connection.ExecuteAsync("CALL tick()");
        }
        finally
        {
            _gate.Release();
            await connection.DisposeAsync();
        }
    }

    // bad: the catch breaks out of the loop with the connection of its turn
    public int UntilFailure(IReadOnlyList<string> tenants)
    {
        var done = 0;
        foreach (var tenant in tenants)
        {
            var {|NEEDS102:connection|} = new MySqlConnection(tenant);
            connection.Open();
            try
            {
                connection.Execute("CALL nightly()");
                connection.Close();
                done++;
            }
            catch (MySqlException e)
            {
                log.LogError(e, "tenant failed");
                break;
            }
        }

        return done;
    }

    // good: the catch breaks out of the loop behind a close
    public int UntilFailureClosed(IReadOnlyList<string> tenants)
    {
        var done = 0;
        foreach (var tenant in tenants)
        {
            var connection = new MySqlConnection(tenant);
            try
            {
                connection.Open();
                connection.Execute("CALL nightly()");
                done++;
            }
            catch (MySqlException e)
            {
                log.LogError(e, "tenant failed");
                break;
            }
            finally
            {
                connection.Close();
            }
        }

        return done;
    }

    // good: the exception is kept and thrown after the close
    public void Later(IReadOnlyList<string> scripts)
    {
        ExceptionDispatchInfo? failure = null;
        var connection = db.OpenConnection();
        try
        {
            foreach (var script in scripts)
                connection.Execute(script);
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        connection.Dispose();
        failure?.Throw();
    }

    // bad: the exception is kept, and thrown before the close
    public void Sooner(IReadOnlyList<string> scripts)
    {
        Exception? failure = null;
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            foreach (var script in scripts)
                connection.Execute(script);
        }
        catch (Exception e)
        {
            failure = e;
        }

        if (failure is not null)
            throw new InvalidOperationException("a script failed", failure);
        connection.Dispose();
    }

    // good: three levels of try, each with its duty
    public string Levels(string file)
    {
        try
        {
            using var cache = new SqliteConnection($"Data Source={file}");
            cache.Open();
            try
            {
                return cache.ExecuteScalar<string>("SELECT text FROM motd")!;
            }
            catch (SqliteException)
            {
                var connection = db.OpenConnection();
                try
                {
                    return connection.ExecuteScalar<string>("SELECT text FROM motd")!;
                }
                finally
                {
                    connection.Dispose();
                }
            }
        }
        catch (DbException e)
        {
            return e.Message;
        }
    }

    // bad: three levels of try, the innermost forgets
    public string LevelsForgotten(string file)
    {
        try
        {
            using var cache = new SqliteConnection($"Data Source={file}");
            cache.Open();
            try
            {
                return cache.ExecuteScalar<string>("SELECT text FROM motd")!;
            }
            catch (SqliteException)
            {
                var {|NEEDS101:connection|} = db.OpenConnection();
                try
                {
                    return connection.ExecuteScalar<string>("SELECT text FROM motd")!;
                }
                finally
                {
                    log.LogInformation("asked the server");
                }
            }
        }
        catch (DbException e)
        {
            return e.Message;
        }
    }

    // good: a using in a using in a loop in a try
    public int Deep(IReadOnlyList<string> tenants)
    {
        var rows = 0;
        try
        {
            foreach (var tenant in tenants)
            {
                using (var connection = new MySqlConnection(tenant))
                {
                    connection.Open();
                    using (var transaction = connection.BeginTransaction())
                    {
                        rows += connection.Execute("CALL nightly()", transaction: transaction);
                        if (rows > 1000)
                            return rows;
                        transaction.Commit();
                    }
                }
            }
        }
        catch (MySqlException e)
        {
            log.LogError(e, "after {Rows} rows", rows);
        }

        return rows;
    }

    // bad: queue of names, a duplicate is skipped with its connection
    public int Queue(ConcurrentQueue<string> names)
    {
        var seen = new HashSet<string>();
        while (names.TryDequeue(out var name))
        {
            var {|NEEDS101:connection|} = new MySqlConnection($"Server=db;Database={name}");
            connection.Open();
            if (!seen.Add(connection.Database))
                continue;
            connection.Close();
        }

        return seen.Count;
    }

    // good: a queue of names, each connection is closed before its answer counts
    public int QueueClosed(ConcurrentQueue<string> names)
    {
        var seen = new HashSet<string>();
        while (names.TryDequeue(out var name))
        {
            var connection = new MySqlConnection($"Server=db;Database={name}");
            connection.Open();
            var database = connection.Database;
            connection.Close();
            if (!seen.Add(database))
                continue;
        }

        return seen.Count;
    }

    // bad: a watch is stopped in the finally
    public TimeSpan Timed(string sql)
    {
        var watch = Stopwatch.StartNew();
        var {|NEEDS101:connection|} = db.OpenConnection();
        try
        {
            connection.Execute(sql);
            return watch.Elapsed;
        }
        finally
        {
            watch.Stop();
        }
    }

    // good: readers in turn on a connection of its own need no close of theirs
    public List<string> InTurn(IReadOnlyList<string> tables)
    {
        var columns = new List<string>();
        using var connection = db.OpenConnection();
        foreach (var table in tables)
        {
            using var command = new MySqlCommand($"SELECT * FROM {table} LIMIT 0", connection);
            var reader = command.ExecuteReader();
            for (var i = 0; i < reader.FieldCount; i++)
                columns.Add(reader.GetName(i));
            reader.Close();
        }

        return columns;
    }

    // bad: a lambda uses it, nobody closes it
    public int Captured(IReadOnlyList<int> ids)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        Func<int, int> delete = id => connection.Execute("DELETE FROM carts WHERE id = @id", new { id });
        return ids.Sum(delete);
    }

    // good: a lambda uses it, the using closes it
    public int CapturedUsing(IReadOnlyList<int> ids)
    {
        using var connection = db.OpenConnection();
        Func<int, int> delete = id => connection.Execute("DELETE FROM carts WHERE id = @id", new { id });
        return ids.Sum(delete);
    }

    // good: a lambda closes it, called in the finally
    public int CapturedClosed(IReadOnlyList<int> ids)
    {
        var connection = db.OpenConnection();
        Action close = () => connection.Dispose();
        try
        {
            return connection.Execute("DELETE FROM carts WHERE id IN @ids", new { ids });
        }
        finally
        {
            close();
        }
    }

    // good: each worker has its own, from the first lambda to the last
    public void Workers(IReadOnlyList<int> ids) =>
        Parallel.ForEach(
            ids,
            () => db.OpenConnection(),
            (id, _, connection) =>
            {
                connection.Execute("CALL work(@id)", new { id });
                return connection;
            },
            connection => connection.Dispose());

    // good: disposed through an array of both
    public bool Array(string cs)
    {
        var left = new MySqlConnection(cs);
        var right = new MySqlConnection(cs);
        try
        {
            left.Open();
            right.Open();
            return left.ServerThread == right.ServerThread;
        }
        finally
        {
            foreach (var connection in new[] { left, right })
                connection.Dispose();
        }
    }

    // bad: a program's main method ends with the connection open
    public static async Task<int> Main(string[] args)
    {
        if (args is not [var cs, .. var scripts])
            return 2;

        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        await connection.OpenAsync();
        foreach (var script in scripts)
        {
            try
            {
                await connection.ExecuteAsync(await File.ReadAllTextAsync(script));
            }
            catch (MySqlException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        }

        return 0;
    }

    // good: a program's main method with an await using
    public static async Task<int> MainUsing(string[] args)
    {
        if (args is not [var cs, .. var scripts])
            return 2;

        await using var connection = new MySqlConnection(cs);
        await connection.OpenAsync();
        foreach (var script in scripts)
        {
            try
            {
                await connection.ExecuteAsync(await File.ReadAllTextAsync(script));
            }
            catch (MySqlException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        }

        return 0;
    }
}
