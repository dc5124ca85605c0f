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
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Concurrent.Parallels;

/// <summary>Threads: Parallel, PLINQ, Task.Run.</summary>
public sealed class Parallels
{
    private readonly MySqlConnection _connection;
    private readonly object _gate = new();

    public Parallels(MySqlConnection connection) => _connection = connection;

    // helper
    private static void Settle(IDbConnection connection, int id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "CALL settle(" + id + ")";
        command.ExecuteNonQuery();
    }

    // bad: several bodies at once over one connection
    public static void Each(IDbConnection connection, int[] ids) =>
        Parallel.ForEach(ids, id => {|NEEDS203:connection.Execute|}("CALL settle(@id)", new { id }));

    // good: a connection for each body
    public static void EachOwn(MySqlDataSource source, int[] ids) => Parallel.ForEach(ids, id =>
    {
        using var connection = source.OpenConnection();
        connection.Execute("CALL settle(@id)", new { id });
    });

    // good: a connection for each thread
    public static void EachThreadOwn(MySqlDataSource source, int[] ids) => Parallel.ForEach(
        ids,
        source.OpenConnection,
        (id, _, connection) =>
        {
            connection.Execute("CALL settle(@id)", new { id });
            return connection;
        },
        connection => connection.Dispose());

    // bad: through a helper
    public static void EachThroughHelper(IDbConnection connection, int[] ids) => Parallel.ForEach(ids, id =>
    {
        if (id > 0)
            {|NEEDS203:Settle|}(connection, id);
    });

    // bad: Parallel.For, with a command of each body's own
    public static long[] Sizes(MySqlConnection connection, string[] tables)
    {
        var sizes = new long[tables.Length];
        Parallel.For(0, tables.Length, i =>
        {
            using var command = new MySqlCommand("SELECT COUNT(*) FROM " + tables[i], connection);
            sizes[i] = Convert.ToInt64({|NEEDS203:command.ExecuteScalar|}());
        });
        return sizes;
    }

    // good: an ordinary for
    public static long[] SizesInTurn(MySqlConnection connection, string[] tables)
    {
        var sizes = new long[tables.Length];
        for (var i = 0; i < tables.Length; i++)
        {
            using var command = new MySqlCommand("SELECT COUNT(*) FROM " + tables[i], connection);
            sizes[i] = Convert.ToInt64(command.ExecuteScalar());
        }

        return sizes;
    }

    // bad: Parallel.ForEachAsync
    public static Task EachAsync(NpgsqlConnection connection, IEnumerable<int> ids, CancellationToken cancel) =>
        Parallel.ForEachAsync(ids, cancel, async (id, token) =>
        {
            await using var command = new NpgsqlCommand("SELECT settle($1)", connection) { Parameters = { new() { Value = id } } };
            await {|NEEDS203:command.ExecuteNonQueryAsync|}(token);
        });

    // good: Parallel.ForEachAsync, with a connection for each
    public static Task EachAsyncOwn(NpgsqlDataSource source, IEnumerable<int> ids, CancellationToken cancel) =>
        Parallel.ForEachAsync(ids, cancel, async (id, token) =>
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await connection.ExecuteAsync("SELECT settle(@id)", new { id });
        });

    // good: the rows are computed in parallel, the connection is used before and after
    public static void Computed(IDbConnection connection)
    {
        var seeds = connection.Query<int>("SELECT seed FROM seeds").AsList();
        var results = new ConcurrentBag<double>();
        Parallel.ForEach(seeds, seed => results.Add(Math.Sqrt(seed)));
        connection.Execute("INSERT INTO roots(value) VALUES (@value)", results.Select(value => new { value }));
    }

    // bad: two actions of Parallel.Invoke
    public static void Invoked(IDbConnection connection) => Parallel.Invoke(
        () => connection.Execute("DELETE FROM drafts"),
        () => {|NEEDS203:connection.Execute|}("DELETE FROM notes"));

    // good: only one of the actions uses the connection
    public static void InvokedOnce(IDbConnection connection, string folder) => Parallel.Invoke(
        () => connection.Execute("DELETE FROM drafts"),
        () => System.IO.Directory.Delete(folder, recursive: true));

    // bad: PLINQ
    public static decimal Sums(MySqlConnection connection, int[] users) => users
        .AsParallel()
        .Select(id => {|NEEDS203:connection.ExecuteScalar<decimal>|}("SELECT SUM(total) FROM orders WHERE user_id = @id", new { id }))
        .Sum();

    // good: LINQ without AsParallel
    public static decimal SumsInTurn(MySqlConnection connection, int[] users) => users
        .Select(id => connection.ExecuteScalar<decimal>("SELECT SUM(total) FROM orders WHERE user_id = @id", new { id }))
        .Sum();

    // good: PLINQ over what was read before
    public static int Hashes(MySqlConnection connection) => connection
        .Query<string>("SELECT body FROM pages")
        .AsParallel()
        .Select(body => body.GetHashCode())
        .Max();

    // bad: ForAll
    public static void All(IDbConnection connection, IEnumerable<int> ids) =>
        ids.AsParallel().WithDegreeOfParallelism(4).ForAll(id => {|NEEDS203:Settle|}(connection, id));

    // good: each body takes the lock
    public static void EachLocked(IDbConnection connection, int[] ids)
    {
        var gate = new Lock();
        Parallel.ForEach(ids, id =>
        {
            var square = id * id;
            lock (gate)
                connection.Execute("INSERT INTO squares(value) VALUES (@square)", new { square });
        });
    }

    // good: each body takes the lock of the object
    public void AllLocked(IEnumerable<int> ids) => Parallel.ForEach(ids, id =>
    {
        lock (_gate)
        {
            _connection.Execute("CALL settle(@id)", new { id });
        }
    });

    // bad: over the connection of the field, without the lock
    public void AllUnlocked(IEnumerable<int> ids) => Parallel.ForEach(ids, id =>
    {
        Console.WriteLine(id);
        {|NEEDS203:_connection.Execute|}("CALL settle(@id)", new { id });
    });

    // bad: a thread of the pool uses it, and so does this one
    public static async Task<int> Beside(IDbConnection connection)
    {
        var deleting = Task.Run(() => connection.Execute("DELETE FROM drafts"));
        var rows = {|NEEDS203:connection.Execute|}("DELETE FROM notes");
        return rows + await deleting;
    }

    // good: the thread of the pool is waited for
    public static async Task<int> Behind(IDbConnection connection)
    {
        var deleted = await Task.Run(() => connection.Execute("DELETE FROM drafts"));
        return deleted + connection.Execute("DELETE FROM notes");
    }

    // good: what runs beside it computes
    public static async Task<int> BesideComputing(IDbConnection connection, byte[] data)
    {
        var hashing = Task.Run(() => data.Sum(item => item));
        var rows = connection.Execute("DELETE FROM notes");
        return rows + await hashing;
    }

    // bad: two threads of the pool
    public static async Task TwoThreads(IDbConnection connection)
    {
        var drafts = Task.Run(() => connection.Execute("DELETE FROM drafts"));
        var notes = {|NEEDS203:Task.Run|}(() => connection.Execute("DELETE FROM notes"));
        await Task.WhenAll(drafts, notes);
    }

    // good: two threads of the pool, two connections
    public static async Task TwoThreadsOwn(MySqlDataSource source)
    {
        using var first = source.OpenConnection();
        using var second = source.OpenConnection();
        var drafts = Task.Run(() => first.Execute("DELETE FROM drafts"));
        var notes = Task.Run(() => second.Execute("DELETE FROM notes"));
        await Task.WhenAll(drafts, notes);
    }

    // bad: the asynchronous body is started by Task.Run, the query follows at once
    public static async Task<int> Warmed(DbConnection connection)
    {
        var warming = Task.Run(async () =>
        {
            await Task.Delay(10);
            await connection.ExecuteAsync("CALL warm_up()");
        });
        var count = await {|NEEDS203:connection.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM pages");
        await warming;
        return count;
    }

    // good: a method that is synchronous is moved off the thread and awaited, in a loop
    public static async Task Offloaded(IDbConnection connection, int[] ids)
    {
        foreach (var id in ids)
            await Task.Run(() => Settle(connection, id));
    }

    // bad: the loop starts a thread for each
    public static async Task Spread(IDbConnection connection, int[] ids)
    {
        var tasks = new List<Task>();
        foreach (var id in ids)
            tasks.Add({|NEEDS203:Task.Run|}(() => Settle(connection, id)));
        await Task.WhenAll(tasks);
    }

    // bad: in a handler
    [NeedsDb]
    public static IReadOnlyCollection<string?> Titles(MySqlConnection db, int[] ids)
    {
        var titles = new ConcurrentBag<string?>();
        Parallel.ForEach(
            ids,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            id => titles.Add({|NEEDS203:db.ExecuteScalar<string>|}("SELECT title FROM pages WHERE id = @id", new { id })));
        return titles;
    }
}
