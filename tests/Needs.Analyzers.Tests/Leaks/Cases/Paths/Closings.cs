#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Closings;

/// <summary>What closes and what only looks like it.</summary>
public sealed class Closings(NpgsqlDataSource db)
{
    // good: Close instead of Dispose
    public string Close(string cs)
    {
        var connection = new MySqlConnection(cs);
        connection.Open();
        var database = connection.Database;
        connection.Close();
        return database;
    }

    // good: through IDisposable
    public string Disposable(string cs)
    {
        var connection = new MySqlConnection(cs);
        connection.Open();
        var database = connection.Database;
        ((IDisposable)connection).Dispose();
        return database;
    }

    // bad: cast to IDisposable and left there
    public string DisposableLeft(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        var disposable = (IDisposable)connection;
        return connection.Database + disposable.GetHashCode();
    }

    // good: through IAsyncDisposable
    public async Task<string> AsyncDisposable()
    {
        var connection = await db.OpenConnectionAsync();
        var database = connection.Database;
        await ((IAsyncDisposable)connection).DisposeAsync();
        return database;
    }

    // good: as IDisposable, with ?.
    public string AsDisposable(string cs)
    {
        IDbConnection connection = new NpgsqlConnection(cs);
        try
        {
            connection.Open();
            return connection.Database;
        }
        finally
        {
            (connection as IDisposable)?.Dispose();
        }
    }

    // good: a pattern finds the asynchronous dispose
    public async Task<string> PatternDisposes(DbDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        var database = connection.Database;
        if (connection is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            connection.Dispose();
        return database;
    }

    // bad: ChangeDatabase and ClearPool are no close
    public string Cleared(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        connection.ChangeDatabase("other");
        MySqlConnection.ClearPool(connection);
        return connection.Database;
    }

    // good: cleared from the pool, and closed
    public void ClearedAndClosed(string cs)
    {
        using var connection = new MySqlConnection(cs);
        connection.Open();
        connection.ChangeDatabase("other");
        MySqlConnection.ClearPool(connection);
    }

    // bad: disposing the command closes no connection
    public int CommandOnly()
    {
        var command = {|NEEDS101:db.OpenConnection()|}.CreateCommand();
        command.CommandText = "SELECT tick()";
        var rows = command.ExecuteNonQuery();
        command.Dispose();
        return rows;
    }

    // good: the connection is reached through its command
    public int ThroughCommand()
    {
        using var command = db.CreateCommand("SELECT tick()");
        return command.ExecuteNonQuery();
    }

    // bad: the task of CloseAsync is there, of another connection
    public async Task<int> OtherClosed(NpgsqlConnection other)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync();
        var rows = await connection.ExecuteAsync("SELECT tick()");
        await other.CloseAsync();
        return rows;
    }

    // good: closed twice hurts nobody
    public void Twice(string cs)
    {
        var connection = new SqliteConnection(cs);
        connection.Open();
        connection.Close();
        connection.Dispose();
    }

    // good: disposed through a variable of the interface
    public int ThroughInterface(string cs)
    {
        var connection = new MySqlConnection(cs);
        IDbConnection same = connection;
        try
        {
            same.Open();
            return same.Execute("CALL tick()");
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: opened through a variable of the interface
    public int ThroughInterfaceOpen(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        IDbConnection same = connection;
        same.Open();
        return connection.Execute("CALL tick()");
    }

    // good: opened through the class, closed through the interface
    public int Mixed(string cs)
    {
        var connection = new MySqlConnection(cs);
        DbConnection general = connection;
        IDbConnection interfaced = general;
        try
        {
            connection.Open();
            return general.Execute("CALL tick()");
        }
        finally
        {
            interfaced.Close();
        }
    }

    // bad: null and the garbage collector are no close
    public int Nulled(string cs)
    {
        MySqlConnection? {|NEEDS103:connection|} = new MySqlConnection(cs);
        connection.Open();
        var rows = connection.Execute("CALL tick()");
        connection = null;
        GC.Collect();
        return rows;
    }

    // good: nulled after the close
    public int NulledClosed(string cs)
    {
        MySqlConnection? connection = new MySqlConnection(cs);
        try
        {
            connection.Open();
            return connection.Execute("CALL tick()");
        }
        finally
        {
            connection.Close();
            connection = null;
        }
    }

    // good: the reader is closed through its interface
    public static int Reader(MySqlCommand command)
    {
        IDataReader reader = command.ExecuteReader();
        try
        {
            return reader.Read() ? reader.GetInt32(0) : 0;
        }
        finally
        {
            ((IDisposable)reader).Dispose();
        }
    }

    // bad: disposing the data source closes none of the connections that are out
    public async Task<int> DataSourceOnly(string cs)
    {
        await using var source = NpgsqlDataSource.Create(cs);
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync();
        return await connection.ExecuteAsync("SELECT tick()");
    }

    // good: both, the data source and the connection
    public async Task<int> DataSourceAndConnection(string cs)
    {
        await using var source = NpgsqlDataSource.Create(cs);
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteAsync("SELECT tick()");
    }

    // good: a delegate to Dispose that is called in a finally by name
    public int ByDelegate(string cs)
    {
        var connection = new NpgsqlConnection(cs);
        try
        {
            connection.Open();
            return connection.Execute("SELECT tick()");
        }
        finally
        {
            var close = connection.Dispose;
            close();
        }
    }

    // bad: nameof calls nothing
    public string Named(string cs)
    {
        var {|NEEDS101:connection|} = new NpgsqlConnection(cs);
        connection.Open();
        var name = nameof(connection.Dispose);
        return connection.Database + name;
    }
}
