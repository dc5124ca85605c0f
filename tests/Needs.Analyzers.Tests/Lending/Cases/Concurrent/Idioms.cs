#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Concurrent.Idioms;

/// <summary>A session that lets one operation through at a time, cached tasks, producers and consumers.</summary>
public sealed class Idioms
{
    private readonly MySqlConnection _connection;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private Task<int>? _total;

    public Idioms(MySqlConnection connection) => _connection = connection;

    // helper
    private async Task<T> Exclusive<T>(Func<MySqlConnection, Task<T>> work)
    {
        await _gate.WaitAsync();
        try
        {
            return await work(_connection);
        }
        finally
        {
            _gate.Release();
        }
    }

    // helper
    private Task<int> Total() => _total ??= _connection.ExecuteScalarAsync<int>("SELECT SUM(total) FROM orders");

    // helper
    private static async Task Produce(DbConnection connection, ChannelWriter<int> ids)
    {
        await foreach (var id in connection.QueryUnbufferedAsync<int>("SELECT id FROM users"))
            await ids.WriteAsync(id);
        ids.Complete();
    }

    // helper
    private static async Task<int> Complete(Task<int> running)
    {
        var rows = await running;
        Console.WriteLine(rows);
        return rows;
    }

    // good: two at once, and the gate lets one through
    public async Task<int> Gated()
    {
        var orders = Exclusive(connection => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders"));
        var users = Exclusive(connection => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM users"));
        return await orders + await users;
    }

    // good: the task that is kept is one operation, however often it is awaited
    public async Task<int> Cached()
    {
        var first = await Total();
        var second = await Total();
        return first + second;
    }

    // bad: the producer reads from the connection that the consumer writes to
    public static async Task Piped(DbConnection connection)
    {
        var channel = Channel.CreateBounded<int>(100);
        var producing = Produce(connection, channel.Writer);
        await foreach (var id in channel.Reader.ReadAllAsync())
            await {|NEEDS203:connection.ExecuteAsync|}("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
        await producing;
    }

    // good: the producer has a connection of its own
    public static async Task PipedOnTwo(DbConnection source, DbConnection target)
    {
        var channel = Channel.CreateBounded<int>(100);
        var producing = Produce(source, channel.Writer);
        await foreach (var id in channel.Reader.ReadAllAsync())
            await target.ExecuteAsync("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
        await producing;
    }

    // good: the consumer of the object's channel writes one line after the other
    public async Task Consume(CancellationToken cancel)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(cancel))
            await _connection.ExecuteAsync("INSERT INTO lines(text) VALUES (@line)", new { line });
    }

    // good: a helper completes what was started
    public static async Task<int> Completed(DbConnection connection)
    {
        var deleted = await Complete(connection.ExecuteAsync("DELETE FROM drafts"));
        return deleted + await Complete(connection.ExecuteAsync("DELETE FROM notes"));
    }

    // bad: a helper completes one while the other was started already
    public static async Task<int> CompletedLate(DbConnection connection)
    {
        var drafts = connection.ExecuteAsync("DELETE FROM drafts");
        var notes = {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM notes");
        return await Complete(drafts) + await Complete(notes);
    }

    // good: started, then the method throws on bad input, then awaited
    public static async Task<int> Validated(DbConnection connection, string name)
    {
        var count = connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM users");
        if (name.Length == 0)
            throw new ArgumentException("no name", nameof(name));
        return await count;
    }

    // good: an exception of the first is caught, then the second runs
    public static async Task<int> Tolerant(DbConnection connection)
    {
        var refresh = connection.ExecuteAsync("CALL refresh()");
        try
        {
            await refresh;
        }
        catch (DbException problem)
        {
            Console.WriteLine(problem.Message);
        }

        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM views");
    }

    // good: awaited in the finally
    public static async Task<int> InFinally(DbConnection connection, Action work)
    {
        var refresh = connection.ExecuteAsync("CALL refresh()");
        try
        {
            work();
        }
        finally
        {
            await refresh;
        }

        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM views");
    }

    // bad: used in the try, awaited in the finally
    public static async Task<int> BeforeFinally(DbConnection connection)
    {
        var refresh = connection.ExecuteAsync("CALL refresh()");
        try
        {
            return await {|NEEDS203:connection.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM views");
        }
        finally
        {
            await refresh;
        }
    }

    // good: with WaitAsync and a time limit that throws
    public static async Task<int> Limited(DbConnection connection)
    {
        var rows = await connection.ExecuteAsync("CALL refresh()").WaitAsync(TimeSpan.FromSeconds(5));
        return rows + await connection.ExecuteAsync("CALL refresh_more()");
    }

    // good: the while loop is done when the task is
    public static async Task<int> Watched(DbConnection connection)
    {
        var refresh = connection.ExecuteAsync("CALL refresh()");
        while (!refresh.IsCompleted)
            await Task.WhenAny(refresh, Task.Delay(100));
        await refresh;
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM views");
    }

    // good: a fresh task for each retry, awaited in the try
    public static async Task<int> Retried(DbConnection connection)
    {
        Task<int> running;
        var attempt = 0;
        do
        {
            running = connection.ExecuteAsync("CALL refresh()");
            try
            {
                return await running;
            }
            catch (DbException) when (attempt < 3)
            {
            }
        }
        while (++attempt < 4);
        return 0;
    }

    // good: aggregated: each step awaits the one before
    public static Task Aggregated(DbConnection connection, IEnumerable<string> tables) =>
        tables.Aggregate(Task.CompletedTask, async (before, table) =>
        {
            await before;
            await connection.ExecuteAsync("DELETE FROM " + table);
        });

    // good: async disposal at the end, of what was awaited
    public static async Task<int> Disposed(MySqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = connection.ExecuteAsync("DELETE FROM drafts", transaction: transaction);
        await rows;
        await transaction.CommitAsync();
        return rows.Result;
    }

    // bad: the transaction is committed while its statement runs
    public static async Task Committed(MySqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = connection.ExecuteAsync("DELETE FROM drafts", transaction: transaction);
        await {|NEEDS203:transaction.CommitAsync|}();
        await rows;
    }

    // bad: a handler that prefetches
    [NeedsDb]
    public static async Task<string> Prefetched(NpgsqlConnection db, int id)
    {
        Task<string?> next = db.ExecuteScalarAsync<string>("SELECT title FROM pages WHERE id = @id + 1", new { id });
        var title = await {|NEEDS203:db.QuerySingleAsync<string>|}("SELECT title FROM pages WHERE id = @id", new { id });
        return title + (await next ?? "the end");
    }

    // good: a handler that computes while the query runs
    [NeedsDb]
    public static async Task<string> Computed(NpgsqlConnection db, int id, string text)
    {
        Task<string?> next = db.ExecuteScalarAsync<string>("SELECT title FROM pages WHERE id = @id + 1", new { id });
        var upper = text.ToUpperInvariant();
        return upper + (await next ?? "the end");
    }
}
