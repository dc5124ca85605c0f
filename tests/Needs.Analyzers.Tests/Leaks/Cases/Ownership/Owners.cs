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

namespace Cases.Ownership.Owners;

// Classes that keep a connection in a field: what their Dispose does with it decides.

public sealed class Catalog : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: Dispose disposes it
    public Catalog(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    // good: the field's connection is borrowed
    public int Count() => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM catalog");

    public void Dispose() => _connection.Dispose();
}

public sealed class CatalogClosing : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: Dispose closes it
    public CatalogClosing(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    public void Dispose()
    {
        if (_connection.State != ConnectionState.Closed)
            _connection.Close();
    }
}

public sealed class CatalogForgetting : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly SemaphoreSlim _gate = new(1);

    // bad: Dispose thinks of the semaphore only
    public CatalogForgetting(string connectionString)
    {
        {|NEEDS104:_connection|} = new MySqlConnection(connectionString);
        _connection.Open();
    }

    public void Dispose() => _gate.Dispose();
}

public sealed class CatalogUndisposable
{
    private readonly MySqlConnection _connection;

    // bad: no member ever closes it
    public CatalogUndisposable(string connectionString)
    {
        {|NEEDS104:_connection|} = new MySqlConnection(connectionString);
        _connection.Open();
    }

    // good: the field's connection is borrowed
    public int Count() => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM catalog");
}

public sealed class CatalogWithClose
{
    private readonly MySqlConnection _connection;

    // good: not disposable, but Close closes it
    public CatalogWithClose(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    public void Close() => _connection.Close();
}

public sealed class CatalogWithShutdown
{
    private NpgsqlConnection? _session;

    // good: not disposable, but Shutdown disposes it
    public async Task Start(NpgsqlDataSource source, CancellationToken cancellation)
    {
        _session = await source.OpenConnectionAsync(cancellation);
    }

    public async Task Shutdown()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _session = null;
    }
}

public sealed class CatalogEmptyDispose : IDisposable
{
    private readonly SqliteConnection _file;

    // bad: Dispose is there, and empty
    public CatalogEmptyDispose(string file)
    {
        {|NEEDS104:_file|} = new SqliteConnection($"Data Source={file}");
        _file.Open();
    }

    public void Dispose()
    {
    }
}

public sealed class CatalogNulling : IDisposable
{
    private SqliteConnection? _file;

    // bad: Dispose sets the field to null and closes nothing
    public CatalogNulling(string file)
    {
        {|NEEDS104:_file|} = new SqliteConnection($"Data Source={file}");
        _file.Open();
    }

    public bool IsOpen => _file is not null;

    public void Dispose() => _file = null;
}

public sealed class CatalogOfTwo : IDisposable
{
    private readonly MySqlConnection _primary;
    private readonly MySqlConnection _replica;

    // bad: one of two fields is forgotten in Dispose
    public CatalogOfTwo(MySqlDataSource primary, MySqlDataSource replica)
    {
        {|NEEDS104:_primary|} = primary.OpenConnection();
        _replica = replica.OpenConnection();
    }

    public void Dispose() => _replica.Dispose();
}

public sealed class CatalogTryFinally : IDisposable
{
    private readonly MySqlConnection? _primary;
    private readonly MySqlConnection? _replica;

    // good: two fields, the first disposed by a guard if the second fails
    public CatalogTryFinally(MySqlDataSource primary, MySqlDataSource replica)
    {
        try
        {
            _primary = primary.OpenConnection();
            _replica = replica.OpenConnection();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _replica?.Dispose();
        }
        finally
        {
            _primary?.Dispose();
        }
    }
}

public class CatalogPattern : IDisposable
{
    private readonly DbConnection _connection;
    private bool _disposed;

    // good: the full pattern, with Dispose(bool)
    public CatalogPattern(DbDataSource source)
    {
        _connection = source.OpenConnection();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        if (disposing)
            _connection.Dispose();
        _disposed = true;
    }
}

public class CatalogPatternForgetting : IDisposable
{
    private readonly DbConnection _connection;
    private bool _disposed;

    // bad: the full pattern around nothing
    public CatalogPatternForgetting(DbDataSource source)
    {
        {|NEEDS104:_connection|} = source.OpenConnection();
    }

    // good: the field's connection is borrowed
    public string Version() => _connection.ServerVersion;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!_disposed && disposing)
            Console.WriteLine("closed");
        _disposed = true;
    }
}

public sealed class CatalogFinalizer : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: Dispose and finaliser share a method that disposes
    public CatalogFinalizer(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    ~CatalogFinalizer() => Release(fromFinalizer: true);

    public void Dispose()
    {
        Release(fromFinalizer: false);
        GC.SuppressFinalize(this);
    }

    private void Release(bool fromFinalizer)
    {
        if (!fromFinalizer)
            _connection.Dispose();
    }
}

public sealed class CatalogOwning : IDisposable
{
    private readonly DbConnection _connection;
    private readonly bool _owns;

    // good: opened here, and so owned
    public CatalogOwning(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
        _owns = true;
    }

    // good: the caller's connection stays the caller's
    public CatalogOwning(DbConnection connection)
    {
        _connection = connection;
        _owns = false;
    }

    public void Dispose()
    {
        if (_owns)
            _connection.Dispose();
    }
}

public sealed class CatalogExchanging : IDisposable
{
    private MySqlConnection? _connection;

    // good: Dispose takes it out of the field and disposes it
    public void Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        _connection = connection;
    }

    public void Dispose() => Interlocked.Exchange(ref _connection, null)?.Dispose();
}

public sealed class CatalogTakingOut : IDisposable
{
    private MySqlConnection? _connection;

    // good: Dispose takes it out of the field with a local variable
    public void Open(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    public void Dispose()
    {
        var connection = _connection;
        _connection = null;
        if (connection is { State: ConnectionState.Open or ConnectionState.Executing })
            connection.Close();
        connection?.Dispose();
    }
}

public sealed class CatalogHelper : IDisposable
{
    private readonly MySqlConnection? _connection;

    // good: Dispose calls a static helper with the field
    public CatalogHelper(MySqlDataSource source) => _connection = source.OpenConnection();

    public void Dispose() => Quietly(_connection);

    private static void Quietly(IDisposable? disposable)
    {
        try
        {
            disposable?.Dispose();
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
        }
    }
}

public sealed class CatalogCallingClose : IDisposable
{
    private MySqlConnection? _connection;

    // good: Dispose calls Close, which disposes
    public void Connect(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose() => Close();
}

public sealed class CatalogExplicit : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: Dispose is implemented explicitly
    public CatalogExplicit(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    void IDisposable.Dispose() => ((IDisposable)_connection).Dispose();
}

public sealed class CatalogProperty : IDisposable
{
    // good: an automatic property is as good as a field
    public CatalogProperty(string connectionString)
    {
        Connection = new MySqlConnection(connectionString);
        Connection.Open();
    }

    public MySqlConnection Connection { get; }

    public void Dispose() => Connection.Dispose();
}

public sealed class CatalogPropertyForgetting : IDisposable
{
    // bad: the automatic property is never released
    public CatalogPropertyForgetting(string connectionString)
    {
        {|NEEDS104:Connection|} = new MySqlConnection(connectionString);
        Connection.Open();
    }

    private MySqlConnection Connection { get; }

    // good: the property's connection is borrowed
    public int Count() => Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM catalog");

    public void Dispose() => GC.SuppressFinalize(this);
}

public sealed class CatalogLambda : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly Action _release;

    // good: Dispose runs a lambda that disposes
    public CatalogLambda(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
        _release = () => _connection.Dispose();
    }

    public void Dispose() => _release();
}

public sealed class CatalogUsing : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: Dispose has the field under using, to say goodbye
    public CatalogUsing(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    public void Dispose()
    {
        using (_connection)
            _connection.Execute("DO RELEASE_ALL_LOCKS()");
    }
}

public sealed class CatalogFieldInitializer : IDisposable
{
    // good: opened by a field's initialiser
    private readonly MySqlConnection _connection = OpenDefault();

    public void Dispose() => _connection.Dispose();

    // helper
    private static MySqlConnection OpenDefault()
    {
        var connection = new MySqlConnection("Server=localhost");
        connection.Open();
        return connection;
    }
}

public sealed class CatalogFieldInitializerForgetting
{
    // bad: opened by a field's initialiser, never closed
    private readonly MySqlConnection {|NEEDS104:_connection|} = OpenDefault();

    // good: the field's connection is borrowed
    public int Count() => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM catalog");

    // helper
    private static MySqlConnection OpenDefault()
    {
        var connection = new MySqlConnection("Server=localhost");
        connection.Open();
        return connection;
    }
}

public sealed class CatalogPrimary(MySqlDataSource source) : IDisposable
{
    // good: a primary constructor's parameter opens the field's connection
    private readonly MySqlConnection _connection = source.OpenConnection();

    public void Dispose() => _connection.Dispose();
}

public sealed class CatalogPrimaryForgetting(MySqlDataSource source) : IDisposable
{
    // bad: Dispose disposes the data source only
    private readonly MySqlConnection {|NEEDS104:_connection|} = source.OpenConnection();

    // good: the field's connection is borrowed
    public int Count() => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM catalog");

    public void Dispose() => source.Dispose();
}

public sealed class CatalogPrimaryBorrowing(MySqlConnection connection)
{
    // good: the connection is whoever's who made this
    public int Count() => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM catalog");
}

public sealed class CatalogUnopened(string connectionString)
{
    // good: never opened here, so Dapper opens and closes it around each call
    private readonly MySqlConnection _connection = new(connectionString);

    // good: opened and closed by Dapper
    public int Count() => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM catalog");
}

public struct CatalogStruct : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: a disposable struct
    public CatalogStruct(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    public readonly void Dispose() => _connection.Dispose();
}

public ref struct CatalogScope
{
    private readonly MySqlConnection _connection;

    // good: a ref struct with a Dispose that `using` finds by its shape
    public CatalogScope(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    public readonly void Dispose() => _connection.Dispose();
}
