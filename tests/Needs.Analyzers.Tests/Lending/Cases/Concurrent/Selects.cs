#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Concurrent.Selects;

/// <summary>Sequences of tasks: started all at once, or one by one.</summary>
public sealed class Selects
{
    private readonly NpgsqlConnection _session;

    public Selects(NpgsqlConnection session) => _session = session;

    // helper
    private static async Task<string?> Name(DbConnection connection, int id)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM users WHERE id = " + id;
        return (string?)await command.ExecuteScalarAsync();
    }

    // bad: WhenAll enumerates, and so starts, all of them
    public static Task<string?[]> Names(DbConnection connection, int[] ids) =>
        Task.WhenAll(ids.Select(id =>
            {|NEEDS203:connection.ExecuteScalarAsync<string?>|}("SELECT name FROM users WHERE id = @id", new { id })));

    // bad: with an async lambda
    public static async Task<string?[]> NamesAsync(DbConnection connection, int[] ids)
    {
        var tasks = ids.Select(async id =>
        {
            var name = await {|NEEDS203:connection.ExecuteScalarAsync<string?>|}("SELECT name FROM users WHERE id = @id", new { id });
            return name?.Trim();
        });
        return await Task.WhenAll(tasks);
    }

    // good: one by one
    public static async Task<List<string?>> NamesInTurn(DbConnection connection, int[] ids)
    {
        var names = new List<string?>();
        foreach (var id in ids)
            names.Add(await connection.ExecuteScalarAsync<string?>("SELECT name FROM users WHERE id = @id", new { id }));
        return names;
    }

    // bad: ToList starts all of them
    public static async Task<List<string?>> NamesListed(DbConnection connection, IEnumerable<int> ids)
    {
        var tasks = ids.Select(id => {|NEEDS203:Name|}(connection, id)).ToList();
        var names = new List<string?>();
        foreach (var task in tasks)
            names.Add(await task);
        return names;
    }

    // good: the lazy sequence starts each task when the loop comes to it
    public static async Task<List<string?>> NamesLazily(DbConnection connection, IEnumerable<int> ids)
    {
        var tasks = ids.Select(id => Name(connection, id));
        var names = new List<string?>();
        foreach (var task in tasks)
            names.Add(await task);
        return names;
    }

    // bad: ToArray starts all of them
    public static async Task<int> Deleted(DbConnection connection, IEnumerable<int> ids)
    {
        var tasks = ids.Select(id => {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM items WHERE id = @id", new { id })).ToArray();
        return (await Task.WhenAll(tasks)).Sum();
    }

    // good: the list is made of the ids, not of tasks
    public static async Task<int> DeletedInTurn(DbConnection connection, IEnumerable<int> ids)
    {
        var rows = 0;
        foreach (var id in ids.Where(id => id > 0).ToList())
            rows += await connection.ExecuteAsync("DELETE FROM items WHERE id = @id", new { id });
        return rows;
    }

    // bad: a query expression
    public static Task<string?[]> NamesByQuery(DbConnection connection, int[] ids) =>
        Task.WhenAll(from id in ids where id > 0 select {|NEEDS203:Name|}(connection, id));

    // good: the sequence is taken apart in a foreach, filtered and ordered
    public static async Task<int> Longest(DbConnection connection, int[] ids)
    {
        var longest = 0;
        foreach (var task in from id in ids where id > 0 orderby id select Name(connection, id))
            longest = Math.Max(longest, (await task)?.Length ?? 0);
        return longest;
    }

    // good: every task opens its own connection
    public static Task<string?[]> NamesOwn(MySqlDataSource source, int[] ids) => Task.WhenAll(ids.Select(async id =>
    {
        await using var connection = await source.OpenConnectionAsync();
        return await Name(connection, id);
    }));

    // good: every task creates and opens its own connection
    public static Task<string?[]> NamesNew(string address, int[] ids) => Task.WhenAll(ids.Select(async id =>
    {
        await using var connection = new MySqlConnection(address);
        await connection.OpenAsync();
        return await Name(connection, id);
    }));

    // bad: own connections, and yet the insert goes over the shared one
    public static Task Copied(MySqlDataSource source, DbConnection target, int[] ids) => Task.WhenAll(ids.Select(async id =>
    {
        await using var connection = await source.OpenConnectionAsync();
        var name = await Name(connection, id);
        await {|NEEDS203:target.ExecuteAsync|}("INSERT INTO names(id, name) VALUES (@id, @name)", new { id, name });
    }));

    // good: read at once over own connections, written one by one
    public static async Task CopiedInTurn(MySqlDataSource source, DbConnection target, int[] ids)
    {
        var names = await Task.WhenAll(ids.Select(async id =>
        {
            await using var connection = await source.OpenConnectionAsync();
            return await Name(connection, id);
        }));
        foreach (var name in names)
            await target.ExecuteAsync("INSERT INTO names(name) VALUES (@name)", new { name });
    }

    // good: pages are fetched at once, only ids come from the connection
    public static async Task<string[]> Pages(DbConnection connection, HttpClient http)
    {
        var urls = await connection.QueryAsync<string>("SELECT url FROM feeds");
        return await Task.WhenAll(urls.Select(url => http.GetStringAsync(url)));
    }

    // bad: a page is fetched and then stored, all at once
    public static async Task Stored(DbConnection connection, HttpClient http)
    {
        var urls = await connection.QueryAsync<string>("SELECT url FROM feeds");
        await Task.WhenAll(urls.Select(async url =>
        {
            var body = await http.GetStringAsync(url);
            await {|NEEDS203:connection.ExecuteAsync|}("UPDATE feeds SET body = @body WHERE url = @url", new { body, url });
        }));
    }

    // good: synchronous queries in a lazy sequence run one at a time
    public static List<string?> Synchronous(DbConnection connection, int[] ids) =>
        ids.Select(id => connection.ExecuteScalar<string?>("SELECT name FROM users WHERE id = @id", new { id })).ToList();

    // good: each element's query is awaited in the aggregate of the loop
    public static async Task<Dictionary<int, string?>> ById(DbConnection connection, int[] ids)
    {
        var names = new Dictionary<int, string?>();
        foreach (var id in ids)
            names[id] = await Name(connection, id);
        return names;
    }

    // bad: a dictionary of running tasks
    public static async Task<int> Lengths(DbConnection connection, int[] ids)
    {
        var tasks = ids.ToDictionary(id => id, id => {|NEEDS203:Name|}(connection, id));
        var length = 0;
        foreach (var (_, task) in tasks)
            length += (await task)?.Length ?? 0;
        return length;
    }

    // bad: List.ForEach with an async lambda doesn't wait
    public static void Touched(DbConnection connection, List<int> ids) =>
        ids.ForEach(async id => await {|NEEDS203:connection.ExecuteAsync|}("UPDATE users SET seen = NOW() WHERE id = @id", new { id }));

    // good: List.ForEach with a synchronous call
    public static void TouchedInTurn(DbConnection connection, List<int> ids) =>
        ids.ForEach(id => connection.Execute("UPDATE users SET seen = NOW() WHERE id = @id", new { id }));

    // bad: over the connection of the field
    public async Task<int> Refresh(IReadOnlyList<string> views)
    {
        var results = await Task.WhenAll(views.Select(view => {|NEEDS203:_session.ExecuteAsync|}("REFRESH MATERIALIZED VIEW " + view)));
        return results.Length;
    }

    // good: over the connection of the field, in turn
    public async Task<int> RefreshInTurn(IReadOnlyList<string> views)
    {
        foreach (var view in views)
            await _session.ExecuteAsync("REFRESH MATERIALIZED VIEW " + view);
        return views.Count;
    }

    // bad: chunks of ten at a time are still ten at a time
    public static async Task Chunked(DbConnection connection, int[] ids)
    {
        foreach (var chunk in ids.Chunk(10))
            await Task.WhenAll(chunk.Select(id => {|NEEDS203:connection.ExecuteAsync|}("CALL settle(@id)", new { id })));
    }

    // good: one statement for a chunk
    public static async Task ChunkedTogether(DbConnection connection, int[] ids)
    {
        foreach (var chunk in ids.Chunk(10))
            await connection.ExecuteAsync("CALL settle(@id)", chunk.Select(id => new { id }));
    }

    // good: a semaphore of one lets a single query through
    public static async Task Gated(NpgsqlConnection connection, HttpClient http, IEnumerable<string> urls)
    {
        using var gate = new SemaphoreSlim(1, 1);
        await Task.WhenAll(urls.Select(async url =>
        {
            var body = await http.GetStringAsync(url);
            await gate.WaitAsync();
            try
            {
                await connection.ExecuteAsync("INSERT INTO pages(url, body) VALUES (@url, @body)", new { url, body });
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    // bad: in a handler
    [NeedsDb]
    public static async Task<IReadOnlyList<string?>> Authors(MySqlConnection db, int[] ids) =>
        await Task.WhenAll(ids.Select(async id => await {|NEEDS203:Name|}(db, id)));

    // good: in a handler, in one query
    [NeedsDb]
    public static async Task<IReadOnlyList<string>> AuthorsAtOnce(MySqlConnection db, int[] ids) =>
        (await db.QueryAsync<string>("SELECT name FROM users WHERE id IN @ids", new { ids })).AsList();

    // good: in a handler, as a stream that awaits each
    [NeedsDb]
    public static async IAsyncEnumerable<string?> AuthorsStreamed(MySqlConnection db, int[] ids)
    {
        foreach (var id in ids)
            yield return await Name(db, id);
    }
}
