#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.AfterRelease.Paths;

/// <summary>Closed on one way, used on another: branches, loops, switches, catches.</summary>
public static class Paths
{
    // bad: without rows the connection is closed, and the insert comes all the same
    public static void Sometimes(MySqlConnection connection)
    {
        using var delete = new MySqlCommand("DELETE FROM drafts", connection);
        if (delete.ExecuteNonQuery() == 0)
            connection.Close();
        using var insert = new MySqlCommand("INSERT INTO log(what) VALUES ('deleted')", connection);
        {|NEEDS204:insert.ExecuteNonQuery|}();
    }

    // good: without rows the method returns
    public static void Returns(MySqlConnection connection)
    {
        using var delete = new MySqlCommand("DELETE FROM drafts", connection);
        if (delete.ExecuteNonQuery() == 0)
        {
            connection.Close();
            return;
        }

        using var insert = new MySqlCommand("INSERT INTO log(what) VALUES ('deleted')", connection);
        insert.ExecuteNonQuery();
    }

    // good: without rows it throws
    public static void Throws(MySqlConnection connection)
    {
        using var delete = new MySqlCommand("DELETE FROM drafts", connection);
        if (delete.ExecuteNonQuery() == 0)
        {
            connection.Close();
            throw new InvalidOperationException("nothing to delete");
        }

        delete.ExecuteNonQuery();
    }

    // good: a flag remembers that it is closed
    public static void Flagged(MySqlConnection connection)
    {
        var closed = false;
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        if (command.ExecuteNonQuery() == 0)
        {
            connection.Close();
            closed = true;
        }

        if (!closed)
            command.ExecuteNonQuery();
    }

    // bad: the flag is read the wrong way round
    public static void FlaggedWrong(MySqlConnection connection)
    {
        var closed = false;
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        if (command.ExecuteNonQuery() == 0)
        {
            connection.Close();
            closed = true;
        }

        if (closed)
            {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // good: opened again where the flag says so
    public static void FlaggedReopened(MySqlConnection connection, bool release)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        command.ExecuteNonQuery();
        if (release)
            connection.Close();
        Thread.Sleep(100);
        if (release)
            connection.Open();
        command.ExecuteNonQuery();
    }

    // good: opened again where it isn't open
    public static void ReopenedByState(MySqlConnection connection, bool release)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        if (release)
            connection.Close();
        if (connection.State != ConnectionState.Open)
            connection.Open();
        command.ExecuteNonQuery();
    }

    // good: used where it is open
    public static void UsedByState(MySqlConnection connection, bool release)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        if (release)
            connection.Close();
        if (connection.State == ConnectionState.Open)
            command.ExecuteNonQuery();
    }

    // bad: used where it is closed
    public static void UsedWhereClosed(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        command.ExecuteNonQuery();
        connection.Close();
        if (connection.State == ConnectionState.Closed)
            {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // bad: the second turn finds it closed
    public static void EachTurn(MySqlConnection connection, IReadOnlyList<int> ids)
    {
        foreach (var id in ids)
        {
            using var command = new MySqlCommand("DELETE FROM items WHERE id = " + id, connection);
            {|NEEDS204:command.ExecuteNonQuery|}();
            connection.Close();
        }
    }

    // good: closed behind the loop
    public static void BehindLoop(MySqlConnection connection, IReadOnlyList<int> ids)
    {
        foreach (var id in ids)
        {
            using var command = new MySqlCommand("DELETE FROM items WHERE id = " + id, connection);
            command.ExecuteNonQuery();
        }

        connection.Close();
    }

    // good: opened and closed in each turn
    public static void OpenedEachTurn(string address, IReadOnlyList<int> ids)
    {
        using var connection = new MySqlConnection(address);
        foreach (var id in ids)
        {
            connection.Open();
            using var command = new MySqlCommand("DELETE FROM items WHERE id = " + id, connection);
            command.ExecuteNonQuery();
            connection.Close();
        }
    }

    // good: the turn that closes leaves the loop
    public static int Left(MySqlConnection connection, IReadOnlyList<int> ids)
    {
        var rows = 0;
        foreach (var id in ids)
        {
            using var command = new MySqlCommand("DELETE FROM items WHERE id = " + id, connection);
            rows += command.ExecuteNonQuery();
            if (rows > 100)
            {
                connection.Close();
                break;
            }
        }

        return rows;
    }

    // bad: the turn that closes goes on
    public static int GoesOn(MySqlConnection connection, IReadOnlyList<int> ids)
    {
        var rows = 0;
        foreach (var id in ids)
        {
            using var command = new MySqlCommand("DELETE FROM items WHERE id = " + id, connection);
            rows += {|NEEDS204:command.ExecuteNonQuery|}();
            if (rows > 100)
                connection.Close();
        }

        return rows;
    }

    // bad: one arm of the switch closes
    public static void Switched(NpgsqlConnection connection, string mode)
    {
        using var command = new NpgsqlCommand("DELETE FROM drafts", connection);
        switch (mode)
        {
            case "once":
                command.ExecuteNonQuery();
                connection.Close();
                break;
            case "twice":
                command.ExecuteNonQuery();
                break;
        }

        {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // good: every arm that closes returns
    public static void SwitchedReturns(NpgsqlConnection connection, string mode)
    {
        using var command = new NpgsqlCommand("DELETE FROM drafts", connection);
        switch (mode)
        {
            case "once":
                command.ExecuteNonQuery();
                connection.Close();
                return;
            case "twice":
                command.ExecuteNonQuery();
                break;
        }

        command.ExecuteNonQuery();
    }

    // bad: the finally closes what is used behind it
    public static int BehindFinally(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT COUNT(*) FROM drafts", connection);
        try
        {
            command.ExecuteScalar();
        }
        finally
        {
            connection.Close();
        }

        return Convert.ToInt32({|NEEDS204:command.ExecuteScalar|}());
    }

    // good: the finally is the end
    public static int InFinally(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT COUNT(*) FROM drafts", connection);
        try
        {
            command.ExecuteScalar();
            return Convert.ToInt32(command.ExecuteScalar());
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: the catch closes, and the method goes on
    public static async Task Caught(NpgsqlConnection connection)
    {
        await using var refresh = new NpgsqlCommand("REFRESH MATERIALIZED VIEW totals", connection);
        await using var insert = new NpgsqlCommand("INSERT INTO log(what) VALUES ('refreshed')", connection);
        try
        {
            await refresh.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            await connection.CloseAsync();
        }

        await {|NEEDS204:insert.ExecuteNonQueryAsync|}();
    }

    // good: the catch closes and throws on
    public static async Task CaughtThrown(NpgsqlConnection connection)
    {
        await using var refresh = new NpgsqlCommand("REFRESH MATERIALIZED VIEW totals", connection);
        await using var insert = new NpgsqlCommand("INSERT INTO log(what) VALUES ('refreshed')", connection);
        try
        {
            await refresh.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            await connection.CloseAsync();
            throw;
        }

        await insert.ExecuteNonQueryAsync();
    }

    // good: the catch closes and opens again, the usual cure of a broken connection
    public static async Task CaughtReopened(NpgsqlConnection connection)
    {
        await using var refresh = new NpgsqlCommand("REFRESH MATERIALIZED VIEW totals", connection);
        try
        {
            await refresh.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            await connection.CloseAsync();
            await connection.OpenAsync();
        }

        await refresh.ExecuteNonQueryAsync();
    }

    // bad: the catch writes to the log over the connection that the try has closed before it threw
    public static int LoggedTooLate(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        using var log = new MySqlCommand("INSERT INTO log(what) VALUES ('nothing')", connection);
        try
        {
            var rows = command.ExecuteNonQuery();
            connection.Close();
            if (rows == 0)
                throw new InvalidOperationException("nothing to delete");
            return rows;
        }
        catch (InvalidOperationException)
        {
            {|NEEDS204:log.ExecuteNonQuery|}();
            return 0;
        }
    }

    // bad: a retry over the connection that the failed attempt closed
    public static int Retried(MySqlConnection connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var command = new MySqlCommand("DELETE FROM drafts", connection);
                return {|NEEDS204:command.ExecuteNonQuery|}();
            }
            catch (MySqlException) when (attempt < 3)
            {
                connection.Close();
            }
        }
    }

    // good: a retry that opens it again
    public static int RetriedReopened(MySqlConnection connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var command = new MySqlCommand("DELETE FROM drafts", connection);
                return command.ExecuteNonQuery();
            }
            catch (MySqlException) when (attempt < 3)
            {
                connection.Close();
                Thread.Sleep(attempt * 100);
                connection.Open();
            }
        }
    }

    // good: a retry over a new connection each time
    public static int RetriedFresh(MySqlDataSource source)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var connection = source.OpenConnection();
            try
            {
                using var command = new MySqlCommand("DELETE FROM drafts", connection);
                return command.ExecuteNonQuery();
            }
            catch (MySqlException) when (attempt < 3)
            {
                connection.Close();
            }
        }
    }

    // good: set to null where it was closed, used where it isn't null
    public static int Nulled(MySqlDataSource source, bool release)
    {
        MySqlConnection? connection = source.OpenConnection();
        var rows = connection.Execute("DELETE FROM drafts");
        if (release)
        {
            connection.Dispose();
            connection = null;
        }

        if (connection is not null)
        {
            rows += connection.Execute("DELETE FROM notes");
            connection.Dispose();
        }

        return rows;
    }

    // good: made again where there is none
    public static int MadeAgain(MySqlDataSource source, bool release)
    {
        MySqlConnection? connection = source.OpenConnection();
        if (release)
        {
            connection.Dispose();
            connection = null;
        }

        connection ??= source.OpenConnection();
        using (connection)
            return connection.Execute("DELETE FROM notes");
    }

    // bad: the conditional expression closes on one side
    public static int Both(MySqlConnection connection, bool last)
    {
        using var command = new MySqlCommand("DELETE FROM notes", connection);
        var rows = command.ExecuteNonQuery();
        if (last && rows > 0)
            connection.Close();
        return rows + {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // bad: in a handler, on the way without a user
    [NeedsDb]
    public static async Task<int> Visit(MySqlConnection db, int? user)
    {
        if (user is null)
            await db.CloseAsync();
        await using var command = new MySqlCommand("UPDATE visits SET count = count + 1", db);
        return await {|NEEDS204:command.ExecuteNonQueryAsync|}();
    }

    // good: in a handler, each way closes at its own end
    [NeedsDb]
    public static async Task<int> VisitEither(MySqlConnection db, int? user)
    {
        await using var command = new MySqlCommand("UPDATE visits SET count = count + 1", db);
        if (user is null)
        {
            await db.CloseAsync();
            return 0;
        }

        var rows = await command.ExecuteNonQueryAsync();
        await db.CloseAsync();
        return rows;
    }
}
