#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Lost;

/// <summary>Connections that look as if somebody else would close them.</summary>
public sealed class Lost(MySqlDataSource source, NpgsqlDataSource other, ILogger<Lost> logger)
{
    // helper
    private MySqlConnection Open() => source.OpenConnection();

    // helper
    private static void Touch(DbConnection connection) => connection.Execute("SELECT 1");

    // helper
    private static T Through<T>(T value) => value;

    // bad: KeepAlive keeps, and closes nothing
    public void KeepAlive()
    {
        var {|NEEDS101:connection|} = Open();
        Touch(connection);
        GC.KeepAlive(connection);
    }

    // bad: SuppressFinalize isn't Dispose
    public void Suppressed()
    {
        var {|NEEDS101:connection|} = Open();
        GC.SuppressFinalize(connection);
    }

    // bad: null isn't Dispose
    public void Nulled()
    {
        MySqlConnection? {|NEEDS103:connection|} = Open();
        Touch(connection);
        connection = null;
        logger.LogInformation("{Null}", connection is null);
    }

    // bad: the pool of all connections is cleared, this one stays
    public void Cleared()
    {
        var {|NEEDS101:connection|} = Open();
        Touch(connection);
        MySqlConnection.ClearPool(connection);
    }

    // bad: disposing the command, the parameters, the adapter, but not what they use
    public void Around()
    {
        var {|NEEDS101:connection|} = Open();
        using var command = new MySqlCommand("SELECT 1", connection);
        using var adapter = new MySqlDataAdapter(command);
        using var table = new DataTable();
        adapter.Fill(table);
    }

    // bad: it is changed to another database, not closed
    public void Changed()
    {
        var {|NEEDS101:connection|} = Open();
        connection.ChangeDatabase("archive");
        Touch(connection);
    }

    // bad: handed through a method that returns it
    public void Handed()
    {
        var {|NEEDS101:connection|} = Through(Open());
        Touch(connection);
    }

    // bad: handed through a method, and the result forgotten
    public int HandedInline() => Through({|NEEDS101:Open()|}).Execute("SELECT 1");

    // bad: a cancelled loop leaves the one of the last round
    public async Task Looping(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var {|NEEDS101:connection|} = await source.OpenConnectionAsync(cancellation);
            await connection.ExecuteAsync("CALL round()");
            if (await connection.ExecuteScalarAsync<bool>("SELECT done FROM rounds"))
                break;
            await connection.CloseAsync();
        }
    }

    // bad: continue skips the Dispose at the end of the round
    public int Continuing(IEnumerable<int> ids)
    {
        var found = 0;
        foreach (var id in ids)
        {
            var {|NEEDS101:connection|} = Open();
            if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM things WHERE id = @id", new { id }) == 0)
                continue;
            found++;
            connection.Dispose();
        }
        return found;
    }

    // bad: the catch block opens another and forgets it
    public int Failing()
    {
        using var connection = Open();
        try
        {
            return connection.Execute("CALL fail()");
        }
        catch (MySqlException)
        {
            var {|NEEDS101:second|} = other.OpenConnection();
            return second.Execute("CALL fail()");
        }
    }

    // bad: the finally block opens another and forgets it
    public void Finishing()
    {
        using var connection = Open();
        try
        {
            Touch(connection);
        }
        finally
        {
            var {|NEEDS101:log|} = other.OpenConnection();
            log.Execute("INSERT INTO log VALUES ('done')");
        }
    }

    // bad: the finally block closes what has been closed already
    public void Wrong()
    {
        var first = Open();
        var second = first;
        try
        {
            first.Dispose();
            {|NEEDS101:second|} = Open();
            Touch(second);
        }
        finally
        {
            first.Dispose();
        }
    }

    // bad: a lock's body opens
    public void Locked(object gate)
    {
        lock (gate)
        {
            var {|NEEDS101:connection|} = Open();
            Touch(connection);
        }
    }

    // bad: an inner using's name hides which one is closed
    public void Shadowed()
    {
        var {|NEEDS101:outer|} = Open();
        Touch(outer);
        using (var inner = Open())
            Touch(inner);
    }

    // bad: an event's handler opens one for each event
    public void Subscribe(FileWatcher watcher) => watcher.Changed += (_, name) =>
    {
        var {|NEEDS101:connection|} = Open();
        connection.Execute("INSERT INTO changes VALUES (@name)", new { name });
    };

    // bad: an event's asynchronous handler, closed on success only
    public void SubscribeLate(FileWatcher watcher) => watcher.Changed += async (_, name) =>
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        await connection.ExecuteAsync("INSERT INTO changes VALUES (@name)", new { name });
        await connection.CloseAsync();
    };

    // good: an event's asynchronous handler, under using
    public void SubscribeUsing(FileWatcher watcher) => watcher.Changed += async (_, name) =>
    {
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync("INSERT INTO changes VALUES (@name)", new { name });
    };

    // bad: the local function that closes is given the wrong one
    public void Mixed()
    {
        var left = Open();
        Close(left);
        var {|NEEDS101:right|} = Open();
        Close(left);
        logger.LogInformation("{Thread}", right.ServerThread);

        static void Close(MySqlConnection connection) => connection.Dispose();
    }

    // bad: the second of a chain of usings isn't one
    public void Chained()
    {
        using var first = Open();
        var {|NEEDS101:second|} = Open();
        using var transaction = second.BeginTransaction();
        Touch(first);
        transaction.Commit();
    }

    // bad: the reader's using doesn't close the connection without CloseConnection
    public string? Reading()
    {
        var {|NEEDS101:connection|} = Open();
        using var reader = new MySqlCommand("SELECT name FROM names", connection).ExecuteReader(CommandBehavior.SingleRow);
        return reader.Read() ? reader.GetString(0) : null;
    }

    // good: the reader's using closes the connection
    public string? ReadingClosing()
    {
        var connection = Open();
        try
        {
            using var reader = new MySqlCommand("SELECT name FROM names", connection)
                .ExecuteReader(CommandBehavior.SingleRow | CommandBehavior.CloseConnection);
            return reader.Read() ? reader.GetString(0) : null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // bad: an await between Open and the using of the caller
    public async Task<MySqlConnection> Delayed(CancellationToken cancellation)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync(cancellation);
        await Task.Delay(100, cancellation);
        return connection;
    }

    // good: the await comes before Open
    public async Task<MySqlConnection> DelayedBefore(CancellationToken cancellation)
    {
        await Task.Delay(100, cancellation);
        return await source.OpenConnectionAsync(cancellation);
    }

    // bad: the semaphore's wait comes between Open and using
    public async Task Gated(SemaphoreSlim gate)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        await gate.WaitAsync();
        try
        {
            await connection.ExecuteAsync("CALL gated()");
        }
        finally
        {
            gate.Release();
            await connection.DisposeAsync();
        }
    }

    // good: the semaphore's wait comes first
    public async Task GatedBefore(SemaphoreSlim gate)
    {
        await gate.WaitAsync();
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync("CALL gated()");
        }
        finally
        {
            gate.Release();
        }
    }

    // bad: validated after it is opened
    public MySqlConnection Validated(string database)
    {
        var {|NEEDS102:connection|} = Open();
        if (string.IsNullOrEmpty(database))
            throw new ArgumentException("No database.", nameof(database));
        connection.ConnectionString = $"Database={database}";
        return connection;
    }

    // bad: changed to a database that may not exist, then returned
    public MySqlConnection Switched(string database)
    {
        var {|NEEDS102:connection|} = Open();
        connection.ChangeDatabase(database);
        return connection;
    }

    // good: changed in a guarded way
    public MySqlConnection SwitchedGuarded(string database)
    {
        var connection = Open();
        try
        {
            connection.ChangeDatabase(database);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

// helper
public sealed class FileWatcher
{
    public event EventHandler<string>? Changed;

    public void Raise(string name) => Changed?.Invoke(this, name);
}

public sealed class DatabaseCheck(MySqlDataSource source) : IHealthCheck
{
    // bad: each check opens one and leaves it
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var {|NEEDS101:connection|} = await source.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteScalarAsync<int>("SELECT 1");
            return HealthCheckResult.Healthy();
        }
        catch (Exception e)
        {
            return HealthCheckResult.Unhealthy(exception: e);
        }
    }
}

public sealed class DatabaseCheckUsing(MySqlDataSource source) : IHealthCheck
{
    // good: each check closes its own
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteScalarAsync<int>("SELECT 1");
            return HealthCheckResult.Healthy();
        }
        catch (Exception e)
        {
            return HealthCheckResult.Unhealthy(exception: e);
        }
    }
}

public sealed class DatabaseFilter(MySqlDataSource source) : IEndpointFilter
{
    // bad: the filter opens, goes on, and closes on success only
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        var result = await next(context);
        await connection.DisposeAsync();
        return result;
    }
}

public sealed class WarmUp(NpgsqlDataSource source) : IHostedLifecycleService
{
    // bad: warmed up, and kept warm
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("SELECT 1");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public static class Startup
{
    // bad: at start-up the schema is made with a connection that stays
    public static void Configure(WebApplication app)
    {
        var {|NEEDS101:connection|} = app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnection();
        connection.Execute("CREATE TABLE IF NOT EXISTS hits (at timestamptz)");
        app.MapGet("/", () => "hello");
    }

    // good: at start-up the schema is made with a connection that is closed
    public static void ConfigureUsing(WebApplication app)
    {
        using (var connection = app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnection())
            connection.Execute("CREATE TABLE IF NOT EXISTS hits (at timestamptz)");
        app.MapGet("/", () => "hello");
    }

    // bad: a middleware's lambda
    public static void Use(WebApplication app, MySqlDataSource source) => app.Use(async (context, next) =>
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync(context.RequestAborted);
        await next(context);
        await connection.DisposeAsync();
    });

    // good: a middleware's lambda, under using
    public static void UseUsing(WebApplication app, MySqlDataSource source) => app.Use(async (context, next) =>
    {
        await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
        context.Items["connection"] = connection;
        await next(context);
    });
}
