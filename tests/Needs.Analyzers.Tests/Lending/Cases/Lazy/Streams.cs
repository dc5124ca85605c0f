#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Lazy.Streams;

public sealed record Event(long Id, string Kind);

public sealed record EventPage(int Total, IAsyncEnumerable<Event> Events);

/// <summary>Asynchronous streams: a handler that is declared as one keeps its connection, a task of one does not.</summary>
public static partial class Events
{
    // good: declared as a stream
    [NeedsDb]
    public static IAsyncEnumerable<Event> All(NpgsqlConnection db) => db.QueryUnbufferedAsync<Event>("SELECT id, kind FROM events");

    // good: declared as a stream, and another method yields
    [NeedsDb]
    public static IAsyncEnumerable<Event> OfKind(NpgsqlConnection db, string kind) => ReadAsync(db, kind);

    // good: an iterator of its own
    [NeedsDb]
    public static async IAsyncEnumerable<Event> Numbered(NpgsqlConnection db, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var one in ReadAsync(db, "order", cancel))
            yield return one with { Kind = one.Id + " " + one.Kind };
    }

    // bad: a task of a stream
    [NeedsDb]
    public static async Task<IAsyncEnumerable<Event>> Prepared(NpgsqlConnection db, string kind)
    {
        await db.ExecuteAsync("SET statement_timeout = '30s'");
        return {|NEEDS202:ReadAsync(db, kind)|};
    }

    // bad: a task of Dapper's stream
    [NeedsDb]
    public static Task<IAsyncEnumerable<Event>> InTask(NpgsqlConnection db) =>
        {|NEEDS202:Task.FromResult(db.QueryUnbufferedAsync<Event>("SELECT id, kind FROM events"))|};

    // bad: a ValueTask of a stream
    [NeedsDb]
    public static async ValueTask<IAsyncEnumerable<Event>> InValueTask(NpgsqlConnection db)
    {
        await db.ExecuteAsync("SET statement_timeout = '30s'");
        var events = db.QueryUnbufferedAsync<Event>("SELECT id, kind FROM events");
        return {|NEEDS202:events|};
    }

    // good: read to the end
    [NeedsDb]
    public static async Task<List<Event>> Listed(NpgsqlConnection db, string kind)
    {
        var events = new List<Event>();
        await foreach (var one in ReadAsync(db, kind))
            events.Add(one);
        return events;
    }

    // good: read to the end by a helper
    [NeedsDb]
    public static async Task<IReadOnlyList<Event>> Collected(NpgsqlConnection db, string kind) => await CollectAsync(ReadAsync(db, kind));

    // bad: filtered by a helper that yields
    [NeedsDb]
    public static async Task<IAsyncEnumerable<Event>> Filtered(NpgsqlConnection db)
    {
        await db.ExecuteAsync("SET statement_timeout = '30s'");
        return {|NEEDS202:EvenAsync(ReadAsync(db, "order"))|};
    }

    // good: a stream over a list
    [NeedsDb]
    public static async Task<IAsyncEnumerable<Event>> OverList(NpgsqlConnection db)
    {
        var events = (await db.QueryAsync<Event>("SELECT id, kind FROM events")).AsList();
        return FromListAsync(events);
    }

    // bad: the stream inside the result is written when the connection is gone
    [NeedsDb]
    public static IResult AsResult(NpgsqlConnection db) => {|NEEDS202:Results.Ok(db.QueryUnbufferedAsync<Event>("SELECT id, kind FROM events"))|};

    // bad: a stream inside a page
    [NeedsDb]
    public static async Task<EventPage> Page(NpgsqlConnection db)
    {
        var total = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM events");
        return {|NEEDS202:new EventPage(total, ReadAsync(db, "order"))|};
    }

    // bad: a local asynchronous iterator
    [NeedsDb]
    public static async Task<IAsyncEnumerable<long>> Ids(NpgsqlConnection db)
    {
        var kind = await db.ExecuteScalarAsync<string>("SELECT kind FROM kinds LIMIT 1");
        return {|NEEDS202:ReadIds()|};

        async IAsyncEnumerable<long> ReadIds()
        {
            await using var command = new NpgsqlCommand("SELECT id FROM events WHERE kind = $1", db);
            command.Parameters.AddWithValue(kind ?? "order");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                yield return reader.GetInt64(0);
        }
    }

    // good: a first element
    [NeedsDb]
    public static async Task<Event?> First(NpgsqlConnection db)
    {
        await foreach (var one in ReadAsync(db, "order"))
            return one;
        return null;
    }

    // bad: the writer of the channel reads on when the handler is done
    [NeedsDb]
    public static ChannelReader<Event> ByChannel(NpgsqlConnection db)
    {
        var channel = Channel.CreateBounded<Event>(16);
        _ = {|NEEDS201:FillAsync|}(db, channel.Writer);
        return channel.Reader;
    }

    // good: an unbounded channel is full when it is returned
    [NeedsDb]
    public static async Task<ChannelReader<Event>> ByFilledChannel(NpgsqlConnection db)
    {
        var channel = Channel.CreateUnbounded<Event>();
        await FillAsync(db, channel.Writer);
        return channel.Reader;
    }

    // bad: the stream is not started when it is returned in a tuple
    [NeedsDb]
    public static async Task<(int Total, IAsyncEnumerable<Event> Events)> Tuple(NpgsqlConnection db)
    {
        var total = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM events");
        return {|NEEDS202:(total, ReadAsync(db, "order"))|};
    }

    // good: total and list
    [NeedsDb]
    public static async Task<(int Total, List<Event> Events)> TupleOfList(NpgsqlConnection db)
    {
        var total = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM events");
        return (total, (await db.QueryAsync<Event>("SELECT id, kind FROM events LIMIT 20")).AsList());
    }

    // good: the enumerable itself is declared, behind a check
    [NeedsDb]
    public static IAsyncEnumerable<Event> Checked(NpgsqlConnection db, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return ReadAsync(db, kind);
    }

    private static async IAsyncEnumerable<Event> ReadAsync(
        NpgsqlConnection connection, string kind, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand("SELECT id, kind FROM events WHERE kind = $1", connection);
        command.Parameters.AddWithValue(kind);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            yield return new Event(reader.GetInt64(0), reader.GetString(1));
    }

    private static async IAsyncEnumerable<Event> EvenAsync(IAsyncEnumerable<Event> events)
    {
        await foreach (var one in events)
        {
            if (one.Id % 2 == 0)
                yield return one;
        }
    }

    private static async Task<IReadOnlyList<Event>> CollectAsync(IAsyncEnumerable<Event> events)
    {
        var list = new List<Event>();
        await foreach (var one in events)
            list.Add(one);
        return list;
    }

    private static async IAsyncEnumerable<Event> FromListAsync(List<Event> events)
    {
        foreach (var one in events)
        {
            await Task.Yield();
            yield return one;
        }
    }

    private static async Task FillAsync(NpgsqlConnection connection, ChannelWriter<Event> writer)
    {
        await foreach (var one in ReadAsync(connection, "order"))
            await writer.WriteAsync(one);
        writer.Complete();
    }
}
