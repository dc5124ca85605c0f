#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Callbacks;

/// <summary>Releases that come later: a callback, a task, the response, the container.</summary>
public static class Callbacks
{
    // helper
    private static MySqlConnection Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // good: disposed when the token is cancelled
    public static void Listen(string connectionString, CancellationToken stop)
    {
        var connection = Open(connectionString);
        stop.Register(() => connection.Dispose());
    }

    // good: the callback's state is the connection
    public static void ListenWithState(string connectionString, CancellationToken stop)
    {
        var connection = Open(connectionString);
        stop.Register(static state => ((IDisposable)state!).Dispose(), connection);
    }

    // bad: the callback only looks at it
    public static void ListenLooking(string connectionString, CancellationToken stop)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        stop.Register(() => Console.WriteLine("stopped"));
        connection.Execute("DO GET_LOCK('listen', 0)");
    }

    // bad: between Open and the callback a statement may fail
    public static void ListenLate(string connectionString, CancellationToken stop)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        connection.Execute("DO GET_LOCK('listen', 0)");
        stop.Register(() => connection.Dispose());
    }

    // good: a method group disposes
    public static void ListenMethodGroup(string connectionString, CancellationToken stop)
    {
        var connection = Open(connectionString);
        stop.Register(connection.Dispose);
    }

    // good: when the host stops
    public static void KeepUntilStopped(IHostApplicationLifetime lifetime, string connectionString)
    {
        var connection = Open(connectionString);
        lifetime.ApplicationStopping.Register(() =>
        {
            connection.Execute("DO RELEASE_ALL_LOCKS()");
            connection.Dispose();
        });
    }

    // good: an event's handler closes it
    public static void KeepUntilExit(string connectionString)
    {
        var connection = Open(connectionString);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => connection.Close();
    }

    // good: a task takes it over
    public static void Reindex(string connectionString)
    {
        var connection = Open(connectionString);
        _ = Task.Run(() =>
        {
            using (connection)
                connection.Execute("CALL reindex()");
        });
    }

    // bad: the task works on it and doesn't close it
    public static Task ReindexForgotten(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        return Task.Run(() => connection.Execute("CALL reindex()"));
    }

    // good: the task's continuation disposes it
    public static Task ReindexContinued(string connectionString)
    {
        var connection = Open(connectionString);
        return connection.ExecuteAsync("CALL reindex()").ContinueWith(_ => connection.Dispose(), TaskScheduler.Default);
    }

    // bad: the task's continuation doesn't dispose it
    public static Task ReindexContinuedForgotten(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        return connection.ExecuteAsync("CALL reindex()").ContinueWith(t => Console.WriteLine(t.Status), TaskScheduler.Default);
    }

    // good: a thread takes it over
    public static void ReindexOnThread(string connectionString)
    {
        var connection = Open(connectionString);
        var thread = new Thread(() =>
        {
            try
            {
                connection.Execute("CALL reindex()");
            }
            finally
            {
                connection.Dispose();
            }
        });
        thread.Start();
    }

    // good: an asynchronous local function takes it over
    public static Task ReindexLocally(string connectionString)
    {
        return Run(Open(connectionString));

        static async Task Run(MySqlConnection connection)
        {
            await using (connection)
                await connection.ExecuteAsync("CALL reindex()");
        }
    }

    // bad: the asynchronous local function works on it and leaves it
    public static Task ReindexLocallyForgotten(string connectionString)
    {
        return Run({|NEEDS101:Open(connectionString)|});

        static async Task Run(MySqlConnection connection) => await connection.ExecuteAsync("CALL reindex()");
    }

    // good: the response disposes it
    public static IResult Export(HttpContext context, string connectionString)
    {
        var connection = Open(connectionString);
        context.Response.RegisterForDispose(connection);
        return Results.Ok(connection.Query("SELECT * FROM exports", buffered: false));
    }

    // good: the response disposes it asynchronously
    public static async Task<IResult> ExportAsync(HttpContext context, NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync(context.RequestAborted);
        context.Response.RegisterForDisposeAsync(connection);
        return Results.Ok(connection.QueryUnbufferedAsync<string>("SELECT name FROM exports"));
    }

    // bad: registered after a query that may fail
    public static IResult ExportLate(HttpContext context, string connectionString)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        var count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM exports");
        context.Response.RegisterForDispose(connection);
        return Results.Ok(count);
    }

    // bad: the response knows of the reader only, which closes nothing else
    public static void ExportReader(HttpContext context, string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        var reader = new MySqlCommand("SELECT * FROM exports", connection).ExecuteReader();
        context.Response.RegisterForDispose(reader);
    }

    // good: disposed when the response is complete
    public static void ExportOnCompleted(HttpContext context, string connectionString)
    {
        var connection = Open(connectionString);
        context.Response.OnCompleted(async () => await connection.DisposeAsync());
    }

    // good: the container disposes what its factory returns
    public static void Add(IServiceCollection services, string connectionString)
    {
        services.AddScoped<IDbConnection>(_ =>
        {
            var connection = new MySqlConnection(connectionString);
            connection.Open();
            return connection;
        });
    }

    // good: an expression-bodied factory for the container
    public static void AddInline(IServiceCollection services) =>
        services.AddScoped(provider => provider.GetRequiredService<NpgsqlDataSource>().OpenConnection());

    // bad: the container's factory runs a statement before it returns
    public static void AddWarm(IServiceCollection services, string file)
    {
        services.AddScoped(_ =>
        {
            var {|NEEDS102:connection|} = new SqliteConnection($"Data Source={file}");
            connection.Open();
            connection.Execute("PRAGMA foreign_keys = ON");
            return connection;
        });
    }

    // good: the container's factory disposes on failure
    public static void AddGuarded(IServiceCollection services, string file)
    {
        services.AddScoped(_ =>
        {
            var connection = new SqliteConnection($"Data Source={file}");
            try
            {
                connection.Open();
                connection.Execute("PRAGMA foreign_keys = ON");
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    // bad: the container's factory opens one only to look
    public static void AddProbed(IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ =>
        {
            var {|NEEDS101:probe|} = new MySqlConnection(connectionString);
            probe.Open();
            return new Version(probe.ServerVersion);
        });
    }

    // bad: an endpoint's lambda never closes
    public static void Map(WebApplication app, string connectionString)
    {
        app.MapGet("/count", () =>
        {
            var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
            connection.Open();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM hits");
        });
    }

    // good: an endpoint's lambda closes
    public static void MapClosed(WebApplication app, MySqlDataSource source)
    {
        app.MapGet("/count", async (CancellationToken cancellation) =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM hits");
        });
    }

    // good: what the container gives is the container's
    public static void MapInjected(WebApplication app)
    {
        app.MapGet("/count", (MySqlConnection connection) => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM hits"));
    }

    // good: asked of the container, it is the container's
    public static int CountResolved(IServiceProvider services)
    {
        var connection = services.GetRequiredService<MySqlConnection>();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM hits");
    }

    // good: a list of clean-ups runs in finally
    public static void Copy(string from, string to)
    {
        var cleanups = new List<Action>();
        try
        {
            var source = Open(from);
            cleanups.Add(() => source.Dispose());
            var target = Open(to);
            cleanups.Add(target.Dispose);
            target.Execute("INSERT INTO copies VALUES (@thread)", new { thread = source.ServerThread });
        }
        finally
        {
            foreach (var cleanup in cleanups)
                cleanup();
        }
    }

    // good: a timer's callback closes it
    public static Timer CloseAfter(string connectionString, TimeSpan delay)
    {
        var connection = Open(connectionString);
        return new Timer(_ => connection.Dispose(), null, delay, Timeout.InfiniteTimeSpan);
    }
}
