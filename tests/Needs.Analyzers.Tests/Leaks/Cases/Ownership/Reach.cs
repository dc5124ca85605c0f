#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Reach;

// Fields that others release: the object's users, its nested classes, its heirs, its callbacks. And fields that nobody does.

public sealed class Entry
{
    // good: the registry closes its entries' connections
    public Entry(DbDataSource source) => Connection = source.OpenConnection();

    public DbConnection Connection { get; }
}

public sealed class Registry(DbDataSource source) : IDisposable
{
    private readonly List<Entry> _entries = [];

    // good: the entry's connection is closed by Dispose
    public void Add() => _entries.Add(new Entry(source));

    public void Dispose()
    {
        foreach (var entry in _entries)
            entry.Connection.Dispose();
    }
}

public sealed class Detaching
{
    private MySqlConnection? _connection;

    // good: handed out by Detach
    public void Open(MySqlDataSource source) => _connection = source.OpenConnection();

    // good: for the caller
    public MySqlConnection? Detach()
    {
        var connection = _connection;
        _connection = null;
        return connection;
    }
}

// helper
public sealed class Session(MySqlConnection connection) : IDisposable
{
    public int Count() => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sessions");

    public void Dispose() => connection.Dispose();
}

public sealed class Passing : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly Session _session;

    // good: the session that owns it is disposed
    public Passing(MySqlDataSource source)
    {
        _connection = source.OpenConnection();
        _session = new Session(_connection);
    }

    // good: the object's own connection
    public string Version() => _connection.ServerVersion;

    public void Dispose() => _session.Dispose();
}

public sealed class PassingForgetting : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly Func<int> _count;

    // bad: the lambda that uses it doesn't release it
    public PassingForgetting(MySqlDataSource source)
    {
        {|NEEDS104:_connection|} = source.OpenConnection();
        _count = () => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sessions");
    }

    // good: the object's own connection
    public int Count() => _count();

    public void Dispose() => GC.SuppressFinalize(this);
}

public sealed class Exiting
{
    private readonly SqliteConnection _connection;

    // good: an event's handler closes it
    public Exiting(string file)
    {
        _connection = new SqliteConnection(file);
        _connection.Open();
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    private void OnExit(object? sender, EventArgs e) => _connection.Close();
}

public sealed class Registering
{
    private readonly NpgsqlConnection _connection;

    // good: the host's end closes it
    public Registering(NpgsqlDataSource source, IHostApplicationLifetime lifetime)
    {
        _connection = source.OpenConnection();
        lifetime.ApplicationStopped.Register(() => _connection.Dispose());
    }

    // good: the object's own connection
    public int Count() => _connection.ExecuteScalar<int>("SELECT 1");
}

public sealed class RegisteringNothing
{
    private readonly NpgsqlConnection _connection;

    // bad: at the host's end a line is printed
    public RegisteringNothing(NpgsqlDataSource source, IHostApplicationLifetime lifetime)
    {
        {|NEEDS104:_connection|} = source.OpenConnection();
        lifetime.ApplicationStopped.Register(() => Console.WriteLine("stopped"));
    }

    // good: the object's own connection
    public int Count() => _connection.ExecuteScalar<int>("SELECT 1");
}

public sealed class Scoping
{
    private MySqlConnection? _connection;

    // good: a nested class's Dispose closes the outer one's field
    public IDisposable Begin(MySqlDataSource source)
    {
        _connection = source.OpenConnection();
        return new Scope(this);
    }

    private sealed class Scope(Scoping outer) : IDisposable
    {
        public void Dispose()
        {
            outer._connection?.Dispose();
            outer._connection = null;
        }
    }
}

public sealed class Statically : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: a static method of the class closes it
    public Statically(MySqlDataSource source) => _connection = source.OpenConnection();

    public void Dispose() => Close(this);

    private static void Close(Statically self) => self._connection.Close();
}

public abstract class Plugin
{
    protected DbConnection? Connection;

    // good: every heir closes it
    public void Start(DbDataSource source) => Connection = source.OpenConnection();

    public abstract void Stop();
}

public sealed class ClosingPlugin : Plugin
{
    public override void Stop() => Connection?.Close();
}

public sealed class DisposingPlugin : Plugin
{
    public override void Stop()
    {
        Connection?.Dispose();
        Connection = null;
    }
}

public class Report : MemoryStream
{
    private readonly SqliteConnection _connection;

    // good: the stream's Close closes it
    public Report(string file)
    {
        _connection = new SqliteConnection(file);
        _connection.Open();
    }

    public override void Close()
    {
        _connection.Close();
        base.Close();
    }
}

public class ReportDisposing : MemoryStream
{
    private readonly SqliteConnection _connection;

    // good: the stream's Dispose(bool) closes it
    public ReportDisposing(string file)
    {
        _connection = new SqliteConnection(file);
        _connection.Open();
    }

    protected override void Dispose(bool disposing)
    {
        _connection.Dispose();
        base.Dispose(disposing);
    }
}

public class ReportForgetting : MemoryStream
{
    private readonly SqliteConnection _connection;

    // bad: the stream that it derives from knows nothing of it
    public ReportForgetting(string file)
    {
        {|NEEDS104:_connection|} = new SqliteConnection(file);
        _connection.Open();
    }

    // good: the object's own connection
    public void Fill() => _connection.Execute("SELECT 1");
}

public sealed class Backgrounding : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: a task closes it
    public Backgrounding(MySqlDataSource source) => _connection = source.OpenConnection();

    public void Dispose() => Task.Run(() => _connection.Dispose());
}

public sealed class Resetting
{
    private MySqlConnection? _connection;

    // good: Reset disposes
    public void Use(MySqlDataSource source)
    {
        Reset();
        _connection = source.OpenConnection();
        _connection.Execute("CALL use_it()");
    }

    public void Reset()
    {
        _connection?.Dispose();
        _connection = null;
    }
}

public sealed class Uncalled : IDisposable
{
    private readonly MySqlConnection _used;
    private readonly MySqlConnection _other;

    // bad: Dispose disposes the other one twice
    public Uncalled(MySqlDataSource source)
    {
        {|NEEDS104:_used|} = source.OpenConnection();
        _other = source.OpenConnection();
    }

    // good: the object's own connection
    public int Count() => _used.ExecuteScalar<int>("SELECT 1");

    public void Dispose()
    {
        _other.Dispose();
        _other.Dispose();
    }
}

public sealed class Checking : IDisposable
{
    private readonly MySqlConnection _connection;

    // bad: Dispose asks whether it is open, and leaves it so
    public Checking(MySqlDataSource source)
    {
        {|NEEDS104:_connection|} = source.OpenConnection();
    }

    public void Dispose()
    {
        if (_connection.State == ConnectionState.Open)
            Console.WriteLine("still open");
    }
}

public sealed class Cancelling : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly MySqlCommand _command;

    // bad: Dispose disposes the command, which owns nothing
    public Cancelling(MySqlDataSource source)
    {
        {|NEEDS104:_connection|} = source.OpenConnection();
        _command = _connection.CreateCommand();
    }

    public void Dispose()
    {
        _command.Cancel();
        _command.Dispose();
    }
}

public sealed class ThroughCommand : IDisposable
{
    private readonly MySqlCommand _command;

    // good: Dispose closes the connection behind the command
    public ThroughCommand(MySqlDataSource source) => _command = new MySqlCommand("CALL it()", source.OpenConnection());

    public void Dispose()
    {
        _command.Connection?.Dispose();
        _command.Dispose();
    }
}

public sealed class ThroughTransaction : IDisposable
{
    private readonly MySqlTransaction _transaction;

    // good: Dispose closes the connection behind the transaction
    public ThroughTransaction(MySqlConnection connection) => _transaction = connection.BeginTransaction();

    public void Dispose()
    {
        var connection = _transaction.Connection;
        _transaction.Dispose();
        connection?.Dispose();
    }
}

public sealed class OldAndNew : IDisposable
{
    private MySqlConnection? _current;
    private MySqlConnection? _previous;

    // good: the current one becomes the previous one, whose predecessor is disposed
    public void Rotate(MySqlDataSource source)
    {
        _previous?.Dispose();
        _previous = _current;
        _current = source.OpenConnection();
    }

    public void Dispose()
    {
        _previous?.Dispose();
        _current?.Dispose();
    }
}

public sealed class Twice : IDisposable, IAsyncDisposable
{
    private MySqlConnection? _connection;

    // good: either way of disposing closes it
    public async Task Open(MySqlDataSource source) => _connection = await source.OpenConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        await DisposeCore().ConfigureAwait(false);
        Dispose(false);
        GC.SuppressFinalize(this);
    }

    private async ValueTask DisposeCore()
    {
        if (_connection is not null)
            await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private void Dispose(bool disposing)
    {
        if (disposing)
            (_connection as IDisposable)?.Dispose();
        _connection = null;
    }
}
