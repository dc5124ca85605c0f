#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Concurrent.LateStarts;

/// <summary>Methods whose query comes after their first await, and houses' own wrappers around Dapper.</summary>
public static class LateStarts
{
    // helper
    private static async Task Import(DbConnection connection, string path)
    {
        var sql = await File.ReadAllTextAsync(path);
        connection.Execute(sql);
    }

    // helper
    private static async Task Clean(DbConnection connection)
    {
        await Task.Yield();
        connection.Execute("DELETE FROM drafts");
    }

    // helper
    private static Task<int> Run(this IDbConnection connection, string sql, object? parameters = null) =>
        connection.ExecuteAsync(sql, parameters, commandTimeout: 30);

    // helper
    private static async Task<int> RunLogged(this IDbConnection connection, string sql, object? parameters = null)
    {
        Console.WriteLine(sql);
        return await connection.Run(sql, parameters).WaitAsync(TimeSpan.FromMinutes(1));
    }

    // helper
    private static T Await<T>(this Task<T> task) => task.ConfigureAwait(false).GetAwaiter().GetResult();

    // helper
    private static void Await(this Task task)
    {
        task.GetAwaiter().GetResult();
    }

    // helper
    private static Task Forget(string path) => Task.Run(() => File.Delete(path));

    // bad: both read their file, then both use the connection
    public static async Task ImportTwo(DbConnection connection, string left, string right)
    {
        var first = Import(connection, left);
        var second = {|NEEDS203:Import|}(connection, right);
        await first;
        await second;
    }

    // good: one file after the other
    public static async Task ImportInTurn(DbConnection connection, string left, string right)
    {
        await Import(connection, left);
        await Import(connection, right);
    }

    // bad: all files at once
    public static Task ImportAll(DbConnection connection, string[] paths) =>
        Task.WhenAll(paths.Select(path => {|NEEDS203:Import|}(connection, path)));

    // good: all files are read at once, and run one by one
    public static async Task ImportRead(DbConnection connection, string[] paths)
    {
        foreach (var sql in await Task.WhenAll(paths.Select(path => File.ReadAllTextAsync(path))))
            await connection.ExecuteAsync(sql);
    }

    // bad: it goes on after its yield
    public static async Task<int> CleanBeside(DbConnection connection)
    {
        var cleaning = Clean(connection);
        var rows = await {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM notes");
        await cleaning;
        return rows;
    }

    // bad: through the house's wrapper
    public static async Task<int> Wrapped(DbConnection connection)
    {
        var drafts = connection.Run("DELETE FROM drafts");
        var notes = {|NEEDS203:connection.Run|}("DELETE FROM notes");
        return await drafts + await notes;
    }

    // good: through the house's wrapper, in turn
    public static async Task<int> WrappedInTurn(DbConnection connection)
    {
        var drafts = await connection.Run("DELETE FROM drafts");
        return drafts + await connection.RunLogged("DELETE FROM notes");
    }

    // bad: through a wrapper of the wrapper, which waits with a limit
    public static async Task<int> WrappedTwice(DbConnection connection)
    {
        var drafts = connection.RunLogged("DELETE FROM drafts");
        var notes = {|NEEDS203:connection.RunLogged|}("DELETE FROM notes");
        return await drafts + await notes;
    }

    // bad: many, through a wrapper of the wrapper
    public static Task<int[]> WrappedMany(DbConnection connection, int[] ids) =>
        Task.WhenAll(ids.Select(id => {|NEEDS203:connection.RunLogged|}("DELETE FROM items WHERE id = @id", new { id })));

    // good: the house's way to wait
    public static int Blocked(DbConnection connection)
    {
        Clean(connection).Await();
        return connection.Run("DELETE FROM notes").Await() + connection.Execute("DELETE FROM old");
    }

    // bad: the house's way to wait comes too late
    public static int BlockedLate(DbConnection connection)
    {
        var notes = connection.Run("DELETE FROM notes");
        var old = {|NEEDS203:connection.Execute|}("DELETE FROM old");
        return notes.Await() + old;
    }

    // good: a task that failed is over
    public static Task<int> Fallback(DbConnection connection)
    {
        var task = connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM cache");
        return task.IsFaulted ? connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders") : task;
    }

    // good: a task with that status is over
    public static Task<int> FallbackByStatus(DbConnection connection)
    {
        var task = connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM cache");
        if (task.Status == TaskStatus.Faulted && connection.State == ConnectionState.Open)
            return connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        return task;
    }

    // good: done at once, or awaited
    public static async ValueTask<int> Quick(DbConnection connection)
    {
        var task = connection.ExecuteAsync("DELETE FROM drafts");
        var rows = task.IsCompletedSuccessfully ? task.Result : await task;
        return rows + await connection.ExecuteAsync("DELETE FROM notes");
    }

    // good: what is forgotten deletes a file
    public static async Task<int> BesideForgotten(DbConnection connection, string path)
    {
        _ = Forget(path);
        return await connection.Run("DELETE FROM imports WHERE path = @path", new { path });
    }

    // good: through the wrapper in a loop
    public static async Task<int> WrappedLoop(DbConnection connection, IEnumerable<int> ids)
    {
        var rows = 0;
        foreach (var id in ids)
            rows += await connection.RunLogged("DELETE FROM items WHERE id = @id", new { id }).ConfigureAwait(false);
        return rows;
    }
}
