#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Handovers;

/// <summary>Connections given to tasks, channels, containers and caches, and other ways round.</summary>
public sealed class Handovers(MySqlDataSource source, ILogger<Handovers> logger)
{
    private readonly Func<MySqlConnection> _open = source.OpenConnection;

    // helper
    private static MySqlConnection Open(string cs)
    {
        var c = new MySqlConnection(cs);
        c.Open();
        return c;
    }

    // good: chained using of three
    public static void Three(string cs)
    {
        using (var a = Open(cs))
        using (var b = Open(cs))
        using (var t = b.BeginTransaction())
        {
            a.Execute("CALL x()");
            t.Commit();
        }
    }

    // good: Parallel.ForEach each its own
    public void Parallels(IEnumerable<int> ids) => Parallel.ForEach(ids, id =>
    {
        using var c = source.OpenConnection();
        c.Execute("CALL x()", new { id });
    });

    // bad: Parallel.ForEach each its own, lost
    public void ParallelsLost(IEnumerable<int> ids) => Parallel.ForEach(ids, id =>
    {
        var {|NEEDS101:c|} = source.OpenConnection();
        c.Execute("CALL x()", new { id });
    });

    // good: Parallel.ForEach with thread-local init and finally
    public void ParallelLocals(IEnumerable<int> ids) => Parallel.ForEach(
        ids,
        () => source.OpenConnection(),
        (id, _, c) =>
        {
            c.Execute("CALL x()", new { id });
            return c;
        },
        c => c.Dispose());

    // good: cached in a memory cache with eviction callback that disposes
    public MySqlConnection? Cached(IMemoryCache cache) => cache.GetOrCreate("c", entry =>
    {
        entry.RegisterPostEvictionCallback((_, value, _, _) => (value as IDisposable)?.Dispose());
        return source.OpenConnection();
    });

    // good: a channel's reader disposes
    public async Task Produce(Channel<MySqlConnection> channel)
    {
        var c = await source.OpenConnectionAsync();
        await channel.Writer.WriteAsync(c);
    }

    // good: TaskCompletionSource gets it
    public void Complete(TaskCompletionSource<MySqlConnection> tcs)
    {
        var c = source.OpenConnection();
        tcs.SetResult(c);
    }

    // good: TrySetResult, disposed when refused
    public void TryComplete(TaskCompletionSource<MySqlConnection> tcs)
    {
        var c = source.OpenConnection();
        if (!tcs.TrySetResult(c))
            c.Dispose();
    }

    // good: AsyncServiceScope
    public async Task ScopeUsing(IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var c = scope.ServiceProvider.GetRequiredService<MySqlConnection>();
        await c.OpenAsync();
        await c.ExecuteAsync("CALL x()");
    }

    // good: keyed services' factory
    public static void Keyed(IServiceCollection services, string cs) =>
        services.AddKeyedScoped<DbConnection>("main", (_, _) => Open(cs));

    // good: services.AddSingleton with an instance: the process's
    public static void Instance(IServiceCollection services, string cs)
    {
        var c = Open(cs);
        services.AddSingleton(c);
    }

    // good: nested try/finally
    public void Nested()
    {
        var a = source.OpenConnection();
        try
        {
            var b = source.OpenConnection();
            try
            {
                a.Execute("CALL x()");
                b.Execute("CALL x()");
            }
            finally
            {
                b.Dispose();
            }
        }
        finally
        {
            a.Dispose();
        }
    }

    // bad: nested try/finally, the inner one disposes the outer's twice
    public void NestedWrong()
    {
        var a = source.OpenConnection();
        try
        {
            var {|NEEDS101:b|} = source.OpenConnection();
            try
            {
                b.Execute("CALL x()");
            }
            finally
            {
                a.Dispose();
            }
        }
        finally
        {
            a.Dispose();
        }
    }

    // good: dispose in a local async function called in finally
    public async Task LocalAsync()
    {
        var c = await source.OpenConnectionAsync();
        try
        {
            await c.ExecuteAsync("CALL x()");
        }
        finally
        {
            await Close();
        }

        async Task Close()
        {
            try
            {
                await c.ExecuteAsync("DO RELEASE_ALL_LOCKS()");
            }
            catch (MySqlException e)
            {
                logger.LogWarning(e, "locks");
            }
            finally
            {
                await c.DisposeAsync();
            }
        }
    }

    // bad: local function disposes only on no error
    public async Task LocalAsyncLate()
    {
        var {|NEEDS102:c|} = await source.OpenConnectionAsync();
        try
        {
            await c.ExecuteAsync("CALL x()");
        }
        finally
        {
            await Close();
        }

        async Task Close()
        {
            await c.ExecuteAsync("DO RELEASE_ALL_LOCKS()");
            await c.DisposeAsync();
        }
    }

    // good: a tuple swap, both disposed
    public void Swap(string a, string b)
    {
        var x = Open(a);
        MySqlConnection? y = null;
        try
        {
            y = Open(b);
            (x, y) = (y, x);
            x.Execute("CALL x()");
        }
        finally
        {
            x.Dispose();
            y?.Dispose();
        }
    }

    // good: a dictionary of factories
    public static int Factories(Dictionary<string, Func<DbConnection>> factories, string name)
    {
        using var c = factories[name]();
        c.Open();
        return c.Execute("CALL x()");
    }

    // bad: a dictionary of factories, opened here
    public static int FactoriesLost(Dictionary<string, Func<DbConnection>> factories, string name)
    {
        var {|NEEDS101:c|} = factories[name]();
        c.Open();
        return c.Execute("CALL x()");
    }

    // good: a switch expression with throw arm
    public MySqlConnection Choose(int n) => n switch
    {
        0 => source.OpenConnection(),
        1 => Open("a"),
        _ => throw new ArgumentException(null, nameof(n)),
    };

    // bad: Choose's connection in a switch
    public int Chosen(int n)
    {
        var {|NEEDS101:c|} = Choose(n);
        switch (n)
        {
            case 0:
                c.Dispose();
                return 0;
            case 1:
                return c.Execute("CALL x()");
            default:
                c.Dispose();
                return 2;
        }
    }

    // good: goto cleanup
    public int Goto(int n)
    {
        var c = source.OpenConnection();
        if (n == 0)
            goto cleanup;
        n++;
    cleanup:
        c.Dispose();
        return n;
    }

    // good: nullable conditional open
    public int Maybe(bool remote)
    {
        MySqlConnection? c = null;
        if (remote)
            c = source.OpenConnection();
        var n = remote ? 1 : 0;
        c?.Dispose();
        return n;
    }

    // good: Dispose via DisposeAsync().AsTask().Wait()
    public void Waits()
    {
        var c = source.OpenConnection();
        c.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    // good: returns the task of DisposeAsync
    public ValueTask ReturnsDispose()
    {
        var c = source.OpenConnection();
        return c.DisposeAsync();
    }

    // good: CloseAsync passed to WhenAll
    public async Task Both(string cs)
    {
        var a = Open(cs);
        try
        {
            var b = Open(cs);
            await Task.WhenAll(a.CloseAsync(), b.CloseAsync());
        }
        catch
        {
            a.Dispose();
            throw;
        }
    }

    // good: dispose through dynamic interface
    public void AsInterface()
    {
        IDisposable c = source.OpenConnection();
        c.Dispose();
    }

    // good: IAsyncDisposable variable
    public async Task AsAsyncInterface()
    {
        IAsyncDisposable c = await source.OpenConnectionAsync();
        await using (c)
            logger.LogInformation("CALL x()");
    }

    // bad: IAsyncDisposable variable forgotten
    public async Task AsAsyncInterfaceLost()
    {
        IAsyncDisposable {|NEEDS101:c|} = await source.OpenConnectionAsync();
        logger.LogInformation("{C}", c);
    }

    // good: in an out parameter's dictionary: TryGetValue
    public static MySqlConnection From(Dictionary<string, MySqlConnection> cache, string key)
    {
        if (!cache.TryGetValue(key, out var c))
        {
            c = Open(key);
            cache.Add(key, c);
        }
        return c;
    }

    // good: null-forgiving, cast, parenthesised
    public static void Casts(string cs)
    {
        var c = (DbConnection)(object)Open(cs);
        ((IDisposable)c!).Dispose();
    }

    // good: conditional access chain close
    public static void Chain(string cs)
    {
        MySqlConnection? c = cs.Length > 0 ? Open(cs) : null;
        c?.Close();
    }

    // bad: closes another's
    public void CloseOther(MySqlConnection other)
    {
        var {|NEEDS101:c|} = source.OpenConnection();
        if (c.ServerThread == other.ServerThread)
            other.Close();
    }

    // good: string interpolation between
    public string Interpolated()
    {
        var c = source.OpenConnection();
        var text = $"{c.ServerVersion} {c.Database}";
        logger.LogInformation("{Text}", text);
        c.Dispose();
        return text;
    }

    // good: reopened after close
    public void Reopen()
    {
        var c = source.OpenConnection();
        c.Close();
        c.Open();
        c.Close();
    }

    // bad: reopened after close
    public void ReopenLost()
    {
        using var other = source.OpenConnection();
        var {|NEEDS101:c|} = new MySqlConnection("CALL x()");
        c.Open();
        c.Close();
        c.Open();
    }
}
