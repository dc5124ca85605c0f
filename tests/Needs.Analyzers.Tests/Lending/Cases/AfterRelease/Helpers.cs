#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.AfterRelease.Helpers;

/// <summary>What helpers close, what helpers use, and what they open again.</summary>
public static class Helpers
{
    // helper
    private static void Finish(MySqlConnection connection)
    {
        using (var command = new MySqlCommand("UPDATE runs SET finished = NOW()", connection))
            command.ExecuteNonQuery();
        connection.Close();
    }

    // helper
    private static void Announce(MySqlConnection connection)
    {
        using var command = new MySqlCommand("INSERT INTO news(text) VALUES ('done')", connection);
        command.ExecuteNonQuery();
    }

    // helper
    private static void EnsureOpen(DbConnection connection)
    {
        if (connection.State != ConnectionState.Open)
            connection.Open();
    }

    // helper
    private static bool CloseIf(MySqlConnection connection, bool close)
    {
        if (close)
            connection.Close();
        return close;
    }

    // helper
    private static void CloseQuietly(IDbConnection? connection)
    {
        try
        {
            connection?.Dispose();
        }
        catch (DbException)
        {
        }
    }

    // helper
    private static async Task<int> CountAndDispose(NpgsqlConnection connection)
    {
        await using (connection)
        {
            return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        }
    }

    // helper
    private static async Task<int> Count(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT COUNT(*) FROM orders", connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync());
    }

    // bad: the first helper closes, the second uses
    public static void Run(MySqlConnection connection)
    {
        Finish(connection);
        {|NEEDS204:Announce|}(connection);
    }

    // good: the closing helper comes last
    public static void RunInOrder(MySqlConnection connection)
    {
        Announce(connection);
        Finish(connection);
    }

    // good: between the two it is opened again
    public static void RunReopened(MySqlConnection connection)
    {
        Finish(connection);
        connection.Open();
        Announce(connection);
    }

    // good: a helper sees to it that it is open
    public static void RunEnsured(MySqlConnection connection)
    {
        Finish(connection);
        EnsureOpen(connection);
        Announce(connection);
    }

    // bad: the closing helper twice: the second time it executes on the closed connection
    public static void FinishTwice(MySqlConnection connection)
    {
        Finish(connection);
        {|NEEDS204:Finish|}(connection);
    }

    // good: a quiet closing twice
    public static void CloseTwice(MySqlConnection connection)
    {
        CloseQuietly(connection);
        CloseQuietly(connection);
    }

    // bad: closed quietly, then used
    public static int Quiet(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        CloseQuietly(connection);
        return {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // bad: the helper was told to close
    public static void Told(MySqlConnection connection)
    {
        CloseIf(connection, true);
        {|NEEDS204:Announce|}(connection);
    }

    // good: the helper was told not to
    public static void ToldNot(MySqlConnection connection)
    {
        CloseIf(connection, false);
        Announce(connection);
    }

    // good: the helper says whether it closed
    public static void Answered(MySqlConnection connection, bool close)
    {
        if (!CloseIf(connection, close))
            Announce(connection);
    }

    // bad: the asynchronous helper disposes
    public static async Task<int> Counted(NpgsqlConnection connection)
    {
        var before = await CountAndDispose(connection);
        return await {|NEEDS204:Count|}(connection) - before;
    }

    // good: the asynchronous helper that leaves it open, twice
    public static async Task<int> CountedTwice(NpgsqlConnection connection)
    {
        var before = await Count(connection);
        return await Count(connection) - before;
    }

    // good: each helper has a connection of its own
    public static async Task<int> CountedOwn(NpgsqlDataSource source)
    {
        var before = await CountAndDispose(await source.OpenConnectionAsync());
        return await CountAndDispose(await source.OpenConnectionAsync()) - before;
    }

    // bad: a local function closes
    public static void Local(MySqlConnection connection)
    {
        Announce(connection);
        Done();
        {|NEEDS204:Announce|}(connection);

        void Done() => connection.Close();
    }

    // bad: a local function uses
    public static void LocalUse(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        Delete();
        connection.Close();
        {|NEEDS204:Delete|}();

        void Delete() => command.ExecuteNonQuery();
    }

    // good: a local function, used before the closing only
    public static void LocalUseBefore(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        Delete();
        Delete();
        connection.Close();

        void Delete() => command.ExecuteNonQuery();
    }

    // bad: a lambda that is run after the closing
    public static int Lambda(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        Func<int> delete = () => command.ExecuteNonQuery();
        connection.Close();
        return {|NEEDS204:delete|}();
    }

    // good: a lambda that is run before the closing
    public static int LambdaBefore(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        Func<int> delete = () => command.ExecuteNonQuery();
        var rows = delete();
        connection.Close();
        return rows;
    }

    // bad: in a handler
    [NeedsDb]
    public static void Handle(MySqlConnection db)
    {
        Finish(db);
        {|NEEDS204:Announce|}(db);
    }

    // good: in a handler, with the helper that closes at the end
    [NeedsDb]
    public static void HandleInOrder(MySqlConnection db)
    {
        Announce(db);
        Finish(db);
    }
}
