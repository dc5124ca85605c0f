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
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Streams;

/// <summary>Iterators with more in them: conditions, nested usings, resources of a turn, transactions.</summary>
public static class Streams
{
    // good: a flag in the finally of an iterator
    public static IEnumerable<string> Given(MySqlDataSource db, MySqlConnection? given)
    {
        var own = given is null;
        var connection = given ?? db.OpenConnection();
        try
        {
            foreach (var name in connection.Query<string>("SELECT name FROM users"))
                yield return name;
        }
        finally
        {
            if (own)
                connection.Dispose();
        }
    }

    // bad: a flag in the finally of an iterator, turned around
    public static IEnumerable<string> GivenWrong(MySqlDataSource db, MySqlConnection? given)
    {
        var own = given is null;
        var {|NEEDS101:connection|} = given ?? db.OpenConnection();
        try
        {
            foreach (var name in connection.Query<string>("SELECT name FROM users"))
                yield return name;
        }
        finally
        {
            if (!own)
                connection.Dispose();
        }
    }

    // bad: the using stands inside the loop, the connection beside it
    public static IEnumerable<int> Tables(MySqlDataSource db, IEnumerable<string> tables)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        foreach (var table in tables)
        {
            using var command = new MySqlCommand($"SELECT * FROM {table}", connection);
            using var reader = command.ExecuteReader();
            yield return reader.FieldCount;
        }
    }

    // good: usings inside and outside of the loop
    public static IEnumerable<int> TablesUsing(MySqlDataSource db, IEnumerable<string> tables)
    {
        using var connection = db.OpenConnection();
        foreach (var table in tables)
        {
            using var command = new MySqlCommand($"SELECT * FROM {table}", connection);
            using var reader = command.ExecuteReader();
            yield return reader.FieldCount;
        }
    }

    // bad: a reader of each turn on the caller's connection is open while the caller looks at its row
    public static IEnumerable<string> Rows(SqliteConnection connection, IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT text FROM notes WHERE id = $id";
            command.Parameters.AddWithValue("$id", id);
            var {|NEEDS101:reader|} = command.ExecuteReader();
            yield return reader.FieldCount.ToString();
            reader.Dispose();
        }
    }

    // good: a reader of each turn is closed before the caller looks at its row
    public static IEnumerable<string> RowsClosed(SqliteConnection connection, IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT text FROM notes WHERE id = $id";
            command.Parameters.AddWithValue("$id", id);
            var reader = command.ExecuteReader();
            var columns = reader.FieldCount.ToString();
            reader.Dispose();
            yield return columns;
        }
    }

    // good: a transaction around a consuming stream, committed at its end
    public static async IAsyncEnumerable<long> TakeAsync(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await foreach (var id in connection.QueryUnbufferedAsync<long>(
            "DELETE FROM jobs RETURNING id", transaction: transaction).WithCancellation(ct))
            yield return id;
        await transaction.CommitAsync(ct);
    }

    // bad: a transaction around a consuming stream, left open by a caller who has enough
    public static async IAsyncEnumerable<long> TakeOpenAsync(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var {|NEEDS101:transaction|} = await connection.BeginTransactionAsync(ct);
        await foreach (var id in connection.QueryUnbufferedAsync<long>(
            "DELETE FROM jobs RETURNING id", transaction: transaction).WithCancellation(ct))
            yield return id;
        await transaction.CommitAsync(ct);
    }

    // good: yields before it opens and after it has closed
    public static IEnumerable<string> Around(MySqlDataSource db)
    {
        yield return "begin";
        var connection = db.OpenConnection();
        var version = connection.ServerVersion;
        connection.Close();
        yield return version;
        yield return "end";
    }

    // bad: yields what it asked the open connection for
    public static IEnumerable<string> Within(MySqlDataSource db)
    {
        yield return "begin";
        var {|NEEDS101:connection|} = db.OpenConnection();
        yield return connection.ServerVersion;
        connection.Close();
        yield return "end";
    }

    // good: an enumerator by hand, in a using
    public static string? FirstByHand(MySqlDataSource db)
    {
        using var names = Given(db, null).GetEnumerator();
        return names.MoveNext() ? names.Current : null;
    }

    // good: a channel is filled within an await using
    public static async Task FillAsync(NpgsqlDataSource db, ChannelWriter<string> channel, CancellationToken ct)
    {
        try
        {
            await using var connection = await db.OpenConnectionAsync(ct);
            await foreach (var line in connection.QueryUnbufferedAsync<string>("SELECT line FROM lines").WithCancellation(ct))
                await channel.WriteAsync(line, ct);
        }
        catch (Exception e)
        {
            channel.TryComplete(e);
            return;
        }

        channel.TryComplete();
    }

    // bad: a channel is filled, the completion is told the exception, the connection is not told anything
    public static async Task FillOpenAsync(NpgsqlDataSource db, ChannelWriter<string> channel, CancellationToken ct)
    {
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync(ct);
        try
        {
            await foreach (var line in connection.QueryUnbufferedAsync<string>("SELECT line FROM lines").WithCancellation(ct))
                await channel.WriteAsync(line, ct);
            await connection.DisposeAsync();
        }
        catch (Exception e)
        {
            channel.TryComplete(e);
            return;
        }

        channel.TryComplete();
    }

    // bad: a stream is consumed up to a sentinel, which returns with the reader on the caller's connection open
    public static async Task<int> SumAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var sum = 0;
        var {|NEEDS101:reader|} = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (await reader.IsDBNullAsync(0, ct))
                return sum;
            sum += reader.GetInt32(0);
        }

        await reader.CloseAsync();
        return sum;
    }

    // good: a stream is consumed up to a sentinel, which breaks out of the loop
    public static async Task<int> SumUsingAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var sum = 0;
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                if (await reader.IsDBNullAsync(0, ct))
                    break;
                sum += reader.GetInt32(0);
            }
        }

        return sum;
    }

    // good: merges two sorted readers, each of them in a using
    public static IEnumerable<int> Merge(SqliteCommand left, SqliteCommand right)
    {
        using var a = left.ExecuteReader();
        using var b = right.ExecuteReader();
        var hasA = a.Read();
        var hasB = b.Read();
        while (hasA || hasB)
        {
            if (hasA && (!hasB || a.GetInt32(0) <= b.GetInt32(0)))
            {
                yield return a.GetInt32(0);
                hasA = a.Read();
            }
            else
            {
                yield return b.GetInt32(0);
                hasB = b.Read();
            }
        }
    }

    // bad: merges two sorted readers, the second closed at the end only
    public static IEnumerable<int> MergeOpen(SqliteCommand left, SqliteCommand right)
    {
        using var a = left.ExecuteReader();
        var {|NEEDS101:b|} = right.ExecuteReader();
        while (a.Read() && b.Read())
        {
            yield return a.GetInt32(0);
            yield return b.GetInt32(0);
        }

        b.Close();
    }
}
