#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.AfterRelease.Idioms;

// helper
public static class ConnectionExtensions
{
    public static int Run(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    // Opens where it is closed, and leaves it as it was.
    public static int RunAnyway(this DbConnection connection, string sql)
    {
        var wasClosed = connection.State == ConnectionState.Closed;
        try
        {
            if (wasClosed)
                connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        }
        finally
        {
            if (wasClosed)
                connection.Close();
        }
    }

    public static void Shutdown(this DbConnection connection)
    {
        if (connection.State == ConnectionState.Open)
            connection.Run("SET foreign_key_checks = 1");
        connection.Close();
    }

    public static async Task<int> RunAndClose(this DbConnection connection, string sql, bool close = true)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteNonQueryAsync();
        }
        finally
        {
            if (close)
                await connection.CloseAsync();
        }
    }
}

/// <summary>Ways of back-end code with connections that come and go: ensured, pooled, lazily opened, reset.</summary>
public sealed class Idioms : IDisposable
{
    private readonly MySqlDataSource _source;
    private readonly ConcurrentBag<MySqlConnection> _idle = [];
    private MySqlConnection? _connection;
    private bool _disposed;

    public Idioms(MySqlDataSource source) => _source = source;

    // helper
    private MySqlConnection Db => _connection ??= _source.OpenConnection();

    // helper
    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }

    // helper
    private MySqlConnection Rent() => _idle.TryTake(out var connection) ? connection : _source.OpenConnection();

    // helper
    private void Return(MySqlConnection connection)
    {
        if (connection.State == ConnectionState.Open)
            _idle.Add(connection);
        else
            connection.Dispose();
    }

    // helper
    private T With<T>(Func<DbConnection, T> work)
    {
        using var connection = _source.OpenConnection();
        return work(connection);
    }

    // good: the extension opens it for each statement where it is closed
    public static int Anyway(MySqlConnection connection)
    {
        connection.Close();
        return connection.RunAnyway("DELETE FROM drafts") + connection.RunAnyway("DELETE FROM notes");
    }

    // bad: the extension that expects it open
    public static int Shut(MySqlConnection connection)
    {
        connection.Shutdown();
        return {|NEEDS204:connection.Run|}("DELETE FROM drafts");
    }

    // good: shut down at the end, twice
    public static int ShutLast(MySqlConnection connection)
    {
        var rows = connection.Run("DELETE FROM drafts");
        connection.Shutdown();
        connection.Shutdown();
        return rows;
    }

    // bad: by default it closes
    public static async Task<int> RunTwice(MySqlConnection connection)
    {
        var rows = await connection.RunAndClose("DELETE FROM drafts");
        return rows + await {|NEEDS204:connection.RunAndClose|}("DELETE FROM notes");
    }

    // good: told to leave it open, but for the last time
    public static async Task<int> RunTwiceLeftOpen(MySqlConnection connection)
    {
        var rows = await connection.RunAndClose("DELETE FROM drafts", close: false);
        return rows + await connection.RunAndClose("DELETE FROM notes");
    }

    // good: opened lazily, dropped, opened lazily again
    public int Lazily()
    {
        var rows = Db.Run("DELETE FROM drafts");
        Disconnect();
        rows += Db.Run("DELETE FROM notes");
        Disconnect();
        return rows;
    }

    // bad: the local variable still holds what was dropped
    public int Dropped()
    {
        var db = Db;
        var rows = db.Run("DELETE FROM drafts");
        Disconnect();
        return rows + {|NEEDS204:db.Run|}("DELETE FROM notes");
    }

    // good: a connection for each piece of work
    public int Worked() => With(db => db.Run("DELETE FROM drafts")) + With(db => db.Run("DELETE FROM notes"));

    // good: rented and returned, twice
    public int Rented()
    {
        var first = Rent();
        var rows = first.Run("DELETE FROM drafts");
        Return(first);
        var second = Rent();
        rows += second.Run("DELETE FROM notes");
        Return(second);
        return rows;
    }

    // good: closed where broken, then opened, whatever it was
    public static int Repaired(MySqlConnection connection)
    {
        switch (connection.State)
        {
            case ConnectionState.Broken:
                connection.Close();
                connection.Open();
                break;
            case ConnectionState.Closed:
                connection.Open();
                break;
        }

        return connection.Run("DELETE FROM drafts");
    }

    // bad: closed where broken, and forgotten to open
    public static int NotRepaired(MySqlConnection connection)
    {
        if (connection.State == ConnectionState.Broken)
            connection.Close();
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        return {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // good: closed where broken, opened where closed
    public static int RepairedInTwoSteps(MySqlConnection connection)
    {
        if (connection.State == ConnectionState.Broken)
            connection.Close();
        if (connection.State == ConnectionState.Closed)
            connection.Open();
        return connection.Run("DELETE FROM drafts");
    }

    // good: the transaction and the command are disposed, the connection is not
    public static int Parts(MySqlConnection connection)
    {
        var transaction = connection.BeginTransaction();
        var command = new MySqlCommand("DELETE FROM drafts", connection, transaction);
        var rows = command.ExecuteNonQuery();
        transaction.Commit();
        transaction.Dispose();
        command.Dispose();
        return rows + connection.Run("DELETE FROM notes");
    }

    // good: the source is asked for a second connection after the first was disposed
    public async Task<int> Again()
    {
        int rows;
        await using (var connection = await _source.OpenConnectionAsync())
            rows = connection.Run("DELETE FROM drafts");
        await using (var connection = await _source.OpenConnectionAsync())
            rows += connection.Run("DELETE FROM notes");
        return rows;
    }

    // bad: the label jumps back behind the opening
    public int Jumped()
    {
        var attempts = 0;
        var connection = _source.OpenConnection();
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
    again:
        try
        {
            return {|NEEDS204:command.ExecuteNonQuery|}();
        }
        catch (MySqlException)
        {
            connection.Close();
            if (++attempts < 3)
                goto again;
            throw;
        }
    }

    // good: the label jumps back before the opening
    public int JumpedBefore()
    {
        var attempts = 0;
    again:
        using (var connection = _source.OpenConnection())
        {
            try
            {
                return connection.Run("DELETE FROM drafts");
            }
            catch (MySqlException) when (++attempts < 3)
            {
            }
        }

        goto again;
    }

    // good: its handler for changes of the state closes nothing here
    public static int Listened(MySqlConnection connection)
    {
        connection.StateChange += (_, change) => Console.WriteLine(change.CurrentState);
        return connection.Run("DELETE FROM drafts");
    }

    // bad: both ways close it, one at once, one after its last statement
    public static int Either(MySqlConnection connection, bool now)
    {
        if (now)
        {
            connection.Dispose();
        }
        else
        {
            connection.Run("DELETE FROM drafts");
            connection.Close();
        }

        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM notes";
        return {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // bad: the typed catch closes, others throw
    public static int Typed(NpgsqlConnection connection)
    {
        try
        {
            connection.Run("DELETE FROM drafts");
        }
        catch (PostgresException problem) when (problem.SqlState == "40001")
        {
            connection.Close();
        }
        catch (NpgsqlException)
        {
            throw;
        }

        return {|NEEDS204:connection.Run|}("DELETE FROM notes");
    }

    // good: the inner using ends within the turn, the next turn opens again
    public int Turns(int turns)
    {
        var rows = 0;
        while (turns-- > 0)
        {
            using var connection = _source.OpenConnection();
            if (connection.Run("DELETE FROM drafts LIMIT 100") is var deleted && deleted == 0)
                continue;
            rows += deleted;
        }

        return rows;
    }

    // bad: closed and then continued
    public static int Continued(MySqlConnection connection, int[] ids)
    {
        var rows = 0;
        foreach (var id in ids)
        {
            using var command = new MySqlCommand("DELETE FROM items WHERE id = " + id, connection);
            var deleted = {|NEEDS204:command.ExecuteNonQuery|}();
            if (deleted == 0)
            {
                connection.Close();
                continue;
            }

            rows += deleted;
        }

        return rows;
    }

    // good: once only, by a flag of the loop
    public static int Once(MySqlConnection connection, int[] ids)
    {
        var rows = 0;
        var closed = false;
        foreach (var id in ids)
        {
            if (closed)
                break;
            using var command = new MySqlCommand("DELETE FROM items WHERE id = " + id, connection);
            rows += command.ExecuteNonQuery();
            if (rows > 10)
            {
                connection.Close();
                closed = true;
            }
        }

        return rows;
    }

    // good: an out parameter gives another one
    public int Out()
    {
        var connection = _source.OpenConnection();
        connection.Run("DELETE FROM drafts");
        connection.Dispose();
        Fresh(out connection);
        using (connection)
            return connection.Run("DELETE FROM notes");

        void Fresh(out MySqlConnection fresh) => fresh = _source.OpenConnection();
    }

    // bad: tested for a type, and closed under the tested name
    public static int Tested(IDbConnection connection)
    {
        if (connection is MySqlConnection mysql)
            mysql.Dispose();
        return {|NEEDS204:connection.Execute|}("DELETE FROM drafts");
    }

    // good: ended through the data reader's connection in one method, and opened by the next
    public static async Task<int> HandedOut(NpgsqlDataSource source)
    {
        await using var first = await source.OpenConnectionAsync();
        await first.ExecuteAsync("DELETE FROM drafts");
        await first.DisposeAsync();
        await using var second = await source.OpenConnectionAsync();
        return await second.ExecuteAsync("DELETE FROM notes");
    }

    // bad: with ConfigureAwait
    public static async Task<int> Configured(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
        return await {|NEEDS204:connection.ExecuteAsync|}("DELETE FROM notes").ConfigureAwait(false);
    }

    // good: in a handler, a second connection of its own after the lent one is closed
    [NeedsDb]
    public static async Task<int> Own(MySqlConnection db, MySqlDataSource source)
    {
        var rows = await db.ExecuteAsync("DELETE FROM drafts");
        await db.CloseAsync();
        await using var own = await source.OpenConnectionAsync();
        return rows + own.Run("DELETE FROM notes");
    }

    // good: the end, once
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Disconnect();
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
