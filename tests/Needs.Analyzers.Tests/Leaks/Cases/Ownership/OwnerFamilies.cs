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

namespace Cases.Ownership.OwnerFamilies;

// Base and derived owners, owners of owners, and static fields.

// helper
public abstract class Repository : IDisposable
{
    protected MySqlConnection? Session { get; set; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            Session?.Dispose();
    }
}

public sealed class Customers : Repository
{
    // good: the base class disposes its property
    public Customers(string connectionString)
    {
        Session = new MySqlConnection(connectionString);
        Session.Open();
    }
}

public sealed class CustomersCached : Repository
{
    private readonly Dictionary<int, string> _cache = new();

    // good: the override goes on to the base class
    public CustomersCached(string connectionString)
    {
        Session = new MySqlConnection(connectionString);
        Session.Open();
    }

    protected override void Dispose(bool disposing)
    {
        _cache.Clear();
        base.Dispose(disposing);
    }
}

public sealed class CustomersUncalled : Repository
{
    private readonly Dictionary<int, string> _cache = new();

    // bad: the override doesn't go on to the base class
    public CustomersUncalled(string connectionString)
    {
        {|NEEDS104:Session|} = new MySqlConnection(connectionString);
        Session.Open();
    }

    protected override void Dispose(bool disposing) => _cache.Clear();
}

public sealed class CustomersDisposingItself : Repository
{
    // good: the override disposes it itself
    public CustomersDisposingItself(string connectionString)
    {
        Session = new MySqlConnection(connectionString);
        Session.Open();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Session?.Dispose();
    }
}

public sealed class CustomersMirrored : Repository
{
    private readonly NpgsqlConnection _mirror;

    // bad: the derived class's own field isn't known to the base class
    public CustomersMirrored(NpgsqlDataSource mirror)
    {
        {|NEEDS104:_mirror|} = mirror.OpenConnection();
    }

    // good: the field's connection is borrowed
    public long Count() => _mirror.ExecuteScalar<long>("SELECT COUNT(*) FROM customers");
}

public sealed class CustomersMirroredClosed : Repository
{
    private readonly NpgsqlConnection _mirror;

    // good: the derived class disposes its own field
    public CustomersMirroredClosed(NpgsqlDataSource mirror)
    {
        _mirror = mirror.OpenConnection();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _mirror.Dispose();
        base.Dispose(disposing);
    }
}

// helper
public abstract class Import
{
    protected DbConnection? Target;

    protected abstract void Run();

    public void Execute()
    {
        try
        {
            Run();
        }
        finally
        {
            Target?.Dispose();
        }
    }
}

public sealed class PriceImport(DbDataSource source) : Import
{
    // good: the base class disposes its field when Run has ended
    protected override void Run()
    {
        Target = source.OpenConnection();
        Target.Execute("CALL import_prices()");
    }
}

public sealed class StockImport(DbDataSource source) : Import
{
    private DbConnection? _own;

    // bad: kept in a field that nobody disposes, beside the one that the base class would
    protected override void Run()
    {
        {|NEEDS104:_own|} = source.OpenConnection();
        _own.Execute("CALL import_stock()");
    }
}

// helper
public abstract class Owner(DbConnection connection) : IDisposable
{
    protected DbConnection Connection => connection;

    public void Dispose() => connection.Dispose();
}

public sealed class FileOwner : Owner
{
    // good: handed to the base class, which disposes it
    public FileOwner(string file)
        : base(Open(file))
    {
    }

    // helper
    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        return connection;
    }
}

// helper
public abstract class Borrower(DbConnection connection)
{
    public long Count() => connection.ExecuteScalar<long>("SELECT COUNT(*) FROM files");
}

public sealed class FileBorrower : Borrower
{
    // bad: handed to a base class that never closes it
    public FileBorrower(string file)
        : base({|NEEDS104:Open(file)|})
    {
    }

    // helper
    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        return connection;
    }
}

// helper
public sealed class Session(MySqlConnection connection) : IDisposable
{
    public MySqlConnection Connection { get; } = connection;

    public void Dispose() => Connection.Dispose();
}

public sealed class Shop : IDisposable
{
    private readonly Session _session;

    // good: the field owns the connection, and Dispose disposes the field
    public Shop(MySqlDataSource source)
    {
        _session = new Session(source.OpenConnection());
    }

    public void Dispose() => _session.Dispose();
}

public sealed class ShopForgetting
{
    private readonly Session _session;

    // bad: the field owns the connection, and nobody disposes the field
    public ShopForgetting(MySqlDataSource source)
    {
        {|NEEDS104:_session|} = new Session(source.OpenConnection());
    }

    // good: borrowed from the session
    public int Count() => _session.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM goods");
}

public sealed class ShopDisposingConnection : IDisposable
{
    private readonly Session _session;

    // good: Dispose closes the connection behind the field
    public ShopDisposingConnection(MySqlDataSource source)
    {
        _session = new Session(source.OpenConnection());
    }

    public void Dispose() => _session.Connection.Close();
}

public sealed class Mall : IAsyncDisposable
{
    private readonly Shop _left;
    private readonly Session _right;

    // good: owners of owners, all disposed
    public Mall(MySqlDataSource source)
    {
        _left = new Shop(source);
        try
        {
            _right = new Session(source.OpenConnection());
        }
        catch
        {
            _left.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _right.Dispose();
        _left.Dispose();
        return ValueTask.CompletedTask;
    }
}

public static class Shops
{
    // bad: the owner is made, used and dropped
    public static void Greet(MySqlDataSource source)
    {
        var {|NEEDS101:session|} = new Session(source.OpenConnection());
        session.Connection.Execute("CALL greet()");
    }

    // good: the owner is disposed
    public static void GreetUsing(MySqlDataSource source)
    {
        using var session = new Session(source.OpenConnection());
        session.Connection.Execute("CALL greet()");
    }

    // bad: the owner is disposed unless the call fails
    public static void GreetLate(MySqlDataSource source)
    {
        var {|NEEDS102:session|} = new Session(source.OpenConnection());
        session.Connection.Execute("CALL greet()");
        session.Dispose();
    }

    // bad: an owner that opens in its constructor, dropped
    public static void Tidy(MySqlDataSource source)
    {
        {|NEEDS103:new Shop(source)|};
    }

    // good: an owner that opens in its constructor, returned
    public static Shop Found(MySqlDataSource source) => new(source);

    // good: an owner that opens in its constructor, disposed
    public static void TidyUsing(MySqlDataSource source)
    {
        using (new Shop(source))
            Console.WriteLine("tidy");
    }
}

public static class Singletons
{
    private static readonly object Gate = new();
    private static MySqlConnection? s_shared;
    private static NpgsqlConnection? s_listener;

    // good: one for the process's whole life
    public static MySqlConnection Shared(string connectionString)
    {
        lock (Gate)
        {
            if (s_shared is null)
            {
                var connection = new MySqlConnection(connectionString);
                connection.Open();
                s_shared = connection;
            }
            return s_shared;
        }
    }

    // good: a static field's connection, borrowed
    public static int Count(string connectionString) => Shared(connectionString).ExecuteScalar<int>("SELECT COUNT(*) FROM all_of_it");

    // good: set once at start
    public static async Task Listen(NpgsqlDataSource source) => s_listener ??= await source.OpenConnectionAsync();

    // good: the old one is disposed
    public static void Reset(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        Interlocked.Exchange(ref s_shared, connection)?.Dispose();
    }

    // bad: opened beside the static one and forgotten
    public static int CountApart(string connectionString)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM all_of_it");
    }
}

public static class PerThread
{
    [ThreadStatic]
    private static SqliteConnection? s_connection;

    private static readonly Lazy<SqliteConnection> Memory = new(() =>
    {
        var connection = new SqliteConnection("Data Source=shared;Mode=Memory;Cache=Shared");
        connection.Open();
        return connection;
    });

    private static readonly AsyncLocal<DbConnection?> Ambient = new();

    // good: one for each thread
    public static SqliteConnection Current(string file)
    {
        if (s_connection is not null)
            return s_connection;
        s_connection = new SqliteConnection($"Data Source={file}");
        s_connection.Open();
        return s_connection;
    }

    // good: a process-wide Lazy's value
    public static void Keep(string key) => Memory.Value.Execute("INSERT INTO kept VALUES (@key)", new { key });

    // good: the ambient one is disposed by who set it
    public static void Run(DbDataSource source, Action action)
    {
        using var connection = source.OpenConnection();
        Ambient.Value = connection;
        try
        {
            action();
        }
        finally
        {
            Ambient.Value = null;
        }
    }
}
