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

namespace Cases.Ownership.OwnerConstructors;

// Constructors that fail after they have opened: nobody gets an object to dispose.

public sealed class Queue : IDisposable
{
    private readonly SqliteConnection _file;

    // bad: the PRAGMA may fail
    public Queue(string file)
    {
        {|NEEDS102:_file|} = new SqliteConnection($"Data Source={file}");
        _file.Open();
        _file.Execute("PRAGMA journal_mode = WAL");
    }

    public void Dispose() => _file.Dispose();
}

public sealed class QueueGuarded : IDisposable
{
    private readonly SqliteConnection _file;

    // good: the failing PRAGMA disposes it
    public QueueGuarded(string file)
    {
        _file = new SqliteConnection($"Data Source={file}");
        _file.Open();
        try
        {
            _file.Execute("PRAGMA journal_mode = WAL");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();
}

public sealed class QueueLocal : IDisposable
{
    private readonly SqliteConnection _file;

    // good: becomes a field when nothing more can fail
    public QueueLocal(string file)
    {
        var opening = new SqliteConnection($"Data Source={file}");
        try
        {
            opening.Open();
            opening.Execute("PRAGMA journal_mode = WAL");
        }
        catch
        {
            opening.Dispose();
            throw;
        }
        _file = opening;
    }

    public void Dispose() => _file.Dispose();
}

public sealed class QueueLocalUnguarded : IDisposable
{
    private readonly SqliteConnection _file;

    // bad: a local variable until the PRAGMA is through, and no guard
    public QueueLocalUnguarded(string file)
    {
        var {|NEEDS102:opening|} = new SqliteConnection($"Data Source={file}");
        opening.Open();
        opening.Execute("PRAGMA journal_mode = WAL");
        _file = opening;
    }

    public void Dispose() => _file.Dispose();
}

public sealed class QueueChecking : IDisposable
{
    private readonly MySqlConnection _connection;

    // bad: an argument is checked after the connection is open
    public QueueChecking(string connectionString, int capacity)
    {
        {|NEEDS102:_connection|} = new MySqlConnection(connectionString);
        _connection.Open();
        if (capacity <= 0)
            throw new ArgumentOutOfRangeException(nameof(capacity));
        Capacity = capacity;
    }

    public int Capacity { get; }

    public void Dispose() => _connection.Dispose();
}

public sealed class QueueCheckingFirst : IDisposable
{
    private readonly MySqlConnection _connection;

    // good: arguments are checked before it opens
    public QueueCheckingFirst(string connectionString, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
        Capacity = capacity;
    }

    public int Capacity { get; }

    public void Dispose() => _connection.Dispose();
}

public sealed class QueueTransaction : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly MySqlTransaction _transaction;

    // bad: BeginTransaction may fail
    public QueueTransaction(string connectionString)
    {
        {|NEEDS102:_connection|} = new MySqlConnection(connectionString);
        _connection.Open();
        _transaction = _connection.BeginTransaction();
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }
}

public sealed class QueueTransactionGuarded : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly MySqlTransaction? _transaction;

    // good: whatever fails, what is there is disposed
    public QueueTransactionGuarded(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        try
        {
            _connection.Open();
            _transaction = _connection.BeginTransaction(IsolationLevel.Serializable);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        _connection.Dispose();
    }
}

public sealed class QueueTransactionUndisposed : IDisposable
{
    private readonly MySqlConnection _connection;
    private MySqlTransaction? _transaction;

    // good: opened last
    public QueueTransactionUndisposed(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    // good: closing the connection rolls its transaction back
    public void Begin() => _transaction = _connection.BeginTransaction();

    // good: ends what Begin began
    public void Commit() => _transaction?.Commit();

    public void Dispose() => _connection.Dispose();
}

public sealed class QueueReplicated : IDisposable
{
    private readonly NpgsqlConnection _primary;
    private readonly NpgsqlConnection _replica;

    // bad: the replica may not open
    public QueueReplicated(NpgsqlDataSource primary, NpgsqlDataSource replica)
    {
        {|NEEDS102:_primary|} = primary.OpenConnection();
        _replica = replica.OpenConnection();
    }

    public void Dispose()
    {
        _replica.Dispose();
        _primary.Dispose();
    }
}

public sealed class QueueHelper : IDisposable
{
    private readonly MySqlConnection _connection;

    // bad: a method that the constructor calls works on the open connection
    public QueueHelper(string connectionString)
    {
        {|NEEDS102:_connection|} = new MySqlConnection(connectionString);
        _connection.Open();
        CreateTables(_connection);
    }

    private static void CreateTables(MySqlConnection connection) => connection.Execute("CREATE TABLE IF NOT EXISTS queue (id INT)");

    public void Dispose() => _connection.Dispose();
}

public sealed class QueueReading : IDisposable
{
    private readonly DbDataReader _rows;

    // good: on a borrowed connection the reader is the queue's, and disposed
    public QueueReading(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM queue";
        _rows = command.ExecuteReader();
    }

    // good: the field's reader is borrowed
    public bool Next() => _rows.Read();

    public void Dispose() => _rows.Dispose();
}

public sealed class QueueReadingForgetting
{
    private readonly DbDataReader _rows;

    // bad: on a borrowed connection the reader is the queue's, and never closed
    public QueueReadingForgetting(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM queue";
        {|NEEDS104:_rows|} = command.ExecuteReader();
    }

    // good: the field's reader is borrowed
    public bool Next() => _rows.Read();
}

public sealed class QueueReadingFirst : IDisposable
{
    private readonly MySqlDataReader _rows;

    // bad: reads the first row before there is an object
    public QueueReadingFirst(MySqlConnection connection)
    {
        {|NEEDS102:_rows|} = new MySqlCommand("SELECT id FROM queue", connection).ExecuteReader();
        if (!_rows.Read())
            throw new InvalidOperationException("The queue is empty.");
    }

    public void Dispose() => _rows.Dispose();
}

public sealed class QueueOwningReader : IDisposable
{
    private readonly MySqlDataReader _rows;

    // good: the reader closes the connection, and Dispose the reader
    public QueueOwningReader(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            _rows = new MySqlCommand("SELECT id FROM queue", connection).ExecuteReader(CommandBehavior.CloseConnection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _rows.Dispose();
}

public sealed class QueueOwningReaderForgotten
{
    private readonly MySqlDataReader _rows;

    // bad: the reader would close the connection, but nobody closes the reader
    public QueueOwningReaderForgotten(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            {|NEEDS104:_rows|} = new MySqlCommand("SELECT id FROM queue", connection).ExecuteReader(CommandBehavior.CloseConnection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // good: the field's reader is borrowed
    public bool Next() => _rows.Read();
}

public sealed class Scope : IDisposable
{
    private readonly MySqlTransaction _transaction;

    // good: on a borrowed connection the transaction is the scope's, and disposed
    public Scope(MySqlConnection connection) => _transaction = connection.BeginTransaction();

    public void Commit() => _transaction.Commit();

    public void Dispose() => _transaction.Dispose();
}

public sealed class ScopeForgetting : IDisposable
{
    private readonly MySqlTransaction _transaction;

    // bad: the scope's Dispose does nothing with the transaction that it began
    public ScopeForgetting(MySqlConnection connection)
    {
        {|NEEDS104:_transaction|} = connection.BeginTransaction();
    }

    // good: the field's transaction is lent to a command
    public int Run(string sql) => _transaction.Connection!.Execute(sql, transaction: _transaction);

    public void Dispose() => GC.SuppressFinalize(this);
}

public sealed class ScopeCommitting
{
    private readonly MySqlTransaction _transaction;

    // good: not disposable, but Complete commits and Cancel rolls back
    public ScopeCommitting(MySqlConnection connection)
    {
        _transaction = connection.BeginTransaction();
    }

    public void Complete() => _transaction.Commit();

    public void Cancel() => _transaction.Rollback();
}
