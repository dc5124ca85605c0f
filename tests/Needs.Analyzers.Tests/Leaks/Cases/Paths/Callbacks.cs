#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Callbacks;

/// <summary>Methods that open for the code they are given, and local functions that share a variable.</summary>
public sealed class Callbacks(MySqlDataSource db)
{
    // good: opens, calls, closes
    public T With<T>(Func<MySqlConnection, T> work)
    {
        using var connection = db.OpenConnection();
        return work(connection);
    }

    // bad: opens, calls
    public T WithOpen<T>(Func<MySqlConnection, T> work)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return work(connection);
    }

    // bad: opens, calls what may fail, closes
    public T WithLate<T>(Func<MySqlConnection, T> work)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        var result = work(connection);
        connection.Dispose();
        return result;
    }

    // good: a transaction around what it is given
    public static async Task<T> InTransactionAsync<T>(NpgsqlConnection connection, Func<NpgsqlTransaction, Task<T>> work)
    {
        var transaction = await connection.BeginTransactionAsync();
        try
        {
            var result = await work(transaction);
            await transaction.CommitAsync();
            return result;
        }
        catch
        {
            await transaction.RollbackAsync();
            throw;
        }
    }

    // bad: a transaction around what it is given, a failure leaves it
    public static async Task<T> InTransactionLateAsync<T>(NpgsqlConnection connection, Func<NpgsqlTransaction, Task<T>> work)
    {
        var {|NEEDS102:transaction|} = await connection.BeginTransactionAsync();
        var result = await work(transaction);
        await transaction.CommitAsync();
        return result;
    }

    // bad: the result says whether to commit, and nothing else happens
    public static void Decide(MySqlConnection connection, Func<MySqlTransaction, bool> work)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction();
        if (work(transaction))
            transaction.Commit();
    }

    // good: the result says whether to commit, the using rolls back
    public static void DecideUsing(MySqlConnection connection, Func<MySqlTransaction, bool> work)
    {
        using var transaction = connection.BeginTransaction();
        if (work(transaction))
            transaction.Commit();
    }

    // good: called with a lambda that returns nothing of it
    public int Caller() => With(connection => connection.Execute("CALL tick()"));

    // good: each element is passed to a callback, the reader ends with the method
    public static void Each(MySqlCommand command, Action<string> each)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
            each(reader.GetString(0));
    }

    // bad: each element is passed to a callback until it says stop
    public static void Until(MySqlCommand command, Func<string, bool> each)
    {
        var {|NEEDS101:reader|} = command.ExecuteReader();
        while (reader.Read())
        {
            if (!each(reader.GetString(0)))
                return;
        }

        reader.Close();
    }

    // good: local functions share the variable, the outer one closes
    public int Shared(IReadOnlyList<int> ids)
    {
        using var connection = db.OpenConnection();
        return ids.Sum(Delete) + Insert();

        int Delete(int id) => connection.Execute("DELETE FROM carts WHERE id = @id", new { id });

        int Insert() => connection.Execute("INSERT INTO carts() VALUES ()");
    }

    // bad: local functions share the variable, none closes
    public int SharedOpen(IReadOnlyList<int> ids)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return ids.Sum(Delete) + Insert();

        int Delete(int id) => connection.Execute("DELETE FROM carts WHERE id = @id", new { id });

        int Insert() => connection.Execute("INSERT INTO carts() VALUES ()");
    }

    // good: an asynchronous local function closes what it is given
    public async Task<int> LocalAsync()
    {
        return await RunAsync(await db.OpenConnectionAsync());

        static async Task<int> RunAsync(MySqlConnection connection)
        {
            await using (connection)
                return await connection.ExecuteAsync("CALL tick()");
        }
    }

    // bad: an asynchronous local function uses what it is given
    public async Task<int> LocalOpenAsync()
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync();
        return await RunAsync(connection);

        static async Task<int> RunAsync(MySqlConnection connection) => await connection.ExecuteAsync("CALL tick()");
    }

    // good: an action built before the opening closes in the finally
    public int Prepared()
    {
        MySqlConnection? connection = null;
        Action cleanup = () => connection?.Dispose();
        try
        {
            connection = db.OpenConnection();
            return connection.Execute("CALL tick()");
        }
        finally
        {
            cleanup();
        }
    }

    // bad: a connection for each of the callbacks, kept by a comparison
    public void First(IReadOnlyList<Func<MySqlConnection, bool>> checks)
    {
        foreach (var check in checks)
        {
            var {|NEEDS101:connection|} = db.OpenConnection();
            if (check(connection))
                return;
            connection.Dispose();
        }
    }

    // good: a connection for each of the callbacks, in a using
    public void FirstUsing(IReadOnlyList<Func<MySqlConnection, bool>> checks)
    {
        foreach (var check in checks)
        {
            using var connection = db.OpenConnection();
            if (check(connection))
                return;
        }
    }

    // bad: opened in a page's turn, yielded, closed when the caller comes back
    public IEnumerable<int> Pages(int pages)
    {
        for (var page = 0; page < pages; page++)
        {
            var {|NEEDS101:connection|} = db.OpenConnection();
            yield return connection.Execute("CALL page(@page)", new { page });
            connection.Dispose();
        }
    }

    // good: opened in a page's turn and closed before the page is yielded
    public IEnumerable<int> PagesClosed(int pages)
    {
        for (var page = 0; page < pages; page++)
        {
            int rows;
            using (var connection = db.OpenConnection())
                rows = connection.Execute("CALL page(@page)", new { page });
            yield return rows;
        }
    }
}
