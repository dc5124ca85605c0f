#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.AfterRelease.Owners;

// helper
public sealed class Session : IDisposable
{
    private readonly MySqlConnection _connection;
    private bool _disposed;

    public Session(MySqlDataSource source) => _connection = source.OpenConnection();

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
        _connection.Execute("DO RELEASE_ALL_LOCKS()");
        _connection.Dispose();
    }
}

// helper
public sealed class Worker : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;

    public Worker(NpgsqlConnection connection)
    {
        _connection = connection;
        _working = WorkAsync(_stop.Token);
    }

    private async Task WorkAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
            await _connection.ExecuteAsync("CALL work()");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        await _connection.DisposeAsync();
        _stop.Dispose();
    }
}

// helper
public sealed class Unit : IDisposable
{
    private readonly MySqlConnection _connection;
    private MySqlTransaction? _transaction;

    public Unit(MySqlConnection connection)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction();
    }

    public int Run(string sql) => _connection.Execute(sql, transaction: _transaction);

    public void Save()
    {
        _transaction?.Commit();
        _transaction?.Dispose();
        _transaction = null;
    }

    public void Dispose()
    {
        _transaction?.Rollback();
        _transaction?.Dispose();
        _connection.Dispose();
    }
}

// helper
public abstract class Repository(DbDataSource source) : IDisposable
{
    private DbConnection? _connection;

    protected DbConnection Connection => _connection ??= source.OpenConnection();

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }
}

// helper
public sealed class UserRepository(DbDataSource source) : Repository(source)
{
    public int Touch() => Connection.Execute("UPDATE users SET seen = NOW()");
}

/// <summary>Objects that own a connection: disposed twice, at once, too early.</summary>
public static class Owners
{
    // good: disposed twice, the second time does nothing
    public static void Twice(MySqlDataSource source)
    {
        using var session = new Session(source);
        try
        {
            session.Run("CALL run()");
        }
        finally
        {
            session.Dispose();
        }
    }

    // bad: run after its end
    public static int TooLate(MySqlDataSource source)
    {
        var session = new Session(source);
        using (session)
            session.Run("CALL run()");
        return {|NEEDS204:session.Run|}("CALL run_again()");
    }

    // good: the worker works until it is disposed
    public static async Task Worked(NpgsqlDataSource source, Action<string> log)
    {
        var worker = new Worker(await source.OpenConnectionAsync());
        log("working");
        await worker.DisposeAsync();
    }

    // good: the worker under await using
    public static async Task WorkedUsing(NpgsqlDataSource source, Action<string> log)
    {
        await using var worker = new Worker(await source.OpenConnectionAsync());
        log("working");
    }

    // good: saved, then its end
    public static void Saved(MySqlDataSource source)
    {
        using var unit = new Unit(source.OpenConnection());
        unit.Run("DELETE FROM drafts");
        unit.Save();
    }

    // bad: the end, then once more
    public static int SavedTooEarly(MySqlDataSource source)
    {
        var unit = new Unit(source.OpenConnection());
        unit.Run("DELETE FROM drafts");
        unit.Save();
        unit.Dispose();
        return {|NEEDS204:unit.Run|}("DELETE FROM notes");
    }

    // bad: the unit disposed the connection that was given to it
    public static int Given(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        using (var unit = new Unit(connection))
        {
            unit.Run("DELETE FROM drafts");
            unit.Save();
        }

        return {|NEEDS204:connection.Execute|}("DELETE FROM notes");
    }

    // good: two units, each of its own
    public static int Two(MySqlDataSource source)
    {
        var rows = 0;
        using (var unit = new Unit(source.OpenConnection()))
            rows += unit.Run("DELETE FROM drafts");
        using (var unit = new Unit(source.OpenConnection()))
            rows += unit.Run("DELETE FROM notes");
        return rows;
    }

    // good: a repository that opens again what it disposed
    public static int Revived(DbDataSource source)
    {
        var users = new UserRepository(source);
        var rows = users.Touch();
        users.Dispose();
        rows += users.Touch();
        users.Dispose();
        return rows;
    }

    // good: a unit in each turn
    public static void Turns(MySqlDataSource source, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            using var unit = new Unit(source.OpenConnection());
            unit.Run(statement);
            unit.Save();
        }
    }

    // bad: disposed in the loop, made before it
    public static void TurnsOnOne(MySqlDataSource source, IEnumerable<string> statements)
    {
        var unit = new Unit(source.OpenConnection());
        foreach (var statement in statements)
        {
            {|NEEDS204:unit.Run|}(statement);
            unit.Save();
            unit.Dispose();
        }
    }

    // good: a null object instead of the disposed one
    public static int Perhaps(MySqlDataSource source, bool save)
    {
        Unit? unit = new Unit(source.OpenConnection());
        var rows = unit.Run("DELETE FROM drafts");
        if (save)
        {
            unit.Save();
            unit.Dispose();
            unit = null;
        }

        rows += unit?.Run("DELETE FROM notes") ?? 0;
        unit?.Dispose();
        return rows;
    }
}
