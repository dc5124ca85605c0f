#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Lambdas;

/// <summary>Code in lambdas and local functions.</summary>
public sealed class Lambdas(MySqlDataSource db)
{
    // bad: the timer's callback opens and forgets
    public Timer Ticking() => new(
        _ =>
        {
            var {|NEEDS101:connection|} = db.OpenConnection();
            connection.Execute("CALL tick()");
        },
        null,
        0,
        1000);

    // good: the timer's callback has a using
    public Timer TickingUsing() => new(
        _ =>
        {
            using var connection = db.OpenConnection();
            connection.Execute("CALL tick()");
        },
        null,
        0,
        1000);

    // bad: a mapped endpoint opens and forgets
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/count", async (NpgsqlDataSource source, CancellationToken ct) =>
        {
            var {|NEEDS101:connection|} = await source.OpenConnectionAsync(ct);
            return Results.Ok(await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM visits"));
        });
    }

    // good: a mapped endpoint with await using
    public static void MapUsing(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/count", async (NpgsqlDataSource source, CancellationToken ct) =>
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            return Results.Ok(await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM visits"));
        });
    }

    // bad: a mapped endpoint answers 404 before it disposes
    public static void MapOne(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/{id}", (int id, MySqlDataSource source) =>
        {
            var {|NEEDS101:connection|} = source.OpenConnection();
            var name = connection.ExecuteScalar<string?>("SELECT name FROM users WHERE id = @id", new { id });
            if (name is null)
                return Results.NotFound();
            connection.Dispose();
            return Results.Text(name);
        });
    }

    // good: a mapped endpoint answers 404 within the using
    public static void MapOneUsing(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/{id}", (int id, MySqlDataSource source) =>
        {
            using var connection = source.OpenConnection();
            var name = connection.ExecuteScalar<string?>("SELECT name FROM users WHERE id = @id", new { id });
            return name is null ? Results.NotFound() : Results.Text(name);
        });
    }

    // good: a factory's lambda returns what it opens
    public static void Register(IServiceCollection services, string cs)
    {
        services.AddScoped(_ =>
        {
            var connection = new MySqlConnection(cs);
            connection.Open();
            return connection;
        });
    }

    // bad: a factory's lambda prepares what it opens, which may fail
    public static void RegisterPrepared(IServiceCollection services, string cs)
    {
        services.AddScoped(_ =>
        {
            var {|NEEDS102:connection|} = new MySqlConnection(cs);
            connection.Open();
            connection.Execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES'");
            return connection;
        });
    }

    // good: a factory's expression lambda
    public Func<MySqlConnection> Factory() => () => db.OpenConnection();

    // bad: a parallel loop's body opens and forgets
    public void Parallel(IReadOnlyList<string> tenants)
    {
        System.Threading.Tasks.Parallel.ForEach(tenants, tenant =>
        {
            var {|NEEDS101:connection|} = new MySqlConnection(tenant);
            connection.Open();
            connection.Execute("CALL nightly()");
        });
    }

    // good: a parallel loop's body with a using
    public void ParallelUsing(IReadOnlyList<string> tenants)
    {
        System.Threading.Tasks.Parallel.ForEach(tenants, tenant =>
        {
            using var connection = new MySqlConnection(tenant);
            connection.Open();
            connection.Execute("CALL nightly()");
        });
    }

    // bad: an asynchronous parallel loop, closed behind what may fail
    public Task ParallelAsync(IReadOnlyList<string> tenants) =>
        System.Threading.Tasks.Parallel.ForEachAsync(tenants, async (tenant, ct) =>
        {
            var {|NEEDS102:connection|} = new MySqlConnection(tenant);
            await connection.OpenAsync(ct);
            await connection.ExecuteAsync("CALL nightly()");
            await connection.CloseAsync();
        });

    // good: an asynchronous parallel loop with await using
    public Task ParallelUsingAsync(IReadOnlyList<string> tenants) =>
        System.Threading.Tasks.Parallel.ForEachAsync(tenants, async (tenant, ct) =>
        {
            await using var connection = new MySqlConnection(tenant);
            await connection.OpenAsync(ct);
            await connection.ExecuteAsync("CALL nightly()");
        });

    // bad: Task.Run opens and forgets
    public Task<int> Background() => Task.Run(async () =>
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync();
        return await connection.ExecuteAsync("CALL background()");
    });

    // good: Task.Run with await using
    public Task<int> BackgroundUsing() => Task.Run(async () =>
    {
        await using var connection = await db.OpenConnectionAsync();
        return await connection.ExecuteAsync("CALL background()");
    });

    // bad: a local function opens and forgets
    public int Twice()
    {
        return Once("a") + Once("b");

        int Once(string table)
        {
            var {|NEEDS101:connection|} = db.OpenConnection();
            return connection.ExecuteScalar<int>($"SELECT COUNT(*) FROM {table}");
        }
    }

    // good: a local function with a using
    public int TwiceUsing()
    {
        return Once("a") + Once("b");

        int Once(string table)
        {
            using var connection = db.OpenConnection();
            return connection.ExecuteScalar<int>($"SELECT COUNT(*) FROM {table}");
        }
    }

    // bad: a local function gives an open one, the method forgets it
    public int LocalFactory(string cs)
    {
        var {|NEEDS101:connection|} = Open();
        return connection.Execute("CALL tick()");

        MySqlConnection Open()
        {
            var opened = new MySqlConnection(cs);
            opened.Open();
            return opened;
        }
    }

    // good: a local function gives an open one, the method disposes it
    public int LocalFactoryUsing(string cs)
    {
        using var connection = Open();
        return connection.Execute("CALL tick()");

        MySqlConnection Open()
        {
            var opened = new MySqlConnection(cs);
            opened.Open();
            return opened;
        }
    }

    // good: a local function closes the variable of the method
    public int LocalClose()
    {
        var connection = db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            Close();
        }

        void Close() => connection.Dispose();
    }

    // bad: a local function would close the variable, but nobody calls it in time
    public int LocalCloseSkipped(bool quick)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        var thread = connection.ServerThread;
        if (quick)
            return thread;
        Close();
        return 0;

        void Close() => connection.Dispose();
    }

    // bad: an event handler with an early return
    public void Subscribe(AppDomain domain)
    {
        domain.UnhandledException += (_, e) =>
        {
            var {|NEEDS101:connection|} = db.OpenConnection();
            if (e.ExceptionObject is not Exception exception)
                return;
            using (connection)
                connection.Execute("INSERT INTO crashes(text) VALUES (@Message)", new { exception.Message });
        };
    }

    // good: an event handler that opens after its early return
    public void SubscribeUsing(AppDomain domain)
    {
        domain.UnhandledException += (_, e) =>
        {
            if (e.ExceptionObject is not Exception exception)
                return;
            using var connection = db.OpenConnection();
            connection.Execute("INSERT INTO crashes(text) VALUES (@Message)", new { exception.Message });
        };
    }

    // bad: middleware that opens for the audit and goes on
    public void Use(IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            var {|NEEDS101:connection|} = await db.OpenConnectionAsync(context.RequestAborted);
            await connection.ExecuteAsync("INSERT INTO requests(path) VALUES (@path)", new { path = context.Request.Path.Value });
            await next(context);
        });
    }

    // good: middleware that closes before it goes on
    public void UseClosed(IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            await using (var connection = await db.OpenConnectionAsync(context.RequestAborted))
                await connection.ExecuteAsync("INSERT INTO requests(path) VALUES (@path)", new { path = context.Request.Path.Value });
            await next(context);
        });
    }

    // bad: a query's selector opens one for each element
    public static List<int> Select(IEnumerable<string> shards) =>
        shards.Select(shard =>
        {
            var {|NEEDS101:connection|} = new SqliteConnection(shard);
            connection.Open();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
        }).ToList();

    // good: a query's selector with a using
    public static List<int> SelectUsing(IEnumerable<string> shards) =>
        shards.Select(shard =>
        {
            using var connection = new SqliteConnection(shard);
            connection.Open();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
        }).ToList();

    // bad: a lazy value that is computed once, with a connection for ever
    public Lazy<string> Version() => new(() =>
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return connection.ServerVersion;
    });

    // good: a lazy value that is computed once, with a connection for a moment
    public Lazy<string> VersionClosed() => new(() =>
    {
        var connection = db.OpenConnection();
        var version = connection.ServerVersion;
        connection.Close();
        return version;
    });

    // bad: a lambda within a lambda
    public Func<Func<int>> Nested() => () =>
    {
        using var outer = db.OpenConnection();
        outer.Execute("CALL tick()");
        return () =>
        {
            var {|NEEDS101:inner|} = db.OpenConnection();
            return inner.Execute("CALL tock()");
        };
    };

    // good: a lambda within a lambda, each with its using
    public Func<Func<int>> NestedUsing() => () =>
    {
        using var outer = db.OpenConnection();
        outer.Execute("CALL tick()");
        return () =>
        {
            using var inner = db.OpenConnection();
            return inner.Execute("CALL tock()");
        };
    };
}
