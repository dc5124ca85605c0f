#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Pools;

// Pools written by hand or by others, and work that is queued.

public sealed class ConnectionPolicy(string connectionString) : IPooledObjectPolicy<MySqlConnection>
{
    // good: for the pool
    public MySqlConnection Create()
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // good: a broken one isn't taken back, the pool disposes it
    public bool Return(MySqlConnection obj) => obj.State == ConnectionState.Open;
}

// helper
public interface IConnectionPool
{
    MySqlConnection Rent();

    ValueTask<MySqlConnection> RentAsync(CancellationToken cancellation);

    void Return(MySqlConnection connection);
}

// helper
public interface IConnectionFactory
{
    DbConnection OpenConnection();

    void ReleaseConnection(DbConnection connection);
}

public sealed class SemaphorePool : IConnectionPool, IDisposable
{
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentStack<MySqlConnection> _idle = new();
    private readonly MySqlDataSource _source;

    // good: nothing is opened yet
    public SemaphorePool(MySqlDataSource source, int size)
    {
        _source = source;
        _free = new SemaphoreSlim(size);
    }

    // good: for the renter
    public MySqlConnection Rent()
    {
        _free.Wait();
        try
        {
            return _idle.TryPop(out var connection) ? connection : _source.OpenConnection();
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    // good: for the renter
    public async ValueTask<MySqlConnection> RentAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        if (_idle.TryPop(out var connection))
            return connection;
        return await _source.OpenConnectionAsync(cancellation);
    }

    // good: kept, or disposed when it is broken
    public void Return(MySqlConnection connection)
    {
        if (connection.State == ConnectionState.Open)
            _idle.Push(connection);
        else
            connection.Dispose();
        _free.Release();
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var connection))
            connection.Dispose();
        _free.Dispose();
    }
}

public static class Renters
{
    // bad: rented from an interface's pool, never returned
    public static int Count(IConnectionPool pool)
    {
        var {|NEEDS101:connection|} = pool.Rent();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rents");
    }

    // good: returned in finally
    public static int CountReturned(IConnectionPool pool)
    {
        var connection = pool.Rent();
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rents");
        }
        finally
        {
            pool.Return(connection);
        }
    }

    // bad: returned on success only
    public static async Task<int> CountLate(IConnectionPool pool, CancellationToken cancellation)
    {
        var {|NEEDS102:connection|} = await pool.RentAsync(cancellation);
        var count = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM rents");
        pool.Return(connection);
        return count;
    }

    // good: released to the factory that opened it
    public static int CountReleased(IConnectionFactory factory)
    {
        var connection = factory.OpenConnection();
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rents");
        }
        finally
        {
            factory.ReleaseConnection(connection);
        }
    }

    // bad: released to the factory on success only
    public static int CountReleasedLate(IConnectionFactory factory)
    {
        var {|NEEDS102:connection|} = factory.OpenConnection();
        var count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rents");
        factory.ReleaseConnection(connection);
        return count;
    }

    // good: returned to ASP.NET Core's object pool
    public static int CountObjectPool(ObjectPool<MySqlConnection> pool)
    {
        var connection = pool.Get();
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rents");
        }
        finally
        {
            pool.Return(connection);
        }
    }

    // good: a pool is filled by who opens
    public static void Fill(ObjectPool<MySqlConnection> pool, MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        pool.Return(connection);
    }

    // good: a rented one goes to the caller
    public static MySqlConnection Rent(IConnectionPool pool) => pool.Rent();

    // good: a lease that returns it to the pool
    public static Lease Borrow(IConnectionPool pool) => new(pool, pool.Rent());

    // good: the lease is disposed
    public static int CountLease(IConnectionPool pool)
    {
        using var lease = Borrow(pool);
        return lease.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rents");
    }

    // bad: the lease isn't disposed
    public static int CountLeaseLost(IConnectionPool pool)
    {
        var {|NEEDS101:lease|} = Borrow(pool);
        return lease.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rents");
    }
}

public readonly struct Lease(IConnectionPool pool, MySqlConnection connection) : IDisposable
{
    public MySqlConnection Connection => connection;

    public void Dispose() => pool.Return(connection);
}

public sealed class ChannelPool : IAsyncDisposable
{
    private readonly Channel<NpgsqlConnection> _idle = Channel.CreateBounded<NpgsqlConnection>(8);

    // good: all go into the channel
    public async Task Fill(NpgsqlDataSource source)
    {
        for (var i = 0; i < 8; i++)
        {
            var connection = await source.OpenConnectionAsync();
            if (!_idle.Writer.TryWrite(connection))
                await connection.DisposeAsync();
        }
    }

    // good: for the renter
    public ValueTask<NpgsqlConnection> Rent(CancellationToken cancellation) => _idle.Reader.ReadAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        _idle.Writer.Complete();
        await foreach (var connection in _idle.Reader.ReadAllAsync())
            await connection.DisposeAsync();
    }
}

public static class Queued
{
    // good: the queued work closes it
    public static void Work(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        ThreadPool.QueueUserWorkItem(_ =>
        {
            using (connection)
                connection.Execute("CALL work()");
        });
    }

    // good: the queued work's state is the connection
    public static void WorkState(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        ThreadPool.QueueUserWorkItem(static state =>
        {
            using var owned = (MySqlConnection)state!;
            owned.Execute("CALL work()");
        }, connection);
    }

    // good: a started task's method closes it
    public static Task WorkTask(MySqlDataSource source)
    {
        var connection = source.OpenConnection();
        return Task.Run(() => Work(connection));
    }

    // helper
    private static void Work(MySqlConnection connection)
    {
        using (connection)
            connection.Execute("CALL work()");
    }

    // bad: a started task's method doesn't close it
    public static Task WorkTaskOpen(MySqlDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        return Task.Run(() => Look(connection));
    }

    // helper
    private static void Look(MySqlConnection connection) => connection.Execute("CALL look()");

    // good: awaited work, then closed in finally
    public static async Task WorkAwaited(MySqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            await Task.Run(() => Look(connection));
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    // bad: awaited work, then closed
    public static async Task WorkAwaitedLate(MySqlDataSource source)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        await Task.Run(() => Look(connection));
        await connection.DisposeAsync();
    }

    // good: a long-running task takes the connection as its state
    public static Task WorkLong(MySqlDataSource source) =>
        Task.Factory.StartNew(static state => Work((MySqlConnection)state!), source.OpenConnection(), TaskCreationOptions.LongRunning);

    // good: a timer's callback opens and closes its own
    public static Timer Every(MySqlDataSource source, TimeSpan period) => new(async _ =>
    {
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync("CALL tick()");
    }, null, period, period);

    // bad: a timer's callback opens its own and leaves it
    public static Timer EveryOpen(MySqlDataSource source, TimeSpan period) => new(async _ =>
    {
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync();
        await connection.ExecuteAsync("CALL tick()");
    }, null, period, period);
}
