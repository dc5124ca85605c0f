#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Iterators;

/// <summary>Iterators: a caller may stop at any yield, then only usings and finallys run.</summary>
public static class Iterators
{
    // good: usings around the yields
    public static IEnumerable<string> Names(string cs)
    {
        using var connection = new MySqlConnection(cs);
        connection.Open();
        using var command = new MySqlCommand("SELECT name FROM users", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetString(0);
    }

    // bad: nothing closes the connection, to the end or not
    public static IEnumerable<string> NamesOpen(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        using var command = new MySqlCommand("SELECT name FROM users", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetString(0);
    }

    // bad: the close behind the loop is not reached by a caller who stops
    public static IEnumerable<string> NamesAbandoned(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        foreach (var name in connection.Query<string>("SELECT name FROM users"))
            yield return name;
        connection.Close();
    }

    // good: everything is read and closed before the first yield
    public static IEnumerable<string> NamesRead(string cs)
    {
        List<string> names;
        using (var connection = new MySqlConnection(cs))
        {
            connection.Open();
            names = connection.Query<string>("SELECT name FROM users").AsList();
        }

        foreach (var name in names)
            yield return name;
    }

    // good: a finally runs for a caller who stops
    public static IEnumerable<int> Numbers(NpgsqlDataSource db)
    {
        var connection = db.OpenConnection();
        try
        {
            foreach (var number in connection.Query<int>("SELECT n FROM numbers"))
                yield return number;
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: yield break leaves before the close
    public static IEnumerable<int> NumbersBreak(NpgsqlDataSource db, int limit)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        if (limit == 0)
            yield break;

        using (connection)
        {
            foreach (var number in connection.Query<int>("SELECT n FROM numbers LIMIT @limit", new { limit }))
                yield return number;
        }
    }

    // good: yield break leaves before the opening
    public static IEnumerable<int> NumbersBreakFirst(NpgsqlDataSource db, int limit)
    {
        if (limit == 0)
            yield break;

        using var connection = db.OpenConnection();
        foreach (var number in connection.Query<int>("SELECT n FROM numbers LIMIT @limit", new { limit }))
            yield return number;
    }

    // good: yield break leaves through the using
    public static IEnumerable<int> NumbersBreakInside(NpgsqlDataSource db, int until)
    {
        using (var connection = db.OpenConnection())
        {
            foreach (var number in connection.Query<int>("SELECT n FROM numbers"))
            {
                if (number == until)
                    yield break;
                yield return number;
            }
        }
    }

    // good: the reader on the caller's connection is in a using
    public static IEnumerable<long> Ids(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetInt64(0);
    }

    // bad: the reader on the caller's connection is in none
    public static IEnumerable<long> IdsOpen(SqliteCommand command)
    {
        var {|NEEDS101:reader|} = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetInt64(0);
    }

    // good: async iterator with await usings
    public static async IAsyncEnumerable<string> StreamAsync(NpgsqlDataSource db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("SELECT line FROM lines", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return reader.GetString(0);
    }

    // bad: async iterator that forgets the connection
    public static async IAsyncEnumerable<string> StreamOpenAsync(
        NpgsqlDataSource db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("SELECT line FROM lines", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return reader.GetString(0);
    }

    // bad: async iterator whose dispose is not reached by a caller who stops
    public static async IAsyncEnumerable<string> StreamAbandonedAsync(
        NpgsqlDataSource db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
        await foreach (var line in connection.QueryUnbufferedAsync<string>("SELECT line FROM lines").WithCancellation(ct))
            yield return line;
        await connection.DisposeAsync();
    }

    // good: async iterator with a finally
    public static async IAsyncEnumerable<string> StreamFinallyAsync(
        NpgsqlDataSource db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var connection = await db.OpenConnectionAsync(ct);
        try
        {
            await foreach (var line in connection.QueryUnbufferedAsync<string>("SELECT line FROM lines").WithCancellation(ct))
                yield return line;
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    // good: a connection for each page, closed before the page is yielded
    public static async IAsyncEnumerable<IReadOnlyList<int>> PagesAsync(MySqlDataSource db, int size)
    {
        for (var last = 0; ;)
        {
            List<int> page;
            await using (var connection = await db.OpenConnectionAsync())
                page = (await connection.QueryAsync<int>(
                    "SELECT id FROM orders WHERE id > @last ORDER BY id LIMIT @size", new { last, size })).AsList();
            if (page.Count == 0)
                yield break;
            last = page[^1];
            yield return page;
        }
    }

    // bad: a connection for each page, the empty page keeps its own
    public static async IAsyncEnumerable<IReadOnlyList<int>> PagesOpenAsync(MySqlDataSource db, int size)
    {
        for (var last = 0; ;)
        {
            var {|NEEDS101:connection|} = await db.OpenConnectionAsync();
            var page = (await connection.QueryAsync<int>(
                "SELECT id FROM orders WHERE id > @last ORDER BY id LIMIT @size", new { last, size })).AsList();
            if (page.Count == 0)
                yield break;
            await connection.DisposeAsync();
            last = page[^1];
            yield return page;
        }
    }

    // good: the enumerator is disposed by foreach, and with it what the iterator holds
    public static string? First(string cs)
    {
        foreach (var name in Names(cs))
            return name;
        return null;
    }

    // good: a local iterator with a using, wrapped in an eager check
    public static IEnumerable<string> Checked(NpgsqlDataSource? db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Core(db);

        static IEnumerable<string> Core(NpgsqlDataSource db)
        {
            using var connection = db.OpenConnection();
            foreach (var name in connection.Query<string>("SELECT name FROM users", buffered: false))
                yield return name;
        }
    }

    // bad: a local iterator without a using
    public static IEnumerable<string> CheckedOpen(NpgsqlDataSource? db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Core(db);

        static IEnumerable<string> Core(NpgsqlDataSource db)
        {
            var {|NEEDS101:connection|} = db.OpenConnection();
            foreach (var name in connection.Query<string>("SELECT name FROM users", buffered: false))
                yield return name;
        }
    }
}
