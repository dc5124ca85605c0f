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

namespace Cases.Ownership.Templates;

/// <summary>Methods that open a connection, run what they are given on it, and close it or don't.</summary>
public sealed class Templates(string connectionString, NpgsqlDataSource source)
{
    // helper
    private MySqlConnection Open()
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // good: using around the work
    public T With<T>(Func<MySqlConnection, T> work)
    {
        using var connection = Open();
        return work(connection);
    }

    // good: finally behind the work
    public T WithFinally<T>(Func<MySqlConnection, T> work)
    {
        var connection = Open();
        try
        {
            return work(connection);
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: closed behind the work, unless it fails
    public T WithLate<T>(Func<MySqlConnection, T> work)
    {
        var {|NEEDS102:connection|} = Open();
        var result = work(connection);
        connection.Dispose();
        return result;
    }

    // bad: never closed
    public T WithForgotten<T>(Func<MySqlConnection, T> work)
    {
        var {|NEEDS101:connection|} = Open();
        return work(connection);
    }

    // bad: opened in the work's argument
    public T WithInline<T>(Func<MySqlConnection, T> work) => work({|NEEDS101:Open()|});

    // good: asynchronous work, awaited under using
    public async Task<T> WithAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await work(connection, cancellation);
    }

    // bad: asynchronous work, closed behind it unless it fails
    public async Task WithAsyncLate(Func<NpgsqlConnection, Task> work)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        await work(connection);
        await connection.CloseAsync();
    }

    // bad: the catch block logs and rethrows, only success closes
    public async Task WithAsyncLogged(Func<NpgsqlConnection, Task> work, Action<Exception> log)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        try
        {
            await work(connection);
            await connection.CloseAsync();
        }
        catch (Exception e)
        {
            log(e);
            throw;
        }
    }

    // good: in a transaction, with what must be rolled back rolled back by the connection's end
    public void InTransaction(Action<MySqlConnection, MySqlTransaction> work)
    {
        using var connection = Open();
        var transaction = connection.BeginTransaction();
        work(connection, transaction);
        transaction.Commit();
    }

    // good: on a borrowed connection the transaction is disposed
    public static T InTransaction<T>(DbConnection connection, Func<DbTransaction, T> work)
    {
        using var transaction = connection.BeginTransaction();
        var result = work(transaction);
        transaction.Commit();
        return result;
    }

    // bad: on a borrowed connection the transaction stays when the work fails
    public static T InTransactionLate<T>(DbConnection connection, Func<DbTransaction, T> work)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        var result = work(transaction);
        transaction.Commit();
        return result;
    }

    // bad: on a borrowed connection the transaction is never ended
    public static void InTransactionForgotten(DbConnection connection, Action<DbTransaction> work)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction();
        work(transaction);
    }

    // good: each row goes to the callback, the reader and the connection are closed
    public void Each(string sql, Action<IDataRecord> row)
    {
        using var connection = Open();
        using var command = new MySqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            row(reader);
    }

    // bad: on a borrowed connection the reader is left open when the callback fails
    public static void Each(DbConnection connection, string sql, Action<DbDataReader> row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var {|NEEDS102:reader|} = command.ExecuteReader();
        while (reader.Read())
            row(reader);
        reader.Close();
    }

    // good: rows are mapped while using keeps the connection
    public IEnumerable<T> Stream<T>(string sql, Func<IDataRecord, T> map)
    {
        using var connection = Open();
        using var command = new MySqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return map(reader);
    }

    // bad: who stops enumerating early leaves the connection open
    public IEnumerable<T> StreamClosedAtEnd<T>(string sql, Func<IDataRecord, T> map)
    {
        var {|NEEDS101:connection|} = Open();
        var reader = new MySqlCommand(sql, connection).ExecuteReader();
        while (reader.Read())
            yield return map(reader);
        connection.Close();
    }

    // good: callers of the template have nothing to close
    public int Count() => With(connection => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM steps"));

    // good: callers of the asynchronous template have nothing to close
    public Task<int> CountAsync() => WithAsync((connection, _) => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM steps"));

    // bad: inside of the work another connection is opened and lost
    public int CountTwice() => With(first =>
    {
        var {|NEEDS101:second|} = Open();
        return first.ExecuteScalar<int>("SELECT COUNT(*) FROM steps") + second.ExecuteScalar<int>("SELECT COUNT(*) FROM steps");
    });

    // good: inside of the work another connection has its using
    public int CountTwiceClosed() => With(first =>
    {
        using var second = Open();
        return first.ExecuteScalar<int>("SELECT COUNT(*) FROM steps") + second.ExecuteScalar<int>("SELECT COUNT(*) FROM steps");
    });

    // bad: the work opens a reader on the lent connection and drops it
    public static string First(Action<Action<DbConnection>> lend)
    {
        var name = "";
        lend(connection =>
        {
            var command = connection.CreateCommand();
            command.CommandText = "SELECT name FROM steps";
            var {|NEEDS101:reader|} = command.ExecuteReader();
            if (reader.Read())
                name = reader.GetString(0);
        });
        return name;
    }

    // good: retried, each try with its own using
    public T Retry<T>(Func<MySqlConnection, T> work, int times)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var connection = Open();
            try
            {
                return work(connection);
            }
            catch (MySqlException e) when (e.IsTransient && attempt < times)
            {
                Thread.Sleep(100 * attempt);
            }
        }
    }

    // bad: retried, and each failed try leaves one open
    public T RetryLeaving<T>(Func<MySqlConnection, T> work, int times)
    {
        for (var attempt = 1; ; attempt++)
        {
            var {|NEEDS102:connection|} = Open();
            try
            {
                var result = work(connection);
                connection.Dispose();
                return result;
            }
            catch (MySqlException e) when (e.IsTransient && attempt < times)
            {
                Thread.Sleep(100 * attempt);
            }
        }
    }

    // good: the delegate that gets it disposes it
    public void Consume(IEnumerable<int> ids)
    {
        Action<MySqlConnection, int> consume = (connection, id) =>
        {
            using var owned = connection;
            owned.Execute("CALL consume(@id)", new { id });
        };

        foreach (var id in ids)
            consume(Open(), id);
    }

    // bad: the delegate that gets it doesn't dispose it
    public void ConsumeForgotten(IEnumerable<int> ids)
    {
        Action<MySqlConnection, int> consume = (connection, id) => connection.Execute("CALL consume(@id)", new { id });

        foreach (var id in ids)
            consume({|NEEDS101:Open()|}, id);
    }

    // bad: the delegate that makes it is called, and its result used up
    public static int CountMade(string server)
    {
        Func<MySqlConnection> make = () =>
        {
            var made = new MySqlConnection($"Server={server}");
            made.Open();
            return made;
        };

        return {|NEEDS101:make()|}.ExecuteScalar<int>("SELECT COUNT(*) FROM steps");
    }
}
