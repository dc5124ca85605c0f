#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cases.Ownership.ServiceChat;

// A chat as it might be: rooms that hold a listening connection, a registry of rooms, a writer in batches, an outbox with leases.

public sealed class ChatOptions
{
    public string ConnectionString { get; set; } = "";

    public int BatchSize { get; set; } = 100;
}

public sealed class Room : IAsyncDisposable
{
    private readonly NpgsqlConnection _listener;
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private Task _pump = Task.CompletedTask;

    private Room(string name, NpgsqlConnection listener)
    {
        Name = name;
        _listener = listener;
        _listener.Notification += OnNotification;
    }

    public string Name { get; }

    // good: the room owns the listener, also when LISTEN fails
    public static async Task<Room> Open(string name, NpgsqlDataSource source, CancellationToken cancellation)
    {
        var room = new Room(name, await source.OpenConnectionAsync(cancellation));
        try
        {
            await room.Listen(cancellation);
        }
        catch
        {
            await room.DisposeAsync();
            throw;
        }
        return room;
    }

    // bad: when LISTEN fails nobody has the room
    public static async Task<Room> OpenUnguarded(string name, NpgsqlDataSource source, CancellationToken cancellation)
    {
        var {|NEEDS102:room|} = new Room(name, await source.OpenConnectionAsync(cancellation));
        await room.Listen(cancellation);
        return room;
    }

    // good: the room's own connection
    private async Task Listen(CancellationToken cancellation)
    {
        await using (var command = new NpgsqlCommand($"LISTEN \"{Name}\"", _listener))
            await command.ExecuteNonQueryAsync(cancellation);
        _pump = Pump(_stop.Token);
    }

    private async Task Pump(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
                await _listener.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _messages.Writer.TryComplete();
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs e) => _messages.Writer.TryWrite(e.Payload);

    public IAsyncEnumerable<string> Read(CancellationToken cancellation) => _messages.Reader.ReadAllAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _pump;
        }
        finally
        {
            _listener.Notification -= OnNotification;
            await _listener.DisposeAsync();
            _stop.Dispose();
        }
    }
}

public sealed class Rooms(NpgsqlDataSource source, ILogger<Rooms> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Room>>> _rooms = new();
    private readonly SemaphoreSlim _gate = new(1, 1);

    // good: each name's room once, disposed with the registry
    public Task<Room> Get(string name) =>
        _rooms.GetOrAdd(name, key => new Lazy<Task<Room>>(() => Room.Open(key, source, CancellationToken.None))).Value;

    // good: closed by who asked for it
    public async Task<int> Peek(string name, TimeSpan time)
    {
        using var timeout = new CancellationTokenSource(time);
        await using var room = await Room.Open(name, source, timeout.Token);
        var count = 0;
        try
        {
            await foreach (var message in room.Read(timeout.Token))
                count += message.Length;
        }
        catch (OperationCanceledException)
        {
            logger.LogDebug("Peeked for {Time}", time);
        }
        return count;
    }

    // bad: the room that was opened to peek stays open
    public async Task<string?> PeekOpen(string name, CancellationToken cancellation)
    {
        var {|NEEDS101:room|} = await Room.Open(name, source, cancellation);
        await foreach (var message in room.Read(cancellation))
            return message;
        return null;
    }

    // good: renamed under the gate
    public async Task Rename(string from, string to)
    {
        await _gate.WaitAsync();
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync("UPDATE rooms SET name = @to WHERE name = @from", new { from, to }, transaction);
            await transaction.CommitAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    // bad: under the gate, and with one connection too many
    public async Task Copy(string from, string to)
    {
        await _gate.WaitAsync();
        try
        {
            await using var reading = await source.OpenConnectionAsync();
            var {|NEEDS101:writing|} = await source.OpenConnectionAsync();
            foreach (var text in await reading.QueryAsync<string>("SELECT text FROM messages WHERE room = @from", new { from }))
                await writing.ExecuteAsync("INSERT INTO messages VALUES (@to, @text)", new { to, text });
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in _rooms.Values)
        {
            if (room.IsValueCreated)
                await (await room.Value).DisposeAsync();
        }
        _gate.Dispose();
    }
}

public sealed class MessageWriter(NpgsqlDataSource source, IOptions<ChatOptions> options) : BackgroundService
{
    private readonly Channel<(string Room, string Text)> _queue = Channel.CreateBounded<(string Room, string Text)>(10_000);

    // good: nothing is opened
    public ValueTask Write(string room, string text) => _queue.Writer.WriteAsync((room, text));

    // good: one connection for as long as it works, another after a failure
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            await foreach (var batch in Batches(stoppingToken))
            {
                connection ??= await source.OpenConnectionAsync(stoppingToken);
                try
                {
                    await Save(connection, batch);
                }
                catch (NpgsqlException)
                {
                    await connection.DisposeAsync();
                    connection = null;
                }
            }
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    // good: an importer on a borrowed connection, completed and disposed
    private static async Task Save(NpgsqlConnection connection, IReadOnlyList<(string Room, string Text)> batch)
    {
        await using var importer = await connection.BeginBinaryImportAsync("COPY messages (room, text) FROM STDIN (FORMAT BINARY)");
        foreach (var (room, text) in batch)
        {
            await importer.StartRowAsync();
            await importer.WriteAsync(room);
            await importer.WriteAsync(text);
        }
        await importer.CompleteAsync();
    }

    private async IAsyncEnumerable<List<(string Room, string Text)>> Batches([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellation))
        {
            var batch = new List<(string Room, string Text)>();
            while (batch.Count < options.Value.BatchSize && _queue.Reader.TryRead(out var message))
                batch.Add(message);
            yield return batch;
        }
    }

    // bad: after a failure another is opened, and the failed one left
    public async Task Replay(IEnumerable<string> texts, CancellationToken cancellation)
    {
        var {|NEEDS103:connection|} = await source.OpenConnectionAsync(cancellation);
        foreach (var text in texts)
        {
            if (await connection.ExecuteAsync("INSERT INTO messages (text) VALUES (@text)", new { text }) == 0)
                {|NEEDS103:connection|} = await source.OpenConnectionAsync(cancellation);
        }
        await connection.DisposeAsync();
    }
}

public sealed class Outbox(NpgsqlDataSource source)
{
    public sealed class Lease : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlTransaction _transaction;

        internal Lease(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<long> ids)
        {
            _connection = connection;
            _transaction = transaction;
            Ids = ids;
        }

        public IReadOnlyList<long> Ids { get; }

        // good: the lease's own transaction
        public async Task Done()
        {
            await _connection.ExecuteAsync("DELETE FROM outbox WHERE id = ANY(@ids)", new { ids = Ids }, _transaction);
            await _transaction.CommitAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _transaction.DisposeAsync();
            await _connection.DisposeAsync();
        }
    }

    // good: a lease, or nothing and all closed
    public async Task<Lease?> Take(int count, CancellationToken cancellation)
    {
        NpgsqlConnection? connection = null;
        NpgsqlTransaction? transaction = null;
        try
        {
            connection = await source.OpenConnectionAsync(cancellation);
            transaction = await connection.BeginTransactionAsync(cancellation);
            var ids = (await connection.QueryAsync<long>("SELECT id FROM outbox LIMIT @count", new { count }, transaction)).AsList();
            if (ids.Count == 0)
                return null;
            var lease = new Lease(connection, transaction, ids);
            connection = null;
            transaction = null;
            return lease;
        }
        finally
        {
            if (transaction is not null)
                await transaction.DisposeAsync();
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    // bad: an empty outbox leaves the connection open
    public async Task<Lease?> TakeOpen(int count, CancellationToken cancellation)
    {
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync(cancellation);
        var transaction = await connection.BeginTransactionAsync(cancellation);
        var ids = (await connection.QueryAsync<long>("SELECT id FROM outbox LIMIT @count", new { count }, transaction)).AsList();
        return ids.Count == 0 ? null : new Lease(connection, transaction, ids);
    }

    // good: the lease is disposed, done or not
    public async Task<int> Send(Func<long, Task> send, CancellationToken cancellation)
    {
        await using var lease = await Take(10, cancellation);
        if (lease is null)
            return 0;
        foreach (var id in lease.Ids)
            await send(id);
        await lease.Done();
        return lease.Ids.Count;
    }

    // bad: the lease is disposed only when all was sent
    public async Task<int> SendLate(Func<long, Task> send, CancellationToken cancellation)
    {
        var {|NEEDS102:lease|} = await Take(10, cancellation);
        if (lease is null)
            return 0;
        foreach (var id in lease.Ids)
            await send(id);
        await lease.Done();
        await lease.DisposeAsync();
        return lease.Ids.Count;
    }

    // bad: whether there is a lease is all that is asked of it
    public async Task<bool> Any(CancellationToken cancellation) => await {|NEEDS101:Take(1, cancellation)|} is not null;
}

public static class ChatEndpoints
{
    // good: each endpoint closes what it opens
    public static void MapChat(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/chat");
        chat.MapGet("/{room}", async (string room, NpgsqlDataSource source, CancellationToken cancellation) =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await connection.QueryAsync<string>("SELECT text FROM messages WHERE room = @room", new { room });
        });
        chat.MapPost("/{room}", (string room, string text, MessageWriter writer) => writer.Write(room, text));
        chat.MapGet("/{room}/live", async (string room, Rooms rooms, HttpContext context) =>
        {
            await foreach (var text in (await rooms.Get(room)).Read(context.RequestAborted))
                await context.Response.WriteAsync($"data: {text}\n\n");
        });
    }

    // bad: one endpoint doesn't
    public static void MapStatistics(this IEndpointRouteBuilder app) =>
        app.MapGet("/chat/statistics", async (NpgsqlDataSource source) =>
        {
            var {|NEEDS101:connection|} = await source.OpenConnectionAsync();
            return Results.Ok(await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM messages"));
        });
}
