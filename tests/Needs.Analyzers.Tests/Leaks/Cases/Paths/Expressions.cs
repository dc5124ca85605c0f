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

namespace Cases.Paths.Expressions;

/// <summary>Resources within expressions: without a name, or named in the middle of one.</summary>
public sealed class Expressions(NpgsqlDataSource db)
{
    // bad: opened for one query within an expression
    public int Once() => {|NEEDS101:db.OpenConnection()|}.Execute("SELECT tick()");

    // bad: opened within an interpolated string
    public string Text() => $"database {{|NEEDS101:db.OpenConnection()|}.Database}";

    // bad: awaited within parentheses
    public async Task<string> AwaitedAsync() => (await {|NEEDS101:db.OpenConnectionAsync()|}).Database;

    // bad: the argument of a method that does not close it
    public int Argument() => Count({|NEEDS101:db.OpenConnection()|}, "users");

    // good: the argument of a method that does not close it, in a using
    public int ArgumentUsing()
    {
        using var connection = db.OpenConnection();
        return Count(connection, "users");
    }

    private static int Count(DbConnection connection, string table) => connection.ExecuteScalar<int>($"SELECT count(*) FROM {table}");

    // good: the argument of a method that closes it
    public int ArgumentClosed() => CountAndClose(db.OpenConnection(), "users");

    private static int CountAndClose(DbConnection connection, string table)
    {
        using (connection)
            return connection.ExecuteScalar<int>($"SELECT count(*) FROM {table}");
    }

    // bad: the command's constructor is given a connection without a name
    public object? Command()
    {
        using var command = new NpgsqlCommand("SELECT 1", {|NEEDS101:db.OpenConnection()|});
        return command.ExecuteScalar();
    }

    // bad: one side of a comparison
    public bool Same(string name) => name == {|NEEDS101:db.OpenConnection()|}.Database;

    // bad: the receiver of a chain on the caller's command
    public static bool Exists(DbCommand command) => {|NEEDS101:command.ExecuteReader()|}.Read();

    // good: the receiver of a chain that ends with Close
    public void Close() => db.OpenConnection().Close();

    // good: the receiver of a chain that ends with DisposeAsync
    public async Task CloseAsync() => await (await db.OpenConnectionAsync()).DisposeAsync();

    // bad: the condition of a loop reads from a new reader each time
    public static int Loop(SqliteCommand command)
    {
        var rounds = 0;
        while ({|NEEDS101:command.ExecuteReader()|}.HasRows)
            rounds++;
        return rounds;
    }

    // good: the condition of a loop reads from one reader
    public static int LoopUsing(SqliteCommand command)
    {
        var rounds = 0;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rounds++;
        return rounds;
    }

    // bad: named within an argument
    public int Named()
    {
        NpgsqlConnection connection;
        return Count({|NEEDS101:connection|} = db.OpenConnection(), "users") + connection.ProcessID;
    }

    // good: named within an argument, closed behind it
    public int NamedClosed()
    {
        NpgsqlConnection? connection = null;
        try
        {
            return Count(connection = db.OpenConnection(), "users") + connection.ProcessID;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // bad: held as an object
    public string AsObject()
    {
        object {|NEEDS101:connection|} = db.OpenConnection();
        return connection.ToString()!;
    }

    // good: held as an object, disposed as what it is
    public string AsObjectDisposed()
    {
        object connection = db.OpenConnection();
        try
        {
            return connection.ToString()!;
        }
        finally
        {
            ((IDisposable)connection).Dispose();
        }
    }

    // good: held as IDisposable only
    public DateTime AsDisposable()
    {
        IDisposable connection = db.OpenConnection();
        connection.Dispose();
        return DateTime.UtcNow;
    }

    // bad: held as IAsyncDisposable only
    public async Task<DateTime> AsAsyncDisposableAsync()
    {
        IAsyncDisposable {|NEEDS101:connection|} = await db.OpenConnectionAsync();
        await Task.Yield();
        return DateTime.UtcNow;
    }

    // bad: completed or not, awaited or not, the connection stays open
    public async Task<int> FastPathAsync(CancellationToken ct)
    {
        var opening = db.OpenConnectionAsync(ct);
        var {|NEEDS101:connection|} = opening.IsCompletedSuccessfully ? opening.Result : await opening;
        return await connection.ExecuteAsync("SELECT tick()");
    }

    // good: completed or not, awaited or not, the connection is in a using
    public async Task<int> FastPathUsingAsync(CancellationToken ct)
    {
        var opening = db.OpenConnectionAsync(ct);
        await using var connection = opening.IsCompletedSuccessfully ? opening.Result : await opening;
        return await connection.ExecuteAsync("SELECT tick()");
    }

    // good: both are disposed by one await
    public async Task<bool> WhenAllAsync(string other)
    {
        await using var source = NpgsqlDataSource.Create(other);
        NpgsqlConnection? left = null, right = null;
        try
        {
            left = await db.OpenConnectionAsync();
            right = await source.OpenConnectionAsync();
            return left.Database == right.Database;
        }
        finally
        {
            await Task.WhenAll((left?.DisposeAsync() ?? default).AsTask(), (right?.DisposeAsync() ?? default).AsTask());
        }
    }

    // good: an index expression, a default value and a close in one statement
    public string Indexed(string[] names, int i)
    {
        var connection = db.OpenConnection();
        var database = connection.Database ?? names[^1];
        connection.Close();
        return names.Length > i ? names[i] : database;
    }

    // bad: the conditional's other side forgets
    public int Ternary(bool close)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return close ? CountAndClose(connection, "users") : Count(connection, "users");
    }

    // good: both sides of the conditional close
    public int TernaryBoth(bool users)
    {
        var connection = db.OpenConnection();
        return users ? CountAndClose(connection, "users") : CountAndClose(connection, "groups");
    }

    // bad: an object initialiser takes the connection for a command
    public object? Initialiser()
    {
        using var command = new NpgsqlCommand { {|NEEDS101:Connection|} = db.OpenConnection(), CommandText = "SELECT 1" };
        return command.ExecuteScalar();
    }

    // bad: a with expression keeps the answer, not the connection
    public (string Name, int Id) With()
    {
        var answer = (Name: "", Id: 0);
        var {|NEEDS101:connection|} = db.OpenConnection();
        answer = answer with { Name = connection.Database, Id = connection.ProcessID };
        return answer;
    }

    // good: with expression and close
    public (string Name, int Id) WithClosed()
    {
        var answer = (Name: "", Id: 0);
        var connection = db.OpenConnection();
        answer = answer with { Name = connection.Database, Id = connection.ProcessID };
        connection.Close();
        return answer;
    }
}
