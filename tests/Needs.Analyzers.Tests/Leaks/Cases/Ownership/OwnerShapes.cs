#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.OwnerShapes;

// Owners of rarer shapes: generic, partial, nested, records, tasks and lazies in fields, indexers, conversions.

public sealed class Handle<TConnection>(string connectionString) : IDisposable
    where TConnection : DbConnection, new()
{
    private TConnection? _connection;

    // good: a generic owner that disposes
    public TConnection Open()
    {
        if (_connection is not null)
            return _connection;
        _connection = new TConnection { ConnectionString = connectionString };
        _connection.Open();
        return _connection;
    }

    public void Dispose() => _connection?.Dispose();
}

public sealed class HandleForgetting<TConnection>(string connectionString)
    where TConnection : DbConnection, new()
{
    private TConnection? _connection;

    // bad: a generic owner that has no Dispose
    public int Count()
    {
        {|NEEDS104:_connection|} = new TConnection { ConnectionString = connectionString };
        _connection.Open();
        return _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM handles");
    }
}

public sealed partial class Split
{
    private readonly MySqlConnection _kept;
    private readonly MySqlConnection _lost;

    // bad: the other part of the class closes one of the two
    public Split(MySqlDataSource source)
    {
        {|NEEDS104:_lost|} = source.OpenConnection();
        _kept = source.OpenConnection();
    }

    // good: both are borrowed
    public int Count() => _kept.ExecuteScalar<int>("SELECT 1") + _lost.ExecuteScalar<int>("SELECT 2");
}

public sealed partial class Split : IDisposable
{
    public void Dispose() => _kept.Dispose();
}

public sealed class Outer : IDisposable
{
    private readonly Inner _inner;

    // good: the nested class disposes, the outer one disposes the nested one
    public Outer(DbDataSource source) => _inner = new Inner(source);

    // good: the nested class's connection
    public string Version() => _inner.Connection.ServerVersion;

    public void Dispose() => _inner.Dispose();

    private sealed class Inner : IDisposable
    {
        // good: the nested class disposes
        public Inner(DbDataSource source) => Connection = source.OpenConnection();

        public DbConnection Connection { get; }

        public void Dispose() => Connection.Dispose();
    }
}

public sealed class OuterForgetting : IDisposable
{
    private readonly Inner _inner;

    // bad: the nested class disposes, but the outer one forgets it
    public OuterForgetting(DbDataSource source) => {|NEEDS104:_inner|} = new Inner(source);

    // good: the nested class's connection
    public string Version() => _inner.Connection.ServerVersion;

    public void Dispose() => GC.SuppressFinalize(this);

    private sealed class Inner : IDisposable
    {
        // good: the nested class disposes
        public Inner(DbDataSource source) => Connection = source.OpenConnection();

        public DbConnection Connection { get; }

        public void Dispose() => Connection.Dispose();
    }
}

public sealed class OuterReaching : IDisposable
{
    private readonly State _state = new();

    // good: the state's field is closed by the class that holds the state
    public void Open(string connectionString)
    {
        _state.Connection = new MySqlConnection(connectionString);
        _state.Connection.Open();
    }

    public void Dispose() => _state.Connection?.Dispose();

    private sealed class State
    {
        public MySqlConnection? Connection;
    }
}

public sealed record Export(string Name, NpgsqlConnection Connection) : IAsyncDisposable
{
    // good: the record disposes its property
    public static Export To(string name, NpgsqlDataSource source) => new(name, source.OpenConnection());

    // bad: renamed by a query before there is a record
    public static async Task<Export> Named(NpgsqlDataSource source)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        var name = await connection.ExecuteScalarAsync<string>("SELECT current_database()");
        return new Export(name!, connection);
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}

public sealed class Eventual : IAsyncDisposable
{
    private readonly Task<NpgsqlConnection> _opening;

    // good: the task's connection is disposed when it is there
    public Eventual(NpgsqlDataSource source) => _opening = source.OpenConnectionAsync().AsTask();

    // good: the task's connection is the class's
    public async Task<int> Count() => await (await _opening).ExecuteScalarAsync<int>("SELECT 1");

    public async ValueTask DisposeAsync()
    {
        var connection = await _opening;
        await connection.DisposeAsync();
    }
}

public sealed class Late : IDisposable
{
    private readonly Lazy<MySqlConnection> _connection;

    // good: the lazy connection is disposed if there is one
    public Late(MySqlDataSource source) => _connection = new Lazy<MySqlConnection>(() => source.OpenConnection());

    // good: the lazy connection is the class's
    public int Count() => _connection.Value.ExecuteScalar<int>("SELECT 1");

    public void Dispose()
    {
        if (_connection.IsValueCreated)
            _connection.Value.Dispose();
    }
}

public sealed class Servers(IReadOnlyDictionary<string, string> connectionStrings)
{
    // good: an indexer that opens for its caller
    public MySqlConnection this[string name]
    {
        get
        {
            var connection = new MySqlConnection(connectionStrings[name]);
            connection.Open();
            return connection;
        }
    }

    // bad: each use of the indexer opens
    public int Count(string name)
    {
        var {|NEEDS101:connection|} = this[name];
        return connection.ExecuteScalar<int>("SELECT 1");
    }

    // good: the indexer's connection under using
    public int CountUsing(string name)
    {
        using var connection = this[name];
        return connection.ExecuteScalar<int>("SELECT 1");
    }
}

public sealed class Address(string text)
{
    // good: a conversion that opens for its user
    public static explicit operator MySqlConnection(Address address)
    {
        var connection = new MySqlConnection(address.Text);
        connection.Open();
        return connection;
    }

    public string Text { get; } = text;

    // good: the conversion's connection under using
    public static int Count(Address address)
    {
        using var connection = (MySqlConnection)address;
        return connection.ExecuteScalar<int>("SELECT 1");
    }
}

public sealed class Tracked : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly Stack<Action> _undo = new();

    // good: a stack of actions disposes
    public Tracked(MySqlDataSource source)
    {
        _connection = source.OpenConnection();
        _undo.Push(_connection.Dispose);
    }

    public void Dispose()
    {
        while (_undo.TryPop(out var action))
            action();
    }
}

public sealed class Composite : IDisposable
{
    private readonly List<IDisposable> _disposables = new();
    private readonly MySqlConnection _connection;

    // good: added to the list that Dispose goes through
    public Composite(MySqlDataSource source)
    {
        _connection = source.OpenConnection();
        _disposables.Add(_connection);
    }

    // good: the field's connection is borrowed
    public string Version() => _connection.ServerVersion;

    public void Dispose()
    {
        foreach (var disposable in Enumerable.Reverse(_disposables))
            disposable.Dispose();
    }
}

public sealed class Both : IDisposable
{
    private readonly MySqlConnection _read;
    private readonly MySqlConnection _write;

    // good: one connection in two fields, disposed through one of them
    public Both(MySqlDataSource source)
    {
        _read = _write = source.OpenConnection();
    }

    // good: borrowed
    public string Version() => _read.ServerVersion;

    public void Dispose() => _write.Dispose();
}

public sealed class Setter : IDisposable
{
    private MySqlConnection? _connection;

    // good: a property whose setter disposes the old one
    public MySqlConnection? Connection
    {
        get => _connection;
        set
        {
            if (ReferenceEquals(_connection, value))
                return;
            _connection?.Dispose();
            _connection = value;
        }
    }

    // good: set, and so disposed later
    public void Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        Connection = connection;
    }

    public void Dispose() => Connection = null;
}

public abstract class Module
{
    // good: the derived class's Close closes it
    protected DbConnection Opened(DbDataSource source) => source.OpenConnection();

    public abstract void Close();
}

public sealed class Billing : Module
{
    private DbConnection? _connection;

    // good: Close closes what the base class's factory opened
    public void Start(DbDataSource source) => _connection = Opened(source);

    public override void Close() => _connection?.Close();
}

public sealed class Shipping : Module
{
    private DbConnection? _connection;

    // bad: Close sets a field to null
    public void Start(DbDataSource source) => {|NEEDS104:_connection|} = Opened(source);

    // good: the field's connection is borrowed
    public bool IsStarted() => _connection is not null;

    public override void Close() => _connection = null;
}

public interface IModule : IDisposable
{
    void Open(DbDataSource source);
}

public sealed class Mailing : IModule
{
    private DbConnection? _connection;

    // bad: the interface asks for a Dispose, which was left empty
    public void Open(DbDataSource source)
    {
        {|NEEDS104:_connection|} = source.OpenConnection();
        _connection.Execute("CALL mail()");
    }

    public void Dispose()
    {
    }
}

public sealed class Polling : IModule
{
    private DbConnection? _connection;

    // good: opened and closed in one method, the field only lends it to others meanwhile
    public void Open(DbDataSource source)
    {
        _connection = source.OpenConnection();
        try
        {
            Poll();
        }
        finally
        {
            _connection.Dispose();
            _connection = null;
        }
    }

    // good: the field's connection is borrowed
    private void Poll() => _connection?.Execute("CALL poll()");

    public void Dispose() => GC.SuppressFinalize(this);
}
