#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Disposers;

// Disposers that do more than dispose: they unlock, flush, log, unsubscribe, wait. Their callers' usings are right all the same.

public sealed class AdvisoryLock : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly string _name;

    private AdvisoryLock(MySqlConnection connection, string name)
    {
        _connection = connection;
        _name = name;
    }

    // good: granted, or closed
    public static AdvisoryLock? Take(MySqlDataSource source, string name)
    {
        var connection = source.OpenConnection();
        try
        {
            if (connection.ExecuteScalar<int>("SELECT GET_LOCK(@name, 5)", new { name }) == 1)
                return new AdvisoryLock(connection, name);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        connection.Dispose();
        return null;
    }

    public void Dispose()
    {
        _connection.Execute("DO RELEASE_LOCK(@name)", new { name = _name });
        _connection.Dispose();
    }

    // good: under using
    public static bool Run(MySqlDataSource source, Action work)
    {
        using var taken = Take(source, "run");
        if (taken is null)
            return false;
        work();
        return true;
    }

    // bad: never unlocked
    public static bool RunOpen(MySqlDataSource source)
    {
        var {|NEEDS101:taken|} = Take(source, "run");
        return taken is not null;
    }
}

public sealed class BufferedWriter(SqliteConnection connection) : IDisposable
{
    private readonly List<string> _lines = [];

    public void Write(string line)
    {
        _lines.Add(line);
        if (_lines.Count >= 100)
            Flush();
    }

    public void Flush()
    {
        foreach (var line in _lines)
            connection.Execute("INSERT INTO lines VALUES (@line)", new { line });
        _lines.Clear();
    }

    public void Dispose()
    {
        Flush();
        connection.Dispose();
    }

    // good: under using
    public static void Copy(string file, TextReader reader)
    {
        using var writer = Open(file);
        while (reader.ReadLine() is { } line)
            writer.Write(line);
    }

    // good: in finally
    public static void CopyFinally(string file, TextReader reader)
    {
        var writer = Open(file);
        try
        {
            while (reader.ReadLine() is { } line)
                writer.Write(line);
        }
        finally
        {
            writer.Dispose();
        }
    }

    // bad: flushed, not disposed
    public static void CopyFlushed(string file, TextReader reader)
    {
        var {|NEEDS101:writer|} = Open(file);
        while (reader.ReadLine() is { } line)
            writer.Write(line);
        writer.Flush();
    }

    // bad: disposed when all was written
    public static void CopyLate(string file, TextReader reader)
    {
        var {|NEEDS102:writer|} = Open(file);
        while (reader.ReadLine() is { } line)
            writer.Write(line);
        writer.Dispose();
    }

    // helper
    private static BufferedWriter Open(string file)
    {
        var connection = new SqliteConnection(file);
        connection.Open();
        return new BufferedWriter(connection);
    }
}

public sealed class Worker : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;
    private readonly ILogger _logger;

    public Worker(NpgsqlConnection connection, ILogger logger)
    {
        _connection = connection;
        _logger = logger;
        _working = Work(_stop.Token);
    }

    private async Task Work(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
            await _connection.ExecuteAsync("CALL work()");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _working.WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (OperationCanceledException)
        {
            _logger.LogInformation("Stopped");
        }
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    // good: under await using
    public static async Task Run(NpgsqlDataSource source, ILogger logger, TimeSpan time)
    {
        await using var worker = new Worker(await source.OpenConnectionAsync(), logger);
        await Task.Delay(time);
    }

    // bad: left to work
    public static async Task RunOpen(NpgsqlDataSource source, ILogger logger, TimeSpan time)
    {
        var {|NEEDS101:worker|} = new Worker(await source.OpenConnectionAsync(), logger);
        await Task.Delay(time);
        logger.LogInformation("{Status}", worker._working.Status);
    }

    // bad: stopped if the delay isn't cancelled
    public static async Task RunLate(NpgsqlDataSource source, ILogger logger, CancellationToken cancellation)
    {
        var {|NEEDS102:worker|} = new Worker(await source.OpenConnectionAsync(cancellation), logger);
        await Task.Delay(1000, cancellation);
        await worker.DisposeAsync();
    }
}

public sealed class Unit : IDisposable
{
    private readonly MySqlConnection _connection;
    private MySqlTransaction? _transaction;

    // good: opened, then in the field
    public Unit(MySqlDataSource source) => _connection = source.OpenConnection();

    // good: the unit's own
    public MySqlTransaction Transaction => _transaction ??= _connection.BeginTransaction();

    public void Save()
    {
        _transaction?.Commit();
        _transaction?.Dispose();
        _transaction = null;
    }

    public void Dispose()
    {
        if (_transaction is not null)
        {
            _transaction.Rollback();
            _transaction.Dispose();
        }
        _connection.Dispose();
    }

    // good: under using
    public static void Run(MySqlDataSource source)
    {
        using var unit = new Unit(source);
        unit.Transaction.Connection!.Execute("CALL run()", transaction: unit.Transaction);
        unit.Save();
    }

    // bad: saved, not disposed
    public static void RunSaved(MySqlDataSource source)
    {
        var {|NEEDS101:unit|} = new Unit(source);
        unit.Transaction.Connection!.Execute("CALL run()", transaction: unit.Transaction);
        unit.Save();
    }
}

public sealed class Guarded : IDisposable
{
    private readonly MySqlConnection _connection;
    private bool _disposed;

    // good: opened, then in the field
    public Guarded(MySqlDataSource source) => _connection = source.OpenConnection();

    // good: the object's own
    public int Run(string sql)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _connection.Execute(sql);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            _connection.Execute("DO RELEASE_ALL_LOCKS()");
        }
        catch (MySqlException)
        {
            // The session's end releases them too.
        }
        _connection.Dispose();
    }

    // good: under using
    public static void RunUsing(MySqlDataSource source)
    {
        using var guarded = new Guarded(source);
        guarded.Run("CALL run()");
    }

    // good: disposed twice
    public static void RunTwice(MySqlDataSource source)
    {
        using var guarded = new Guarded(source);
        try
        {
            guarded.Run("CALL run()");
        }
        finally
        {
            guarded.Dispose();
        }
    }
}
