#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Wrappers;

// helper
public sealed class Session : IDisposable
{
    private MySqlConnection? _connection;

    public Session(MySqlConnection connection) => _connection = connection;

    public MySqlConnection Connection => _connection ?? throw new ObjectDisposedException(nameof(Session));

    public bool LeaveOpen { get; init; }

    public int Run(string sql) => Connection.Execute(sql);

    public MySqlConnection? Detach()
    {
        var connection = _connection;
        _connection = null;
        return connection;
    }

    public void Dispose()
    {
        if (LeaveOpen)
            return;
        _connection?.Dispose();
        _connection = null;
    }
}

// helper
public sealed class AsyncSession(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;

    public Task Save() => transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}

// helper
public sealed class Channel
{
    private readonly MySqlConnection _connection;

    public Channel(MySqlConnection connection) => _connection = connection;

    public void Send(string text) => _connection.Execute("CALL send(@text)", new { text });

    public void Shutdown() => _connection.Close();
}

// helper
public sealed class Viewer(MySqlConnection connection)
{
    public int Count() => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM views");
}

/// <summary>Objects around a connection: what is done to them is done to it.</summary>
public static class Wrappers
{
    // helper
    private static Session Start(MySqlDataSource source) => new(source.OpenConnection());

    // helper
    private static async Task<AsyncSession> StartAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            return new AsyncSession(connection, await connection.BeginTransactionAsync());
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // good: a wrapper through an out parameter
    public static bool TryStart(MySqlDataSource source, [NotNullWhen(true)] out Session? session)
    {
        try
        {
            session = Start(source);
            return true;
        }
        catch (MySqlException)
        {
            session = null;
            return false;
        }
    }

    // bad: the wrapper that came out isn't disposed
    public static int Tried(MySqlDataSource source) => TryStart(source, out var {|NEEDS101:session|}) ? session.Run("CALL run()") : 0;

    // good: the wrapper that came out is disposed
    public static int TriedUsing(MySqlDataSource source)
    {
        if (!TryStart(source, out var session))
            return 0;
        using (session)
            return session.Run("CALL run()");
    }

    // good: a wrapper in a tuple
    public static (Session Session, DateTime At) Timed(MySqlDataSource source) => (Start(source), DateTime.UtcNow);

    // bad: the tuple's wrapper isn't disposed
    public static DateTime TimedLost(MySqlDataSource source)
    {
        var ({|NEEDS101:session|}, at) = Timed(source);
        session.Run("CALL run()");
        return at;
    }

    // good: the tuple's wrapper is disposed
    public static DateTime TimedUsing(MySqlDataSource source)
    {
        var (session, at) = Timed(source);
        using (session)
            session.Run("CALL run()");
        return at;
    }

    // bad: an asynchronous wrapper, saved and not disposed
    public static async Task Saved(NpgsqlDataSource source)
    {
        var {|NEEDS101:session|} = await StartAsync(source);
        await session.Connection.ExecuteAsync("CALL run()");
        await session.Save();
    }

    // bad: an asynchronous wrapper, disposed on success only
    public static async Task SavedLate(NpgsqlDataSource source)
    {
        var {|NEEDS102:session|} = await StartAsync(source);
        await session.Connection.ExecuteAsync("CALL run()");
        await session.Save();
        await session.DisposeAsync();
    }

    // good: an asynchronous wrapper under await using
    public static async Task SavedUsing(NpgsqlDataSource source)
    {
        await using var session = await StartAsync(source);
        await session.Connection.ExecuteAsync("CALL run()");
        await session.Save();
    }

    // bad: told to leave it open
    public static int Left(MySqlDataSource source)
    {
        using var session = new Session({|NEEDS101:source.OpenConnection()|}) { LeaveOpen = true };
        return session.Run("CALL run()");
    }

    // good: told not to leave it open
    public static int NotLeft(MySqlDataSource source)
    {
        using var session = new Session(source.OpenConnection()) { LeaveOpen = false };
        return session.Run("CALL run()");
    }

    // good: taken out of the wrapper and closed
    public static void Detached(MySqlDataSource source)
    {
        var session = Start(source);
        var connection = session.Detach();
        connection?.Dispose();
    }

    // good: several wrappers, all disposed
    public static void Several(MySqlDataSource source)
    {
        var sessions = new List<Session>();
        try
        {
            for (var i = 0; i < 3; i++)
                sessions.Add(Start(source));
        }
        finally
        {
            foreach (var session in sessions)
                session.Dispose();
        }
    }

    // bad: several wrappers, none disposed
    public static int SeveralLost(MySqlDataSource source)
    {
        var sessions = new List<Session>();
        sessions.Add({|NEEDS101:Start(source)|});
        return sessions.Count;
    }

    // good: a wrapper in a wrapper
    public static int Twice(MySqlDataSource source)
    {
        using var outer = new Owned<Session>(Start(source));
        return outer.Value.Run("CALL run()");
    }

    // bad: a wrapper in a wrapper, dropped
    public static int TwiceLost(MySqlDataSource source)
    {
        var {|NEEDS101:outer|} = new Owned<Session>(Start(source));
        return outer.Value.Run("CALL run()");
    }

    // good: not disposable, but it has a Shutdown that closes
    public static void Channelled(MySqlDataSource source)
    {
        var channel = new Channel(source.OpenConnection());
        try
        {
            channel.Send("hello");
        }
        finally
        {
            channel.Shutdown();
        }
    }

    // bad: not disposable, and its Shutdown isn't called
    public static void ChannelledLost(MySqlDataSource source)
    {
        var {|NEEDS101:channel|} = new Channel(source.OpenConnection());
        channel.Send("hello");
    }

    // bad: shut down on success only
    public static void ChannelledLate(MySqlDataSource source)
    {
        var {|NEEDS102:channel|} = new Channel(source.OpenConnection());
        channel.Send("hello");
        channel.Shutdown();
    }

    // good: an object that only looks, beside a using
    public static int Viewed(MySqlDataSource source)
    {
        using var connection = source.OpenConnection();
        var viewer = new Viewer(connection);
        return viewer.Count();
    }

    // bad: an object that only looks
    public static int ViewedLost(MySqlDataSource source)
    {
        var {|NEEDS101:viewer|} = new Viewer(source.OpenConnection());
        return viewer.Count();
    }

    // bad: an object that only looks at a variable's connection
    public static int ViewedNamed(MySqlDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var viewer = new Viewer(connection);
        return viewer.Count();
    }

    // good: the response disposes the wrapper
    public static int Registered(HttpContext context, MySqlDataSource source)
    {
        var session = Start(source);
        context.Response.RegisterForDispose(session);
        return session.Run("CALL run()");
    }

    // good: the token's callback disposes the wrapper
    public static void Cancelled(MySqlDataSource source, CancellationToken stop)
    {
        var session = Start(source);
        stop.Register(session.Dispose);
    }

    // good: the container disposes the wrapper
    public static void Add(IServiceCollection services) =>
        services.AddScoped(provider => Start(provider.GetRequiredService<MySqlDataSource>()));

    // bad: the wrapper's variable is given another
    public static void Replaced(MySqlDataSource source)
    {
        var {|NEEDS103:session|} = Start(source);
        session.Run("CALL run()");
        session = Start(source);
        session.Dispose();
    }

    // good: the wrapper's variable is given another after it was disposed
    public static void ReplacedDisposed(MySqlDataSource source)
    {
        var session = Start(source);
        session.Dispose();
        session = Start(source);
        session.Dispose();
    }

    // good: null or disposed
    public static void Maybe(MySqlDataSource? source)
    {
        using var session = source is null ? null : Start(source);
        session?.Run("CALL run()");
    }

    // bad: one branch forgets the wrapper
    public static int Branched(MySqlDataSource source, bool quick)
    {
        var {|NEEDS101:session|} = Start(source);
        if (quick)
            return 0;
        session.Dispose();
        return 1;
    }
}

// helper
public sealed class Owned<T>(T value) : IDisposable
    where T : class, IDisposable
{
    public T Value => value;

    public void Dispose() => value.Dispose();
}

public sealed class Keeper(MySqlDataSource source) : IDisposable
{
    private readonly List<Session> _sessions = [];
    private Session? _current;

    // good: Dispose disposes the current one
    public Session Current => _current ??= new Session(source.OpenConnection());

    // good: Dispose disposes each
    public void Add() => _sessions.Add(new Session(source.OpenConnection()));

    // good: the old one is disposed
    public void Renew()
    {
        _current?.Dispose();
        _current = new Session(source.OpenConnection());
    }

    // bad: opened beside the current one
    public int Beside()
    {
        var {|NEEDS101:session|} = new Session(source.OpenConnection());
        return session.Run("CALL run()") + Current.Run("CALL run()");
    }

    public void Dispose()
    {
        _current?.Dispose();
        foreach (var session in _sessions)
            session.Dispose();
    }
}

public sealed class KeeperForgetting(MySqlDataSource source) : IDisposable
{
    private readonly List<Session> _sessions = [];
    private Session? _current;

    // bad: Dispose thinks of the list only
    public int Run()
    {
        {|NEEDS104:_current|} = new Session(source.OpenConnection());
        return _current.Run("CALL run()");
    }

    // good: Dispose disposes each
    public void Add() => _sessions.Add(new Session(source.OpenConnection()));

    public void Dispose() => _sessions.ForEach(session => session.Dispose());
}

public sealed class RunningQuery : IAsyncDisposable
{
    private readonly DbDataReader _rows;

    private RunningQuery(DbDataReader rows) => _rows = rows;

    // good: handed on by a method that is not async itself
    public static Task<RunningQuery> RunAsync(DbConnection db, bool quickly) => quickly ? QuickAsync(db) : SlowAsync(db);

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private static async Task<RunningQuery> QuickAsync(DbConnection db)
    {
        await using var command = db.CreateCommand();
        return new RunningQuery(await command.ExecuteReaderAsync());
    }

    private static async Task<RunningQuery> SlowAsync(DbConnection db)
    {
        await using var command = db.CreateCommand();
        try
        {
            return new RunningQuery(await command.ExecuteReaderAsync());
        }
        catch
        {
            await db.CloseAsync();
            throw;
        }
    }
}

public static class RunningQueries
{
    // good: when the call fails there is no reader
    public static async Task UseAsync(DbConnection db, bool quickly)
    {
        await using var query = await RunningQuery.RunAsync(db, quickly);
        await Task.Delay(1);
    }

    // bad: what comes after it may fail
    public static async Task ForgetAsync(DbConnection db, bool quickly)
    {
        var {|NEEDS102:query|} = await RunningQuery.RunAsync(db, quickly);
        await Task.Delay(1);
        db.ChangeDatabase("other");
        await query.DisposeAsync();
    }
}
