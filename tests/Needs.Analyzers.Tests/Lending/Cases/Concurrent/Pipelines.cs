#nullable enable
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Concurrent.Pipelines;

/// <summary>Importers and exporters that keep one task in the air.</summary>
public static class Pipelines
{
    // helper
    private static Task<int> Save(DbConnection connection, IReadOnlyList<string> lines) =>
        connection.ExecuteAsync("INSERT INTO lines(text) VALUES (@text)", lines.Select(text => new { text }));

    // helper
    private static async IAsyncEnumerable<string> Lines(string path)
    {
        using var file = System.IO.File.OpenText(path);
        while (await file.ReadLineAsync() is { } line)
            yield return line;
    }

    // good: the next chunk is read while the last one is written, and written only after it
    public static async Task Import(NpgsqlConnection connection, string path)
    {
        var writing = Task.CompletedTask;
        var chunk = new List<string>();
        await foreach (var line in Lines(path))
        {
            chunk.Add(line);
            if (chunk.Count < 1000)
                continue;
            await writing;
            writing = Save(connection, chunk);
            chunk = [];
        }

        await writing;
        await Save(connection, chunk);
    }

    // bad: the last chunk is written while the one before it may still be
    public static async Task ImportHasty(NpgsqlConnection connection, string path)
    {
        var writing = Task.CompletedTask;
        var chunk = new List<string>();
        await foreach (var line in Lines(path))
        {
            chunk.Add(line);
            if (chunk.Count < 1000)
                continue;
            await writing;
            writing = Save(connection, chunk);
            chunk = [];
        }

        await {|NEEDS203:Save|}(connection, chunk);
        await writing;
    }

    // good: the page before is written to the target while the next is read from the source
    public static async Task Copy(MySqlConnection source, MySqlConnection target)
    {
        var writing = Task.FromResult(0);
        for (var page = 0; page < 100; page++)
        {
            var lines = (await source.QueryAsync<string>("SELECT text FROM lines LIMIT @from, 100", new { from = page * 100 })).AsList();
            await writing;
            writing = Save(target, lines);
        }

        await writing;
    }

    // bad: reading the next page and writing the last one go over the same connection
    public static async Task CopyWithin(MySqlConnection connection)
    {
        var writing = Task.FromResult(0);
        for (var page = 0; page < 100; page++)
        {
            var from = page * 100;
            var lines = await {|NEEDS203:connection.QueryAsync<string>|}("SELECT text FROM lines LIMIT @from, 100", new { from });
            await writing;
            writing = Save(connection, lines.AsList());
        }

        await writing;
    }

    // good: the page is read after the last one is written
    public static async Task CopyWithinInTurn(MySqlConnection connection)
    {
        Task<int>? writing = null;
        for (var page = 0; page < 100; page++)
        {
            if (writing is not null)
                await writing;
            var lines = await connection.QueryAsync<string>("SELECT text FROM lines LIMIT @from, 100", new { from = page * 100 });
            writing = Save(connection, lines.AsList());
        }

        if (writing is not null)
            await writing;
    }

    // bad: started in every turn, awaited in none
    public static async Task Beat(DbConnection connection, int turns)
    {
        var last = Task.FromResult(0);
        for (var turn = 0; turn < turns; turn++)
            last = {|NEEDS203:connection.ExecuteAsync|}("UPDATE heartbeat SET at = NOW()");
        await last;
    }

    // good: each turn awaits what it starts
    public static async Task BeatAwaited(DbConnection connection, int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            var last = connection.ExecuteAsync("UPDATE heartbeat SET at = NOW()");
            await last;
        }
    }

    // bad: read ahead while the row is updated
    public static async Task Upper(NpgsqlConnection connection, int[] ids)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var next = connection.ExecuteScalarAsync<string>("SELECT name FROM users WHERE id = @id", new { id = ids[i] });
            await {|NEEDS203:connection.ExecuteAsync|}("UPDATE users SET seen = true WHERE id = @id", new { id = ids[i] });
            Console.WriteLine(await next);
        }
    }

    // good: each turn's query is complete before its update
    public static async Task UpperInTurn(NpgsqlConnection connection, int[] ids)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var next = await connection.ExecuteScalarAsync<string>("SELECT name FROM users WHERE id = @id", new { id = ids[i] });
            await connection.ExecuteAsync("UPDATE users SET seen = true WHERE id = @id", new { id = ids[i] });
            Console.WriteLine(next);
        }
    }

    // good: a retry starts again only after the failed one is over
    public static async Task<int> Retried(DbConnection connection, int attempts)
    {
        for (var attempt = 1; ; attempt++)
        {
            var pending = connection.ExecuteAsync("UPDATE queue SET taken = 1 WHERE taken = 0 LIMIT 1");
            try
            {
                return await pending;
            }
            catch (DbException) when (attempt < attempts)
            {
                await connection.ExecuteAsync("INSERT INTO retries(at) VALUES (NOW())");
            }
        }
    }

    // good: continued only where the first gave no row
    public static async Task<int> Fallback(DbConnection connection, string key)
    {
        var cached = connection.ExecuteScalarAsync<int?>("SELECT value FROM cache WHERE name = @key", new { key });
        if (await cached is { } value)
            return value;
        return await connection.ExecuteScalarAsync<int>("SELECT value FROM settings WHERE name = @key", new { key });
    }
}
