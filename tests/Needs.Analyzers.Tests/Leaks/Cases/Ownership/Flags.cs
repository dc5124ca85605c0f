#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Flags;

/// <summary>Arguments that say whether to close: dispose, leaveOpen, ownsConnection.</summary>
public static class Flags
{
    // helper
    private static MySqlConnection Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // helper
    private static void Close(MySqlConnection connection, bool dispose)
    {
        if (dispose)
            connection.Dispose();
    }

    // helper
    private static void Finish(MySqlConnection connection, bool keepOpen = false)
    {
        if (keepOpen)
            return;
        connection.Close();
    }

    // helper
    public sealed class Cursor : IDisposable
    {
        private readonly MySqlDataReader _rows;
        private readonly MySqlConnection _connection;
        private readonly bool _leaveOpen;

        public Cursor(MySqlConnection connection, MySqlDataReader rows, bool leaveOpen = false)
        {
            _connection = connection;
            _rows = rows;
            _leaveOpen = leaveOpen;
        }

        public bool Next() => _rows.Read();

        public void Dispose()
        {
            _rows.Dispose();
            if (_leaveOpen)
                return;
            _connection.Dispose();
        }
    }

    // helper
    public sealed class UnitOfWork(DbConnection connection, bool ownsConnection) : IAsyncDisposable
    {
        public Task<int> Execute(string sql) => connection.ExecuteAsync(sql);

        public async ValueTask DisposeAsync()
        {
            if (ownsConnection)
                await connection.DisposeAsync();
        }
    }

    // good: told to dispose
    public static int Count(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rows");
        }
        finally
        {
            Close(connection, dispose: true);
        }
    }

    // bad: told not to dispose
    public static int CountKept(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM rows");
        }
        finally
        {
            Close(connection, dispose: false);
        }
    }

    // good: the default is to close
    public static void Touch(string connectionString)
    {
        var connection = Open(connectionString);
        Finish(connection);
    }

    // bad: asked to keep it open
    public static void TouchKept(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        Finish(connection, keepOpen: true);
    }

    // good: the cursor owns it by default
    public static Cursor Stream(string connectionString, string sql)
    {
        var connection = Open(connectionString);
        try
        {
            return new Cursor(connection, new MySqlCommand(sql, connection).ExecuteReader());
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // bad: the cursor leaves it open, and no one else has it
    public static Cursor StreamLeft(string connectionString, string sql)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        try
        {
            return new Cursor(connection, new MySqlCommand(sql, connection).ExecuteReader(), leaveOpen: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // good: the cursor leaves it open, and using closes it
    public static int Rows(string connectionString, string sql)
    {
        using var connection = Open(connectionString);
        using var cursor = new Cursor(connection, new MySqlCommand(sql, connection).ExecuteReader(), leaveOpen: true);
        var rows = 0;
        while (cursor.Next())
            rows++;
        return rows;
    }

    // bad: using closes a cursor that leaves the connection open
    public static bool Any(string connectionString, string sql)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        var rows = new MySqlCommand(sql, connection).ExecuteReader();
        using var cursor = new Cursor(connection, rows, leaveOpen: true);
        return cursor.Next();
    }

    // bad: the owning cursor is never disposed
    public static bool AnyForgotten(string connectionString, string sql)
    {
        var {|NEEDS101:cursor|} = Stream(connectionString, sql);
        return cursor.Next();
    }

    // good: the owning cursor is disposed
    public static bool AnyDisposed(string connectionString, string sql)
    {
        using var cursor = Stream(connectionString, sql);
        return cursor.Next();
    }

    // good: the unit of work owns and is disposed
    public static async Task Ship(string connectionString)
    {
        await using var work = new UnitOfWork(Open(connectionString), ownsConnection: true);
        await work.Execute("CALL ship()");
    }

    // bad: the unit of work is disposed and doesn't own
    public static async Task ShipUnowned(string connectionString)
    {
        await using var work = new UnitOfWork({|NEEDS101:Open(connectionString)|}, ownsConnection: false);
        await work.Execute("CALL ship()");
    }

    // good: an owned connection goes to the caller inside of the unit of work
    public static UnitOfWork Begin(string connectionString) => new(Open(connectionString), true);

    // good: the caller's connection is worked on, whoever owns it
    public static async Task Ship(DbConnection connection)
    {
        await using var work = new UnitOfWork(connection, ownsConnection: false);
        await work.Execute("CALL ship()");
    }

    // good: closed exactly when it was opened here
    public static int Purge(string connectionString, MySqlConnection? ambient)
    {
        var connection = ambient ?? Open(connectionString);
        try
        {
            return connection.Execute("DELETE FROM purgeable");
        }
        finally
        {
            if (ambient is null)
                connection.Dispose();
        }
    }

    // good: opened here if it wasn't, and then closed here
    public static int PurgeOpened(MySqlConnection connection)
    {
        var wasClosed = connection.State == ConnectionState.Closed;
        if (wasClosed)
            connection.Open();
        try
        {
            return connection.Execute("DELETE FROM purgeable");
        }
        finally
        {
            if (wasClosed)
                connection.Close();
        }
    }

    // bad: closed in finally when it was *not* opened here
    public static int PurgeReversed(string connectionString, MySqlConnection? ambient)
    {
        var owned = ambient is null;
        var {|NEEDS101:connection|} = ambient ?? Open(connectionString);
        try
        {
            return connection.Execute("DELETE FROM purgeable");
        }
        finally
        {
            if (!owned)
                connection.Dispose();
        }
    }

    // bad: what was opened for want of another is closed on success only
    public static async Task<int> PurgeLate(NpgsqlDataSource source, NpgsqlConnection? ambient)
    {
        var {|NEEDS102:connection|} = ambient ?? await source.OpenConnectionAsync();
        var purged = await connection.ExecuteAsync("DELETE FROM purgeable");
        if (ambient is null)
            await connection.DisposeAsync();
        return purged;
    }

    // good: only what was opened here gets into the variable that is disposed
    public static async Task<int> PurgeOwned(NpgsqlDataSource source, NpgsqlConnection? ambient)
    {
        await using var owned = ambient is null ? await source.OpenConnectionAsync() : null;
        return await (ambient ?? owned!).ExecuteAsync("DELETE FROM purgeable");
    }

    // bad: never closed, whether or not one was passed
    public static int PurgeForgotten(string connectionString, MySqlConnection? ambient = null)
    {
        var {|NEEDS101:connection|} = ambient ?? Open(connectionString);
        return connection.Execute("DELETE FROM purgeable");
    }
}
