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

namespace Cases.Concurrent.WhenAlls;

// helper
public sealed record Page(string Title, int Count);

/// <summary>WhenAll, WhenAny and WaitAll, over calls and over lists of tasks.</summary>
public static class WhenAlls
{
    // helper
    private static Task<int> Count(DbConnection connection, string table) =>
        connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table);

    // helper
    private static async Task Insert(MySqlConnection connection, string line)
    {
        await using var command = new MySqlCommand("INSERT INTO lines(text) VALUES (@line)", connection);
        command.Parameters.AddWithValue("@line", line);
        await command.ExecuteNonQueryAsync();
    }

    // helper
    private static async Task<int> CountOwn(MySqlDataSource source, string table)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await Count(connection, table);
    }

    // bad: two queries as the arguments
    public static async Task<Page> Dashboard(DbConnection connection)
    {
        var counts = await Task.WhenAll(
            connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders"),
            {|NEEDS203:connection.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM users"));
        return new Page("Dashboard", counts.Sum());
    }

    // good: the same, each awaited
    public static async Task<Page> DashboardInTurn(DbConnection connection)
    {
        var orders = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        var users = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM users");
        return new Page("Dashboard", orders + users);
    }

    // good: every count has a connection of its own
    public static async Task<Page> DashboardOwn(MySqlDataSource source)
    {
        var counts = await Task.WhenAll(CountOwn(source, "orders"), CountOwn(source, "users"));
        return new Page("Dashboard", counts.Sum());
    }

    // bad: two variables, then WhenAll, then Result
    public static async Task<int> Totals(NpgsqlConnection connection)
    {
        var orders = Count(connection, "orders");
        var users = {|NEEDS203:Count|}(connection, "users");
        await Task.WhenAll(orders, users);
        return orders.Result + users.Result;
    }

    // bad: WaitAll is no better
    public static int TotalsBlocking(NpgsqlConnection connection)
    {
        var orders = Count(connection, "orders");
        var users = {|NEEDS203:Count|}(connection, "users");
        Task.WaitAll(orders, users);
        return orders.Result + users.Result;
    }

    // good: WaitAll over one query and something else
    public static int WaitForBoth(NpgsqlConnection connection, Task<int> other)
    {
        var orders = Count(connection, "orders");
        Task.WaitAll(orders, other);
        return orders.Result + other.Result;
    }

    // good: one query beside a download
    public static async Task<int> BesideDownload(DbConnection connection, HttpClient http, string url)
    {
        var known = Count(connection, "feeds");
        var feed = http.GetStringAsync(url);
        await Task.WhenAll(known, feed);
        return await known + (await feed).Length;
    }

    // good: one query on each of two connections
    public static async Task<int[]> OnTwo(MySqlConnection web, NpgsqlConnection shop) =>
        await Task.WhenAll(Count(web, "visits"), Count(shop, "orders"));

    // bad: on two variables that hold the same connection
    public static async Task<int[]> OnSame(MySqlConnection connection)
    {
        DbConnection same = connection;
        return await Task.WhenAll(Count(connection, "visits"), {|NEEDS203:Count|}(same, "orders"));
    }

    // bad: the second one starts after WhenAny, and the first may still run
    public static async Task<string?> CacheOrPage(DbConnection connection, string slug)
    {
        var cached = connection.ExecuteScalarAsync<string>("SELECT body FROM cache WHERE slug = @slug", new { slug });
        await Task.WhenAny(cached, Task.Delay(50));
        var page = await {|NEEDS203:connection.ExecuteScalarAsync<string>|}("SELECT body FROM pages WHERE slug = @slug", new { slug });
        return await cached ?? page;
    }

    // good: WhenAny over one query and a token, and nothing but the query on the connection
    public static async Task<string?> Timed(DbConnection connection, string slug, CancellationTokenSource source)
    {
        var page = connection.ExecuteScalarAsync<string>(
            new CommandDefinition("SELECT body FROM pages WHERE slug = @slug", new { slug }, cancellationToken: source.Token));
        if (await Task.WhenAny(page, Task.Delay(500)) != page)
            source.Cancel();
        return await page;
    }

    // bad: collected in a loop, awaited behind it
    public static async Task Collected(MySqlConnection connection, IEnumerable<string> lines)
    {
        var tasks = new List<Task>();
        foreach (var line in lines)
            tasks.Add({|NEEDS203:Insert|}(connection, line));
        await Task.WhenAll(tasks);
    }

    // bad: collected in an array
    public static async Task CollectedInArray(MySqlConnection connection, string[] lines)
    {
        var tasks = new Task[lines.Length];
        for (var i = 0; i < lines.Length; i++)
            tasks[i] = {|NEEDS203:Insert|}(connection, lines[i]);
        await Task.WhenAll(tasks);
    }

    // bad: collected in a while loop over a queue
    public static async Task CollectedFromQueue(DbConnection connection, Queue<int> ids)
    {
        var tasks = new List<Task<int>>();
        while (ids.TryDequeue(out var id))
        {
            var task = {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM items WHERE id = @id", new { id });
            tasks.Add(task);
        }

        Console.WriteLine((await Task.WhenAll(tasks)).Sum());
    }

    // good: collected are the results
    public static async Task<List<int>> Results(DbConnection connection, Queue<int> ids)
    {
        var results = new List<int>();
        while (ids.TryDequeue(out var id))
            results.Add(await connection.ExecuteAsync("DELETE FROM items WHERE id = @id", new { id }));
        return results;
    }

    // good: collected with connections of their own
    public static async Task CollectedOwn(MySqlDataSource source, IEnumerable<string> tables)
    {
        var tasks = new List<Task<int>>();
        foreach (var table in tables)
            tasks.Add(CountOwn(source, table));
        Console.WriteLine((await Task.WhenAll(tasks)).Sum());
    }

    // good: collected are downloads, their pages go into the database one by one
    public static async Task Downloads(DbConnection connection, HttpClient http, IEnumerable<string> urls)
    {
        var tasks = new List<Task<string>>();
        foreach (var url in urls)
            tasks.Add(http.GetStringAsync(url));
        foreach (var page in await Task.WhenAll(tasks))
            await connection.ExecuteAsync("INSERT INTO pages(body) VALUES (@page)", new { page });
    }

    // bad: two in a list from the start
    public static async Task Listed(MySqlConnection connection)
    {
        var tasks = new List<Task> { Insert(connection, "first"), {|NEEDS203:Insert|}(connection, "second") };
        foreach (var task in tasks)
            await task;
    }

    // good: one in a list
    public static async Task ListedOne(MySqlConnection connection)
    {
        var tasks = new List<Task> { Insert(connection, "only"), Task.Delay(20) };
        await Task.WhenAll(tasks);
    }

    // bad: two in a collection expression
    public static async Task<int> Bracketed(DbConnection connection)
    {
        Task<int>[] tasks = [Count(connection, "orders"), {|NEEDS203:Count|}(connection, "users")];
        return (await Task.WhenAll(tasks)).Max();
    }

    // good: functions in a list, each started when the one before is complete
    public static async Task<int> Steps(DbConnection connection)
    {
        List<Func<Task<int>>> steps =
        [
            () => connection.ExecuteAsync("DELETE FROM drafts"),
            () => connection.ExecuteAsync("DELETE FROM notes"),
        ];
        var rows = 0;
        foreach (var step in steps)
            rows += await step();
        return rows;
    }

    // bad: a read beside the inserts that run
    public static async Task<int> ReadBeside(MySqlConnection connection, string line)
    {
        var insert = Insert(connection, line);
        var lines = {|NEEDS203:Count|}(connection, "lines");
        await Task.WhenAll(insert, lines);
        return await lines;
    }

    // good: WhenAll first, the read after it
    public static async Task<int> ReadBehind(MySqlConnection connection, string line, Task other)
    {
        var insert = Insert(connection, line);
        await Task.WhenAll(insert, other);
        return await Count(connection, "lines");
    }

    // good: two phases of one query each, beside other work
    public static async Task<int> Phases(DbConnection connection, Func<Task> warm)
    {
        var orders = Count(connection, "orders");
        await Task.WhenAll(orders, warm());
        var users = Count(connection, "users");
        await Task.WhenAll(users, warm());
        return await orders + await users;
    }

    // bad: in a handler, awaited as a tuple of tasks
    [NeedsDb]
    public static async Task<Page> Overview(MySqlConnection db)
    {
        var (orders, users) = (Count(db, "orders"), {|NEEDS203:Count|}(db, "users"));
        await Task.WhenAll(orders, users);
        return new Page("Overview", await orders + await users);
    }

    // bad: in a handler in a transaction
    [NeedsDb(Transaction = true)]
    public static async Task Place(MySqlConnection db, MySqlTransaction transaction, int article)
    {
        await Task.WhenAll(
            db.ExecuteAsync("UPDATE stock SET free = free - 1 WHERE article = @article", new { article }, transaction),
            {|NEEDS203:db.ExecuteAsync|}("INSERT INTO orders(article) VALUES (@article)", new { article }, transaction));
    }

    // good: in a handler, one batch of statements instead of several at once
    [NeedsDb]
    public static async Task PlaceTogether(NpgsqlConnection db, int article)
    {
        await using var batch = new NpgsqlBatch(db)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand($"UPDATE stock SET free = free - 1 WHERE article = {article}"),
                new NpgsqlBatchCommand($"INSERT INTO orders(article) VALUES ({article})"),
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    // bad: two batches at once
    public static async Task TwoBatches(NpgsqlConnection connection)
    {
        await using var first = new NpgsqlBatch(connection) { BatchCommands = { new("DELETE FROM drafts") } };
        await using var second = new NpgsqlBatch(connection) { BatchCommands = { new("DELETE FROM notes") } };
        await Task.WhenAll(first.ExecuteNonQueryAsync(), {|NEEDS203:second.ExecuteNonQueryAsync|}());
    }

    // good: two batches, one after the other
    public static async Task TwoBatchesInTurn(NpgsqlConnection connection)
    {
        await using var first = new NpgsqlBatch(connection) { BatchCommands = { new("DELETE FROM drafts") } };
        await using var second = new NpgsqlBatch(connection) { BatchCommands = { new("DELETE FROM notes") } };
        await first.ExecuteNonQueryAsync();
        await second.ExecuteNonQueryAsync();
    }

    // good: each call is complete before the array is made
    public static async Task<int> Awaited(DbConnection connection)
    {
        int[] counts = [await Count(connection, "orders"), await Count(connection, "users"), await Count(connection, "visits")];
        return counts.Sum();
    }
}
