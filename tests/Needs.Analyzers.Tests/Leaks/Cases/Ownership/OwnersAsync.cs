#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.OwnersAsync;

// Asynchronous owners, hosted services, connections opened when first needed, reconnects.

public sealed class Feed : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    // good: DisposeAsync disposes it
    public async Task Listen(NpgsqlDataSource source, string channel)
    {
        _connection = await source.OpenConnectionAsync();
        await _connection.ExecuteAsync($"LISTEN {channel}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is null)
            return;
        await _connection.DisposeAsync();
    }
}

public sealed class FeedForgetting : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private NpgsqlConnection? _connection;

    // bad: DisposeAsync cancels, and closes nothing
    public async Task Listen(NpgsqlDataSource source, string channel)
    {
        {|NEEDS104:_connection|} = await source.OpenConnectionAsync();
        await _connection.ExecuteAsync($"LISTEN {channel}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }
}

public sealed class FeedConfigured : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private FeedConfigured(NpgsqlConnection connection) => _connection = connection;

    // good: the feed is made around it and returned
    public static async Task<FeedConfigured> Create(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        return new FeedConfigured(connection);
    }

    // bad: LISTEN may fail before there is a feed
    public static async Task<FeedConfigured> CreateListening(string connectionString, CancellationToken cancellation)
    {
        var {|NEEDS102:connection|} = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync("LISTEN feed");
        return new FeedConfigured(connection);
    }

    // good: the feed exists before LISTEN, and is disposed when that fails
    public static async Task<FeedConfigured> CreateGuarded(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var feed = new FeedConfigured(await source.OpenConnectionAsync(cancellation));
        try
        {
            await feed._connection.ExecuteAsync("LISTEN feed");
            return feed;
        }
        catch
        {
            await feed.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync().ConfigureAwait(false);
}

public sealed class FeedBoth : IDisposable, IAsyncDisposable
{
    private DbConnection? _connection;

    // good: both Dispose and DisposeAsync close it
    public void Open(DbDataSource source) => _connection = source.OpenConnection();

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
    }
}

public class FeedCore : IAsyncDisposable
{
    private readonly DbConnection _connection;

    // good: DisposeAsyncCore disposes
    public FeedCore(DbDataSource source) => _connection = source.OpenConnection();

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore();
        GC.SuppressFinalize(this);
    }

    protected virtual async ValueTask DisposeAsyncCore() => await _connection.DisposeAsync().ConfigureAwait(false);
}

public sealed class LeaderService(NpgsqlDataSource source) : IHostedService
{
    private NpgsqlConnection? _lock;

    // good: StopAsync disposes what StartAsync opened
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _lock = await source.OpenConnectionAsync(cancellationToken);
        await _lock.ExecuteAsync("SELECT pg_advisory_lock(42)");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_lock is { } held)
            await held.DisposeAsync();
    }
}

public sealed class LeaderServiceForgetting(NpgsqlDataSource source, ILogger<LeaderServiceForgetting> logger) : IHostedService
{
    private NpgsqlConnection? _lock;

    // bad: StopAsync logs, and the lock is held for ever
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        {|NEEDS104:_lock|} = await source.OpenConnectionAsync(cancellationToken);
        await _lock.ExecuteAsync("SELECT pg_advisory_lock(42)");
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("Stopped");
        return Task.CompletedTask;
    }
}

public sealed class OutboxService(MySqlDataSource source) : BackgroundService
{
    // good: opened and disposed for each round
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await using var connection = await source.OpenConnectionAsync(stoppingToken);
            await connection.ExecuteAsync("CALL send_outbox()");
            await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
        }
    }
}

public sealed class OutboxServiceForgetting(MySqlDataSource source) : BackgroundService
{
    // bad: each round leaves one open
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var {|NEEDS101:connection|} = await source.OpenConnectionAsync(stoppingToken);
            await connection.ExecuteAsync("CALL send_outbox()");
            await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
        }
    }
}

public sealed class OutboxServiceField(MySqlDataSource source) : BackgroundService
{
    private MySqlConnection? _connection;

    // good: one for the service's life, disposed with it
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _connection = await source.OpenConnectionAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
            await _connection.ExecuteAsync("CALL send_outbox()");
    }

    public override void Dispose()
    {
        _connection?.Dispose();
        base.Dispose();
    }
}

public sealed class OutboxServiceFieldForgetting(MySqlDataSource source) : BackgroundService
{
    private MySqlConnection? _connection;

    // bad: the base class knows nothing of the field
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        {|NEEDS104:_connection|} = await source.OpenConnectionAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
            await _connection.ExecuteAsync("CALL send_outbox()");
    }
}

public sealed class LazySession(string connectionString) : IDisposable
{
    private MySqlConnection? _connection;

    // good: opened when first asked for, closed by Dispose
    public MySqlConnection Connection
    {
        get
        {
            if (_connection is null)
            {
                _connection = new MySqlConnection(connectionString);
                _connection.Open();
            }
            return _connection;
        }
    }

    // good: the property's connection is the session's
    public int Count() => Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sessions");

    public void Dispose() => _connection?.Dispose();
}

public sealed class LazySessionForgetting(string connectionString)
{
    private MySqlConnection? _connection;

    // bad: opened when first asked for, never closed
    private MySqlConnection Connection
    {
        get
        {
            if (_connection is null)
            {
                {|NEEDS104:_connection|} = new MySqlConnection(connectionString);
                _connection.Open();
            }
            return _connection;
        }
    }

    // good: the property's connection is the session's
    public int Count() => Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sessions");
}

public sealed class LazySessionCoalescing(MySqlDataSource source) : IDisposable
{
    private MySqlConnection? _connection;

    // good: `??=` opens it once
    private MySqlConnection Connection => _connection ??= source.OpenConnection();

    // good: the property's connection is the session's
    public void Touch() => Connection.Execute("UPDATE sessions SET seen = NOW()");

    public void Dispose() => _connection?.Dispose();
}

public sealed class LazySessionCoalescingForgetting(MySqlDataSource source)
{
    private MySqlConnection? _connection;

    // bad: `??=` opens it once, nobody closes it
    public void Touch()
    {
        {|NEEDS104:_connection|} ??= source.OpenConnection();
        _connection.Execute("UPDATE sessions SET seen = NOW()");
    }
}

public sealed class FreshEachTime(string connectionString)
{
    // good: a property that returns a fresh connection for its caller
    private MySqlConnection Connection
    {
        get
        {
            var connection = new MySqlConnection(connectionString);
            connection.Open();
            return connection;
        }
    }

    // bad: each use of the property opens another
    public int Count()
    {
        var {|NEEDS101:connection|} = Connection;
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM events");
    }

    // bad: used without a name
    public int CountInline() => {|NEEDS101:Connection|}.ExecuteScalar<int>("SELECT COUNT(*) FROM events");

    // good: the property's connection under using
    public int CountUsing()
    {
        using var connection = Connection;
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM events");
    }

    // bad: closed on success only
    public int CountLate()
    {
        var {|NEEDS102:connection|} = this.Connection;
        var count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM events");
        connection.Close();
        return count;
    }
}

public sealed class Link(string connectionString) : IDisposable
{
    private MySqlConnection? _connection;

    // good: the old one is disposed first
    public void Reconnect()
    {
        _connection?.Dispose();
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    // good: the new one is opened first, then exchanged, then the old one disposed
    public void Renew()
    {
        var fresh = new MySqlConnection(connectionString);
        fresh.Open();
        var old = Interlocked.Exchange(ref _connection, fresh);
        old?.Dispose();
    }

    // good: the exchange's result is disposed at once
    public async Task RenewAsync()
    {
        var fresh = new MySqlConnection(connectionString);
        await fresh.OpenAsync();
        Interlocked.Exchange(ref _connection, fresh)?.Dispose();
    }

    // bad: probed before it is kept, and lost when the probe fails
    public void RenewProbed()
    {
        var {|NEEDS102:fresh|} = new MySqlConnection(connectionString);
        fresh.Open();
        fresh.Execute("SELECT 1");
        _connection?.Dispose();
        _connection = fresh;
    }

    // bad: a healthy connection makes the fresh one superfluous, and it is dropped
    public void RenewIfBroken()
    {
        var {|NEEDS101:fresh|} = new MySqlConnection(connectionString);
        fresh.Open();
        if (_connection is { State: ConnectionState.Open })
            return;
        _connection?.Dispose();
        _connection = fresh;
    }

    // good: the superfluous one is disposed
    public void RenewIfBrokenClosed()
    {
        var fresh = new MySqlConnection(connectionString);
        fresh.Open();
        if (_connection is { State: ConnectionState.Open })
        {
            fresh.Dispose();
            return;
        }
        _connection?.Dispose();
        _connection = fresh;
    }

    // bad: the field's first connection is overwritten in the same breath
    public void Fallback(string replica)
    {
        _connection?.Dispose();
        {|NEEDS103:_connection|} = new MySqlConnection(connectionString);
        _connection.Open();
        _connection = new MySqlConnection(replica);
        _connection.Open();
    }

    // good: the field's first connection is closed before the next
    public void FallbackClosed(string replica)
    {
        _connection?.Dispose();
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
        if (_connection.ServerThread > 500)
        {
            _connection.Dispose();
            _connection = new MySqlConnection(replica);
            _connection.Open();
        }
    }

    public void Dispose() => _connection?.Dispose();
}
