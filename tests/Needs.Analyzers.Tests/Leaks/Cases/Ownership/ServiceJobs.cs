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
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cases.Ownership.ServiceJobs;

// A job queue as it might be: storage with a dedicated connection, distributed locks, a fetched job, a worker, a watcher.

// helper
public sealed record Job(long Id, string Type, string Payload);

public sealed class JobStorage : IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection? _dedicated;

    // good: opened by who uses it
    public JobStorage(NpgsqlDataSource source) => _source = source;

    // good: a connection that somebody else owns
    public JobStorage(NpgsqlDataSource source, NpgsqlConnection dedicated)
    {
        _source = source;
        _dedicated = dedicated;
    }

    // good: the dedicated one or a fresh one, to be given back with Release
    public NpgsqlConnection CreateAndOpen()
    {
        if (_dedicated is not null)
            return _dedicated;
        var connection = _source.CreateConnection();
        connection.Open();
        return connection;
    }

    // good: disposes what isn't the dedicated one
    public void Release(NpgsqlConnection connection)
    {
        if (!ReferenceEquals(connection, _dedicated))
            connection.Dispose();
    }

    // good: lent to the work and given back
    public T Use<T>(Func<NpgsqlConnection, T> work)
    {
        var connection = CreateAndOpen();
        try
        {
            return work(connection);
        }
        finally
        {
            Release(connection);
        }
    }

    // good: the lock's object owns the connection
    public JobLock Lock(long key)
    {
        var connection = _source.OpenConnection();
        try
        {
            connection.Execute("SELECT pg_advisory_lock(@key)", new { key });
            return new JobLock(connection, key);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // bad: a lock that isn't granted leaves its connection behind
    public JobLock? TryLock(long key)
    {
        var {|NEEDS101:connection|} = _source.OpenConnection();
        if (!connection.ExecuteScalar<bool>("SELECT pg_try_advisory_lock(@key)", new { key }))
            return null;
        return new JobLock(connection, key);
    }

    // good: a lock that isn't granted closes its connection
    public JobLock? TryLockClosed(long key)
    {
        NpgsqlConnection? connection = _source.OpenConnection();
        try
        {
            if (!connection.ExecuteScalar<bool>("SELECT pg_try_advisory_lock(@key)", new { key }))
                return null;
            var granted = new JobLock(connection, key);
            connection = null;
            return granted;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // bad: an exception is thrown for a lock that isn't granted, the connection stays
    public JobLock LockOrThrow(long key)
    {
        var {|NEEDS102:connection|} = _source.OpenConnection();
        if (!connection.ExecuteScalar<bool>("SELECT pg_try_advisory_lock(@key)", new { key }))
            throw new TimeoutException($"Lock {key} is held by another.");
        return new JobLock(connection, key);
    }

    // good: only what Dispose may dispose
    public void Dispose() => _dedicated?.Dispose();
}

public sealed class JobLock : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly long _key;
    private int _disposed;

    // good: takes the connection over
    public JobLock(NpgsqlConnection connection, long key)
    {
        _connection = connection;
        _key = key;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        try
        {
            _connection.Execute("SELECT pg_advisory_unlock(@key)", new { key = _key });
        }
        finally
        {
            _connection.Dispose();
        }
    }
}

public sealed class FetchedJob : IDisposable
{
    private const string Next = "SELECT id, type, payload FROM jobs WHERE queue = @queue FOR UPDATE SKIP LOCKED LIMIT 1";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private FetchedJob(NpgsqlConnection connection, NpgsqlTransaction transaction, Job job)
    {
        _connection = connection;
        _transaction = transaction;
        Job = job;
    }

    public Job Job { get; }

    // good: found or not, failed or not, the connection has an owner or is closed
    public static FetchedJob? Fetch(NpgsqlDataSource source, string queue)
    {
        var connection = source.OpenConnection();
        var fetched = false;
        try
        {
            var transaction = connection.BeginTransaction();
            var job = connection.QueryFirstOrDefault<Job>(Next, new { queue }, transaction);
            if (job is null)
                return null;
            var result = new FetchedJob(connection, transaction, job);
            fetched = true;
            return result;
        }
        finally
        {
            if (!fetched)
                connection.Dispose();
        }
    }

    // bad: an empty queue leaves connection and transaction open
    public static FetchedJob? FetchForgetting(NpgsqlDataSource source, string queue)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var transaction = connection.BeginTransaction();
        var job = connection.QueryFirstOrDefault<Job>(Next, new { queue }, transaction);
        if (job is null)
        {
            transaction.Rollback();
            return null;
        }
        return new FetchedJob(connection, transaction, job);
    }

    // good: ends the transaction that Fetch began
    public void Done()
    {
        _connection.Execute("DELETE FROM jobs WHERE id = @id", new { id = Job.Id }, _transaction);
        _transaction.Commit();
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }
}

public sealed class JobWorker(NpgsqlDataSource source, JobStorage storage, ILogger<JobWorker> logger) : BackgroundService
{
    // good: each job is disposed in its round
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var job = FetchedJob.Fetch(source, "default");
            if (job is null)
            {
                await Task.Delay(1000, stoppingToken);
                continue;
            }
            logger.LogInformation("{Job}", job.Job.Type);
            job.Done();
        }
    }

    // bad: the fetched job is done and not disposed
    public bool RunOne()
    {
        var {|NEEDS101:job|} = FetchedJob.Fetch(source, "default");
        if (job is null)
            return false;
        job.Done();
        return true;
    }

    // bad: the fetched job is disposed unless it fails
    public bool RunOneLate()
    {
        if (FetchedJob.Fetch(source, "default") is not { } {|NEEDS102:job|})
            return false;
        job.Done();
        job.Dispose();
        return true;
    }

    // good: the lock is held for the work
    public void Sweep()
    {
        using (storage.Lock(1))
            storage.Use(connection => connection.Execute("DELETE FROM jobs WHERE done"));
    }

    // bad: the lock is taken and its object dropped
    public void SweepForgetting()
    {
        {|NEEDS103:storage.Lock(1)|};
        storage.Use(connection => connection.Execute("DELETE FROM jobs WHERE done"));
    }

    // bad: what was created and opened is not released when the delete fails
    public int Expire()
    {
        var {|NEEDS102:connection|} = storage.CreateAndOpen();
        var expired = connection.Execute("DELETE FROM jobs WHERE expires < now()");
        storage.Release(connection);
        return expired;
    }

    // good: released in finally
    public int ExpireReleased()
    {
        var connection = storage.CreateAndOpen();
        try
        {
            return connection.Execute("DELETE FROM jobs WHERE expires < now()");
        }
        finally
        {
            storage.Release(connection);
        }
    }
}

public sealed class JobWatcher(string connectionString, ILogger<JobWatcher> logger) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private NpgsqlConnection? _connection;
    private Task? _loop;

    // good: StopAsync and DisposeAsync dispose
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _connection = new NpgsqlConnection(connectionString);
        await _connection.OpenAsync(cancellationToken);
        await _connection.ExecuteAsync("LISTEN jobs");
        _loop = Watch(_connection, _stop.Token);
    }

    // good: the connection is the field's
    private async Task Watch(NpgsqlConnection connection, CancellationToken cancellation)
    {
        connection.Notification += (_, e) => logger.LogInformation("{Payload}", e.Payload);
        while (!cancellation.IsCancellationRequested)
            await connection.WaitAsync(cancellation);
    }

    // bad: the first connection of the reconnect is lost when LISTEN fails
    public async Task Reconnect(CancellationToken cancellation)
    {
        var {|NEEDS102:fresh|} = new NpgsqlConnection(connectionString);
        await fresh.OpenAsync(cancellation);
        await fresh.ExecuteAsync("LISTEN jobs");
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = fresh;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        if (_loop is not null)
            await Task.WhenAny(_loop, Task.Delay(Timeout.Infinite, cancellationToken));
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _stop.Dispose();
    }
}
