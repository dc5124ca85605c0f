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

namespace Cases.Ownership.Holders;

// helper
public sealed class Context
{
    public MySqlConnection? Connection { get; set; }

    public MySqlTransaction? Transaction;

    public int Rows { get; set; }
}

// helper
public sealed class OwningContext : IDisposable
{
    public DbConnection? Connection { get; set; }

    public void Dispose() => Connection?.Dispose();
}

// helper
public sealed class Worker : IDisposable
{
    private MySqlConnection? _connection;

    public void Attach(MySqlConnection connection)
    {
        _connection?.Dispose();
        _connection = connection;
    }

    public void Use(MySqlConnection connection) => connection.Execute("CALL work()");

    public MySqlConnection? Detach()
    {
        var connection = _connection;
        _connection = null;
        return connection;
    }

    public void Dispose() => _connection?.Dispose();
}

// helper
public sealed class Reference(DbConnection connection)
{
    public DbConnection Connection { get; } = connection;
}

// helper
public readonly record struct Slot(DbConnection Connection, int Number);

// helper
public sealed class Owned<T>(T value) : IDisposable
    where T : class, IDisposable
{
    public T Value { get; } = value;

    public void Dispose() => Value.Dispose();
}

// helper
public sealed class Deferred(Action action) : IDisposable
{
    public void Dispose() => action();
}

/// <summary>Objects that hold a connection for a while, with and without closing it.</summary>
public static class Holders
{
    // helper
    private static MySqlConnection Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // bad: the context is local and closes nothing
    public static int Run(string connectionString)
    {
        var context = new Context();
        {|NEEDS101:context.Connection|} = new MySqlConnection(connectionString);
        context.Connection.Open();
        context.Rows = context.Connection.Execute("CALL run()");
        return context.Rows;
    }

    // good: the context's connection is closed by name
    public static int RunClosed(string connectionString)
    {
        var context = new Context();
        try
        {
            context.Connection = new MySqlConnection(connectionString);
            context.Connection.Open();
            return context.Connection.Execute("CALL run()");
        }
        finally
        {
            context.Connection?.Dispose();
        }
    }

    // bad: the context's initialiser holds it, nobody closes it
    public static int RunInitialized(string connectionString)
    {
        var context = new Context { {|NEEDS101:Connection|} = Open(connectionString), Rows = -1 };
        return context.Connection.Execute("CALL run()");
    }

    // good: put into the caller's context
    public static void Fill(Context context, string connectionString)
    {
        context.Connection = new MySqlConnection(connectionString);
        context.Connection.Open();
    }

    // good: the context is returned
    public static Context Make(string connectionString)
    {
        var context = new Context();
        context.Connection = Open(connectionString);
        return context;
    }

    // bad: a query may fail before the context is returned
    public static Context MakeProbed(string connectionString)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        var rows = connection.Execute("SELECT 1");
        return new Context { Connection = connection, Rows = rows };
    }

    // good: an owning context under using
    public static void Own(DbDataSource source)
    {
        using var context = new OwningContext();
        context.Connection = source.OpenConnection();
        context.Connection.Execute("CALL run()");
    }

    // good: an owning context with an initialiser under using
    public static void OwnInitialized(DbDataSource source)
    {
        using var context = new OwningContext { Connection = source.OpenConnection() };
        context.Connection.Execute("CALL run()");
    }

    // bad: an owning context that is dropped
    public static void OwnDropped(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var context = new OwningContext { Connection = connection };
        context.Connection.Execute("CALL run()");
    }

    // bad: the owning context is disposed unless the call fails
    public static void OwnLate(DbDataSource source)
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        var context = new OwningContext { Connection = connection };
        connection.Execute("CALL run()");
        context.Dispose();
    }

    // good: the worker that is attached to closes it
    public static void Attach(Worker worker, string connectionString) => worker.Attach(Open(connectionString));

    // bad: the worker only uses it
    public static void Use(Worker worker, string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        worker.Use(connection);
    }

    // good: attached to a local worker that is disposed
    public static void AttachLocal(string connectionString)
    {
        using var worker = new Worker();
        var connection = Open(connectionString);
        worker.Attach(connection);
        worker.Use(connection);
    }

    // bad: used before it is attached
    public static void AttachLate(Worker worker, string connectionString)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        worker.Use(connection);
        worker.Attach(connection);
    }

    // bad: a plain reference to it is dropped
    public static string Version(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var reference = new Reference(connection);
        return reference.Connection.ServerVersion;
    }

    // good: closed through the plain reference
    public static string VersionClosed(DbDataSource source)
    {
        var reference = new Reference(source.OpenConnection());
        var version = reference.Connection.ServerVersion;
        reference.Connection.Close();
        return version;
    }

    // good: the plain reference is returned
    public static Reference Refer(DbDataSource source) => new(source.OpenConnection());

    // good: in a struct that is returned
    public static Slot Take(DbDataSource source, int number) => new(source.OpenConnection(), number);

    // bad: in a struct that is dropped
    public static int TakeDropped(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var slot = new Slot(connection, 3);
        return slot.Number;
    }

    // good: the struct's connection is disposed
    public static int TakeClosed(DbDataSource source)
    {
        var slot = Take(source, 3);
        using (slot.Connection)
            return slot.Connection.Execute("CALL take()") + slot.Number;
    }

    // good: a generic owner under using
    public static int Generic(string connectionString)
    {
        using var owned = new Owned<MySqlConnection>(Open(connectionString));
        return owned.Value.Execute("CALL run()");
    }

    // bad: a generic owner that is dropped
    public static int GenericDropped(string connectionString)
    {
        var {|NEEDS101:owned|} = new Owned<MySqlConnection>(Open(connectionString));
        return owned.Value.Execute("CALL run()");
    }

    // good: a generic owner that is returned
    public static Owned<MySqlConnection> GenericReturned(string connectionString) => new(Open(connectionString));

    // good: a deferred action under using disposes
    public static int Defer(string connectionString)
    {
        var connection = Open(connectionString);
        using var deferred = new Deferred(() => connection.Dispose());
        return connection.Execute("CALL run()");
    }

    // good: a deferred action that disposes is returned
    public static IDisposable Hold(string connectionString, string name)
    {
        var connection = Open(connectionString);
        try
        {
            connection.Execute("DO GET_LOCK(@name, 10)", new { name });
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        return new Deferred(() => connection.Dispose());
    }

    // bad: the deferred action is made after a statement that may fail
    public static IDisposable HoldUnguarded(string connectionString, string name)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        connection.Execute("DO GET_LOCK(@name, 10)", new { name });
        return new Deferred(() => connection.Dispose());
    }

    // good: a weak reference beside a using
    public static WeakReference<DbConnection> Watch(DbDataSource source)
    {
        using var connection = source.OpenConnection();
        return new WeakReference<DbConnection>(connection);
    }

    // good: taken out of the tuple that held it
    public static void Pair(DbDataSource left, DbDataSource right)
    {
        using var first = left.OpenConnection();
        var pair = (First: first, Second: right.OpenConnection());
        try
        {
            pair.First.Execute("SELECT 1");
            pair.Second.Execute("SELECT 1");
        }
        finally
        {
            pair.Second.Dispose();
        }
    }

    // bad: in a tuple that is dropped
    public static string Tuple(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var pair = (connection, DateTime.UtcNow);
        return $"{pair.connection.Database} {pair.UtcNow}";
    }

    // good: the local object's transaction ends with its connection
    public static void Transact(string connectionString)
    {
        using var connection = Open(connectionString);
        var context = new Context { Connection = connection };
        context.Transaction = connection.BeginTransaction();
        connection.Execute("CALL run()", transaction: context.Transaction);
        context.Transaction.Commit();
    }

    // good: kept in the items of a caller's dictionary
    public static void Remember(IDictionary<object, object?> items, string connectionString) =>
        items["connection"] = Open(connectionString);
}
