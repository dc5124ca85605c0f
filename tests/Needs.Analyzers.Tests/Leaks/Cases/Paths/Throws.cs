#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Throws;

/// <summary>Every normal path is fine; an exception skips the release that is written further down.</summary>
public sealed class Throws(MySqlDataSource db, NpgsqlDataSource ledger)
{
    // bad: Execute may throw before Dispose
    public int Execute()
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        var rows = connection.Execute("CALL tick()");
        connection.Dispose();
        return rows;
    }

    // good: Execute stands in the using
    public int ExecuteUsing()
    {
        using var connection = db.OpenConnection();
        return connection.Execute("CALL tick()");
    }

    // bad: ExecuteScalar may throw before Close
    public object? Scalar(string cs)
    {
        var {|NEEDS102:connection|} = new SqliteConnection(cs);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(id) FROM runs";
        var value = command.ExecuteScalar();
        connection.Close();
        return value;
    }

    // good: ExecuteScalar may throw, and the finally closes
    public object? ScalarFinally(string cs)
    {
        var connection = new SqliteConnection(cs);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT MAX(id) FROM runs";
            return command.ExecuteScalar();
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: BeginTransaction may throw before Close
    public void Begin(string cs)
    {
        var {|NEEDS102:connection|} = new MySqlConnection(cs);
        connection.Open();
        connection.BeginTransaction().Rollback();
        connection.Close();
    }

    // bad: Prepare and ExecuteNonQuery may throw before the connection is returned
    public NpgsqlConnection Listening(string channel)
    {
        var {|NEEDS102:connection|} = ledger.OpenConnection();
        using var listen = new NpgsqlCommand($"LISTEN {channel}", connection);
        listen.ExecuteNonQuery();
        return connection;
    }

    // good: what may throw before the connection is returned is caught
    public NpgsqlConnection ListeningSafely(string channel)
    {
        var connection = ledger.OpenConnection();
        try
        {
            using var listen = new NpgsqlCommand($"LISTEN {channel}", connection);
            listen.ExecuteNonQuery();
        }
        catch (Exception)
        {
            connection.Dispose();
            throw;
        }

        return connection;
    }

    // bad: a method that is given the connection may throw
    public void Given()
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        Seed(connection, 10);
        connection.Dispose();
    }

    // good: a method that is given the connection may throw, in a using
    public void GivenUsing()
    {
        using var connection = db.OpenConnection();
        Seed(connection, 10);
    }

    private static void Seed(MySqlConnection connection, int count)
    {
        for (var i = 0; i < count; i++)
            connection.Execute("INSERT INTO seeds(n) VALUES (@i)", new { i });
    }

    // good: nothing between the opening and the close can fail
    public (string Version, string Database) Facts()
    {
        var connection = db.OpenConnection();
        var facts = (connection.ServerVersion, connection.Database);
        connection.Dispose();
        return facts;
    }

    // bad: a validation throws between the opening and the close
    public void Validate(int amount)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        if (amount is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(amount));
        connection.Close();
    }

    // good: a validation throws before the opening
    public void ValidateFirst(int amount)
    {
        if (amount is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(amount));
        var connection = db.OpenConnection();
        connection.Close();
    }

    // good: closes, then throws
    public void ValidateClosed(int amount)
    {
        var connection = db.OpenConnection();
        if (amount is < 1 or > 1000)
        {
            connection.Close();
            throw new ArgumentOutOfRangeException(nameof(amount));
        }

        connection.Close();
    }

    // bad: a switch expression throws for what it does not know
    public string Kind(int kind)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        var text = kind switch
        {
            1 => "one",
            2 => "two",
            _ => throw new ArgumentException("unknown kind", nameof(kind)),
        };
        connection.Close();
        return text;
    }

    // good: a switch expression throws for what it does not know, in a using
    public string KindUsing(int kind)
    {
        using var connection = db.OpenConnection();
        return kind switch
        {
            1 => "one",
            2 => connection.Database,
            _ => throw new ArgumentException("unknown kind", nameof(kind)),
        };
    }

    // bad: opening the second may throw while the first is open
    public async Task<bool> BothAsync(CancellationToken ct)
    {
        var {|NEEDS102:first|} = await db.OpenConnectionAsync(ct);
        await using var second = await ledger.OpenConnectionAsync(ct);
        var same = first.Database == second.Database;
        await first.DisposeAsync();
        return same;
    }

    // good: both in await usings
    public async Task<bool> BothUsingAsync(CancellationToken ct)
    {
        await using var first = await db.OpenConnectionAsync(ct);
        await using var second = await ledger.OpenConnectionAsync(ct);
        return first.Database == second.Database;
    }

    // bad: two handed on together, the second may fail to open
    public async Task<(MySqlConnection, NpgsqlConnection)> PairAsync(CancellationToken ct)
    {
        var {|NEEDS102:first|} = await db.OpenConnectionAsync(ct);
        var second = await ledger.OpenConnectionAsync(ct);
        return (first, second);
    }

    // good: two handed on together, the first is closed when the second fails to open
    public async Task<(MySqlConnection, NpgsqlConnection)> PairSafelyAsync(CancellationToken ct)
    {
        var first = await db.OpenConnectionAsync(ct);
        try
        {
            var second = await ledger.OpenConnectionAsync(ct);
            return (first, second);
        }
        catch
        {
            await first.DisposeAsync();
            throw;
        }
    }

    // bad: an out parameter is set after a command that may fail
    public void Out(out MySqlConnection result)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        connection.Execute("SET SESSION TRANSACTION READ ONLY");
        result = connection;
    }

    // good: an out parameter is set at once
    public void OutAtOnce(out MySqlConnection result)
    {
        result = db.OpenConnection();
    }

    // bad: the reader's Read may throw before its Dispose, on the caller's connection
    public static async Task<long> LastAsync(MySqlConnection connection, CancellationToken ct)
    {
        await using var command = new MySqlCommand("SELECT MAX(id) FROM runs", connection);
        var {|NEEDS102:reader|} = await command.ExecuteReaderAsync(ct);
        var id = await reader.ReadAsync(ct) ? reader.GetInt64(0) : 0;
        await reader.DisposeAsync();
        return id;
    }

    // good: the reader's Read may throw inside the await using
    public static async Task<long> LastUsingAsync(MySqlConnection connection, CancellationToken ct)
    {
        await using var command = new MySqlCommand("SELECT MAX(id) FROM runs", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetInt64(0) : 0;
    }

    // bad: CloseConnection comes after a command that may fail
    public static DbDataReader Report(string cs, string zone)
    {
        var {|NEEDS102:connection|} = new MySqlConnection(cs);
        connection.Open();
        connection.Execute("SET time_zone = @zone", new { zone });
        return new MySqlCommand("SELECT * FROM report", connection).ExecuteReader(CommandBehavior.CloseConnection);
    }

    // good: what comes before CloseConnection is in a try
    public static async Task<DbDataReader> ReportAsync(string cs, string zone)
    {
        var connection = new MySqlConnection(cs);
        try
        {
            await connection.OpenAsync();
            await connection.ExecuteAsync("SET time_zone = @zone", new { zone });
            return await new MySqlCommand("SELECT * FROM report", connection).ExecuteReaderAsync(CommandBehavior.CloseConnection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // bad: closed in each turn, but not when a turn fails
    public int Shards(IEnumerable<string> shards)
    {
        var sum = 0;
        foreach (var shard in shards)
        {
            var {|NEEDS102:connection|} = new NpgsqlConnection(shard);
            connection.Open();
            sum += connection.ExecuteScalar<int>("SELECT count(*) FROM users");
            connection.Close();
        }

        return sum;
    }

    // good: closed in each turn, failing or not
    public int ShardsFinally(IEnumerable<string> shards)
    {
        var sum = 0;
        foreach (var shard in shards)
        {
            var connection = new NpgsqlConnection(shard);
            connection.Open();
            try
            {
                sum += connection.ExecuteScalar<int>("SELECT count(*) FROM users");
            }
            finally
            {
                connection.Close();
            }
        }

        return sum;
    }

    // bad: the try ends one call too early
    public void Early(string path)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("CALL prepare()");
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Execute("CALL finish()");
        connection.Dispose();
    }

    // good: the try ends behind the last call
    public void Late(string path)
    {
        var connection = db.OpenConnection();
        try
        {
            connection.Execute("CALL prepare()");
            connection.Execute("CALL finish()");
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
    }

    // bad: the catch needs the connection before it closes it
    public void Catching(int job)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("CALL run(@job)", new { job });
        }
        catch (Exception e)
        {
            connection.Execute("INSERT INTO errors(text) VALUES (@text)", new { text = e.Message });
            connection.Dispose();
            throw;
        }

        connection.Dispose();
    }

    // good: the catch needs the connection, the outer using closes it
    public void CatchingUsing(int job)
    {
        using var connection = db.OpenConnection();
        try
        {
            connection.Execute("CALL run(@job)", new { job });
        }
        catch (Exception e)
        {
            connection.Execute("INSERT INTO errors(text) VALUES (@text)", new { text = e.Message });
            throw;
        }
    }

    // bad: disposed on both sides of a branch, behind a query
    public string Sides(int id)
    {
        var {|NEEDS102:connection|} = ledger.OpenConnection();
        if (connection.ExecuteScalar<bool>("SELECT locked FROM accounts WHERE id = @id", new { id }))
        {
            connection.Dispose();
            return "locked";
        }

        connection.Dispose();
        return "open";
    }

    // good: disposed behind a query on both sides of a branch, the query in a try
    public string SidesFinally(int id)
    {
        var connection = ledger.OpenConnection();
        bool locked;
        try
        {
            locked = connection.ExecuteScalar<bool>("SELECT locked FROM accounts WHERE id = @id", new { id });
        }
        finally
        {
            connection.Dispose();
        }

        return locked ? "locked" : "open";
    }

    // bad: the dispose stands in the same try as what fails, and the catch rethrows something else
    public void Translate()
    {
        try
        {
            var {|NEEDS102:connection|} = ledger.OpenConnection();
            connection.Execute("SELECT tick()");
            connection.Dispose();
        }
        catch (NpgsqlException e)
        {
            throw new IOException("the ledger does not answer", e);
        }
    }

    // good: using within the try whose catch rethrows something else
    public void TranslateUsing()
    {
        try
        {
            using var connection = ledger.OpenConnection();
            connection.Execute("SELECT tick()");
        }
        catch (NpgsqlException e)
        {
            throw new IOException("the ledger does not answer", e);
        }
    }
}
