#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Concurrent.Waits;

/// <summary>Tasks that are kept somewhere, and the ways to wait for them before the next one.</summary>
public static class Waits
{
    // helper
    private sealed class Job
    {
        public Task<int>? Work { get; set; }

        public Task Done() => Work ?? Task.CompletedTask;
    }

    // helper
    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (DbException problem)
        {
            Console.WriteLine(problem.Message);
        }
    }

    // good: the list is awaited and emptied, then filled again
    public static async Task Refilled(MySqlConnection connection)
    {
        var tasks = new List<Task> { connection.ExecuteAsync("DELETE FROM a") };
        await Task.WhenAll(tasks);
        tasks.Clear();
        tasks.Add(connection.ExecuteAsync("DELETE FROM b"));
        await Task.WhenAll(tasks);
    }

    // bad: the list is filled again before it is awaited
    public static async Task Filled(MySqlConnection connection)
    {
        var tasks = new List<Task> { connection.ExecuteAsync("DELETE FROM a") };
        if (tasks.Count > 0)
            tasks.Add({|NEEDS203:connection.ExecuteAsync|}("DELETE FROM b"));
        await Task.WhenAll(tasks);
    }

    // good: put into a dictionary, and awaited there
    public static async Task ByName(MySqlConnection connection, string[] tables)
    {
        var tasks = new Dictionary<string, Task<int>>();
        foreach (var table in tables)
        {
            tasks[table] = connection.ExecuteAsync("DELETE FROM " + table);
            await tasks[table];
        }
    }

    // good: awaited as the property of an object
    public static async Task<int> OfJob(MySqlConnection connection)
    {
        var job = new Job { Work = connection.ExecuteAsync("DELETE FROM a") };
        await job.Work;
        return await connection.ExecuteAsync("DELETE FROM b");
    }

    // good: the object gives its task to be awaited
    public static async Task<int> DoneJob(MySqlConnection connection)
    {
        var job = new Job { Work = connection.ExecuteAsync("DELETE FROM a") };
        await job.Done();
        return await connection.ExecuteAsync("DELETE FROM b");
    }

    // bad: the object's task is not awaited yet
    public static async Task<int> RunningJob(MySqlConnection connection)
    {
        var job = new Job { Work = connection.ExecuteAsync("DELETE FROM a") };
        var rows = await {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM b");
        await job.Done();
        return rows;
    }

    // good: a helper awaits it and swallows what it throws
    public static async Task<int> Swallowed(MySqlConnection connection)
    {
        var first = connection.ExecuteAsync("DELETE FROM a");
        await Quietly(first);
        return await connection.ExecuteAsync("DELETE FROM b");
    }

    // good: awaited without its exception
    public static async Task<int> Suppressed(MySqlConnection connection)
    {
        Task first = connection.ExecuteAsync("DELETE FROM a");
        await first.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await connection.ExecuteAsync("DELETE FROM b");
    }

    // good: awaited with its continuation
    public static async Task<int> Continued(MySqlConnection connection)
    {
        await connection.ExecuteAsync("DELETE FROM a").ContinueWith(task => Console.WriteLine(task.Result));
        return await connection.ExecuteAsync("DELETE FROM b");
    }

    // good: out of a tuple
    public static async Task<int> OfTuple(MySqlConnection connection)
    {
        var (task, table) = (connection.ExecuteAsync("DELETE FROM a"), "b");
        await task;
        return await connection.ExecuteAsync("DELETE FROM " + table);
    }

    // good: each of them is over when the loop is
    public static async Task<int> EachOf(MySqlConnection connection, Task<int> other)
    {
        var rows = 0;
        await foreach (var task in Task.WhenEach(connection.ExecuteAsync("DELETE FROM a"), other))
            rows += await task;
        return rows + await connection.ExecuteAsync("DELETE FROM b");
    }

    // good: a tick is awaited, then the query
    public static async Task Ticking(MySqlConnection connection, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancel))
            await connection.ExecuteAsync("UPDATE heartbeat SET at = NOW()");
    }

    // bad: at each tick something is started
    public static async Task TickingOn(MySqlConnection connection, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancel))
            _ = {|NEEDS203:connection.ExecuteAsync|}("UPDATE heartbeat SET at = NOW()");
    }

    // bad: a reader is opened in each turn, and the one before it is still open
    public static int Overlapped(MySqlConnection connection, string[] tables)
    {
        MySqlDataReader? reader = null;
        var rows = 0;
        try
        {
            foreach (var table in tables)
            {
                using var command = new MySqlCommand("SELECT COUNT(*) FROM " + table, connection);
                reader = {|NEEDS203:command.ExecuteReader|}();
                rows += reader.Read() ? reader.GetInt32(0) : 0;
            }
        }
        finally
        {
            reader?.Close();
        }

        return rows;
    }
}
