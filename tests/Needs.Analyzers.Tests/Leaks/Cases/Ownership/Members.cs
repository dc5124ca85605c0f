#nullable enable
using System;
using System.Collections.Concurrent;
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

namespace Cases.Ownership.Members;

// How members release fields, and how fields get their connections: the ways seen in the wild.

public sealed class ByArray : IDisposable
{
    private readonly MySqlConnection? _left;
    private readonly MySqlConnection? _right;

    // good: Dispose loops over an array of its fields
    public ByArray(MySqlDataSource source)
    {
        try
        {
            _left = source.OpenConnection();
            _right = source.OpenConnection();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var connection in new[] { _left, _right })
            connection?.Dispose();
    }
}

public sealed class ByRef : IDisposable
{
    private MySqlConnection? _connection;

    // good: Dispose passes the field by reference
    public void Open(MySqlDataSource source) => _connection = source.OpenConnection();

    public void Dispose() => Release(ref _connection);

    private static void Release<T>(ref T? field)
        where T : class, IDisposable
    {
        field?.Dispose();
        field = null;
    }
}

public sealed class ByCast : IDisposable
{
    private readonly object _connection;

    // good: a field of type object, cast by Dispose
    public ByCast(MySqlDataSource source) => _connection = source.OpenConnection();

    public void Dispose() => (_connection as IDisposable)?.Dispose();
}

public sealed class ByUsings : IDisposable
{
    private readonly MySqlConnection _left;
    private readonly MySqlTransaction? _transaction;

    // good: Dispose stacks usings
    public ByUsings(MySqlDataSource source)
    {
        _left = source.OpenConnection();
        try
        {
            _transaction = _left.BeginTransaction();
        }
        catch
        {
            _left.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        using (_left)
        using (_transaction)
            Console.WriteLine("bye");
    }
}

public sealed class ByWhenAll : IAsyncDisposable
{
    private NpgsqlConnection? _left;
    private NpgsqlConnection? _right;

    // good: DisposeAsync awaits both
    public async Task Open(NpgsqlDataSource source)
    {
        _left = await source.OpenConnectionAsync();
        _right = await source.OpenConnectionAsync();
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_left!.CloseAsync(), _right!.CloseAsync());
}

public sealed class ByFireAndForget : IDisposable
{
    private NpgsqlConnection? _connection;

    // good: Dispose starts the asynchronous disposal
    public async Task Open(NpgsqlDataSource source) => _connection = await source.OpenConnectionAsync();

    public void Dispose() => _ = _connection?.DisposeAsync().AsTask();
}

public sealed class ByFinalizer
{
    private readonly SqliteConnection _connection;

    // good: a finaliser closes
    public ByFinalizer(string file)
    {
        _connection = new SqliteConnection(file);
        _connection.Open();
    }

    ~ByFinalizer() => _connection.Close();
}

public class Fixture
{
    private MySqlConnection? _connection;

    // good: TearDown closes what SetUp opened
    public void SetUp()
    {
        _connection = new MySqlConnection("Server=localhost");
        _connection.Open();
        _connection.Execute("CREATE TEMPORARY TABLE t (id INT)");
    }

    public void TearDown()
    {
        _connection?.Close();
        _connection = null;
    }

    // good: a test
    public void Inserts() => _connection.Execute("INSERT INTO t VALUES (1)");
}

public class FixtureForgetting
{
    private MySqlConnection? _connection;

    // bad: TearDown only drops the table
    public void SetUp()
    {
        {|NEEDS104:_connection|} = new MySqlConnection("Server=localhost");
        _connection.Open();
        _connection.Execute("CREATE TABLE t (id INT)");
    }

    public void TearDown() => _connection.Execute("DROP TABLE t");

    // good: a test
    public void Inserts() => _connection.Execute("INSERT INTO t VALUES (1)");
}

public sealed class Client : IDisposable
{
    private MySqlConnection? _connection;

    // good: Disconnect closes, and Dispose disconnects
    public bool Connect(string connectionString)
    {
        try
        {
            _connection = new MySqlConnection(connectionString);
            _connection.Open();
            return true;
        }
        catch (MySqlException)
        {
            Disconnect();
            return false;
        }
    }

    public void Disconnect()
    {
        if (_connection is null)
            return;
        _connection.Close();
        _connection = null;
    }

    public void Dispose() => Disconnect();
}

public sealed class Racing(MySqlDataSource source) : IDisposable
{
    private MySqlConnection? _connection;

    // good: the loser of the race is disposed
    public MySqlConnection Get()
    {
        if (_connection is { } existing)
            return existing;
        var fresh = source.OpenConnection();
        if (Interlocked.CompareExchange(ref _connection, fresh, null) is { } winner)
        {
            fresh.Dispose();
            return winner;
        }
        return fresh;
    }

    // good: published for others
    public void Publish()
    {
        var fresh = source.OpenConnection();
        _connection?.Dispose();
        Volatile.Write(ref _connection, fresh);
    }

    // good: initialised once
    public MySqlConnection Once() => LazyInitializer.EnsureInitialized(ref _connection, source.OpenConnection);

    public void Dispose() => Volatile.Read(ref _connection)?.Dispose();
}

public sealed class Pairing : IAsyncDisposable
{
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    // helper
    private static async Task<(NpgsqlConnection, NpgsqlTransaction)> BeginAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            return (connection, await connection.BeginTransactionAsync());
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // good: both fields are set by a tuple
    public async Task Begin(NpgsqlDataSource source) => (_connection, _transaction) = await BeginAsync(source);

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
    }
}

public sealed class Locking(string connectionString) : IDisposable
{
    private readonly object _gate = new();
    private MySqlConnection? _connection;

    // good: opened under a lock when needed
    private MySqlConnection EnsureOpen()
    {
        lock (_gate)
        {
            if (_connection?.State == ConnectionState.Open)
                return _connection;
            _connection?.Dispose();
            _connection = new MySqlConnection(connectionString);
            _connection.Open();
            return _connection;
        }
    }

    // good: the object's own connection
    public int Count() => EnsureOpen().ExecuteScalar<int>("SELECT COUNT(*) FROM locks");

    public void Dispose()
    {
        lock (_gate)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }
}

// helper
public abstract class DisposableBase : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    protected T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    public void Dispose()
    {
        foreach (var disposable in _owned)
            disposable.Dispose();
    }
}

public sealed class Registering : DisposableBase
{
    private readonly MySqlConnection _connection;

    // good: the base class's list owns it
    public Registering(MySqlDataSource source) => _connection = Own(source.OpenConnection());

    // good: the object's own connection
    public int Count() => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM registered");

    // good: a local one, owned by the base class's list
    public int CountAnother(MySqlDataSource source)
    {
        var another = Own(source.OpenConnection());
        return another.ExecuteScalar<int>("SELECT COUNT(*) FROM registered");
    }

    // bad: a local one that isn't
    public int CountUnowned(MySqlDataSource source)
    {
        var {|NEEDS101:another|} = source.OpenConnection();
        return another.ExecuteScalar<int>("SELECT COUNT(*) FROM registered");
    }
}

public sealed class PerThread : IDisposable
{
    private readonly ThreadLocal<SqliteConnection> _connections;

    // good: each thread's connection is disposed
    public PerThread(string file)
    {
        _connections = new ThreadLocal<SqliteConnection>(
            () =>
            {
                var connection = new SqliteConnection(file);
                connection.Open();
                return connection;
            },
            trackAllValues: true);
    }

    // good: the thread's own
    public int Count() => _connections.Value!.ExecuteScalar<int>("SELECT COUNT(*) FROM threads");

    public void Dispose()
    {
        foreach (var connection in _connections.Values)
            connection.Dispose();
        _connections.Dispose();
    }
}

public sealed class Keyed : IDisposable
{
    private readonly ConcurrentDictionary<string, MySqlConnection> _open = new();

    // helper
    private static MySqlConnection Open(string name)
    {
        var connection = new MySqlConnection($"Database={name}");
        connection.Open();
        return connection;
    }

    // good: added by a method group, disposed by Dispose
    public MySqlConnection Get(string name) => _open.GetOrAdd(name, Open);

    // good: added by a lambda, disposed by Dispose
    public int Count(string name) => _open.GetOrAdd(name, key => Open(key)).ExecuteScalar<int>("SELECT COUNT(*) FROM keyed");

    // bad: opened beside the dictionary
    public int CountBeside(string name)
    {
        var {|NEEDS101:connection|} = _open.ContainsKey(name) ? Open(name + "2") : Open(name);
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM keyed");
    }

    // good: the replaced one is disposed
    public void Replace(string name)
    {
        var fresh = Open(name);
        _open.AddOrUpdate(name, fresh, (_, old) =>
        {
            old.Dispose();
            return fresh;
        });
    }

    public void Dispose()
    {
        foreach (var connection in _open.Values)
            connection.Dispose();
    }
}

public sealed class KeyedLazily : IDisposable
{
    private readonly Dictionary<string, Lazy<MySqlConnection>> _open = [];

    // good: opened on demand, disposed where it was
    public MySqlConnection Get(MySqlDataSource source, string name)
    {
        if (!_open.TryGetValue(name, out var lazy))
            _open[name] = lazy = new Lazy<MySqlConnection>(source.OpenConnection);
        return lazy.Value;
    }

    public void Dispose()
    {
        foreach (var lazy in _open.Values.Where(l => l.IsValueCreated))
            lazy.Value.Dispose();
    }
}

public sealed class Chained : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: one constructor calls the other
    public Chained(string connectionString)
        : this(new MySqlConnection(connectionString))
    {
    }

    // good: opened last
    private Chained(MySqlConnection connection)
    {
        _connection = connection;
        _connection.Open();
    }

    public void Dispose() => _connection.Dispose();
}

public sealed class ChainedForgetting
{
    private readonly MySqlConnection _connection;

    // good: one constructor calls the other
    public ChainedForgetting(string connectionString)
        : this(new MySqlDataSource(connectionString))
    {
    }

    // bad: nobody closes what the second constructor opens
    private ChainedForgetting(MySqlDataSource source)
    {
        {|NEEDS104:_connection|} = source.OpenConnection();
    }

    // good: the object's own connection
    public int Count() => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM chained");
}

public sealed class Required : IDisposable
{
    // good: set by who makes the object
    public required MySqlConnection Connection { get; init; }

    // good: set by an initialiser, disposed by the object
    public static Required Make(MySqlDataSource source) => new() { Connection = source.OpenConnection() };

    // good: under using
    public static int Count(MySqlDataSource source)
    {
        using var required = new Required { Connection = source.OpenConnection() };
        return required.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM required");
    }

    public void Dispose() => Connection.Dispose();
}
