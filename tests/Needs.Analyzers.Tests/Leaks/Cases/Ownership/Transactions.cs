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

namespace Cases.Ownership.Transactions;

/// <summary>Who ends a transaction, who closes a reader, when the connection is somebody else's.</summary>
public static class Transactions
{
    // helper
    private static void Finish(DbTransaction transaction, bool commit)
    {
        if (commit)
            transaction.Commit();
        else
            transaction.Rollback();
    }

    // helper
    private static void Stamp(DbTransaction transaction) =>
        transaction.Connection!.Execute("UPDATE stamps SET at = NOW()", transaction: transaction);

    // good: a transaction for the caller
    public static MySqlTransaction Begin(MySqlConnection connection) => connection.BeginTransaction(IsolationLevel.ReadCommitted);

    // bad: a statement may fail before the caller has the transaction
    public static MySqlTransaction BeginStamped(MySqlConnection connection)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        connection.Execute("UPDATE stamps SET at = NOW()", transaction: transaction);
        return transaction;
    }

    // good: the failing statement ends the transaction
    public static async Task<MySqlTransaction> BeginStampedAsync(MySqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync();
        try
        {
            await connection.ExecuteAsync("UPDATE stamps SET at = NOW()", transaction: transaction);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    // bad: the factory's transaction is never ended
    public static void Move(MySqlConnection connection)
    {
        var {|NEEDS101:transaction|} = Begin(connection);
        connection.Execute("UPDATE accounts SET balance = balance - 1", transaction: transaction);
    }

    // good: the factory's transaction is committed or disposed
    public static void MoveUsing(MySqlConnection connection)
    {
        using var transaction = Begin(connection);
        connection.Execute("UPDATE accounts SET balance = balance - 1", transaction: transaction);
        transaction.Commit();
    }

    // good: a helper commits or rolls back
    public static void MoveFinished(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        var moved = 0;
        try
        {
            moved = connection.Execute("UPDATE accounts SET balance = balance - 1", transaction: transaction);
        }
        finally
        {
            Finish(transaction, moved > 0);
        }
    }

    // bad: the helper works in the transaction and doesn't end it
    public static void MoveStamped(DbConnection connection)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction();
        Stamp(transaction);
    }

    // bad: the helper works in the transaction and may fail
    public static void MoveStampedCommitted(DbConnection connection)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        Stamp(transaction);
        transaction.Commit();
    }

    // good: the transaction of an own connection ends with the connection
    public static void MoveOwn(NpgsqlDataSource source)
    {
        using var connection = source.OpenConnection();
        var transaction = connection.BeginTransaction();
        Stamp(transaction);
        transaction.Commit();
    }

    // bad: committing doesn't close the connection behind it
    public static void MoveOwnForgotten(NpgsqlDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Stamp(transaction);
        transaction.Commit();
    }

    // good: the transaction's connection is closed through the transaction
    public static void MoveThrough(NpgsqlDataSource source)
    {
        var connection = source.OpenConnection();
        try
        {
            var transaction = connection.BeginTransaction();
            Stamp(transaction);
            transaction.Commit();
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: committed on one branch only
    public static void MoveMaybe(MySqlConnection connection)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction();
        if (connection.Execute("UPDATE accounts SET balance = balance - 1", transaction: transaction) > 0)
            transaction.Commit();
    }

    // good: committed or rolled back
    public static async Task MoveEither(MySqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync();
        try
        {
            await connection.ExecuteAsync("UPDATE accounts SET balance = balance - 1", transaction: transaction);
            await transaction.CommitAsync();
        }
        catch
        {
            await transaction.RollbackAsync();
            throw;
        }
    }

    // good: what the caller began, the caller ends
    public static int Log(MySqlTransaction transaction, string line) =>
        transaction.Connection!.Execute("INSERT INTO log (line) VALUES (@line)", new { line }, transaction);

    // good: an optional transaction, begun here where there is none
    public static int Purge(DbConnection connection, DbTransaction? ambient)
    {
        var transaction = ambient ?? connection.BeginTransaction();
        try
        {
            var purged = connection.Execute("DELETE FROM log", transaction: transaction);
            if (ambient is null)
                transaction.Commit();
            return purged;
        }
        finally
        {
            if (ambient is null)
                transaction.Dispose();
        }
    }

    // bad: an optional transaction, begun here where there is none, and never ended
    public static int PurgeForgotten(DbConnection connection, DbTransaction? ambient)
    {
        var {|NEEDS101:transaction|} = ambient ?? connection.BeginTransaction();
        return connection.Execute("DELETE FROM log", transaction: transaction);
    }

    // good: the reader is for the caller
    public static MySqlDataReader Read(MySqlConnection connection, string sql)
    {
        var command = new MySqlCommand(sql, connection);
        return command.ExecuteReader();
    }

    // bad: the factory's reader is never closed
    public static int CountRows(MySqlConnection connection)
    {
        var rows = 0;
        var {|NEEDS101:reader|} = Read(connection, "SELECT id FROM log");
        while (reader.Read())
            rows++;
        return rows;
    }

    // good: the factory's reader is closed
    public static int CountRowsUsing(MySqlConnection connection)
    {
        var rows = 0;
        using var reader = Read(connection, "SELECT id FROM log");
        while (reader.Read())
            rows++;
        return rows;
    }

    // bad: the factory's reader is closed unless reading fails
    public static List<string> Lines(MySqlConnection connection)
    {
        var lines = new List<string>();
        var {|NEEDS102:reader|} = Read(connection, "SELECT line FROM log");
        while (reader.Read())
            lines.Add(reader.GetString(0));
        reader.Dispose();
        return lines;
    }

    // good: a wrapper of the reader is returned
    public static Rows Wrap(MySqlConnection connection) => new(Read(connection, "SELECT line FROM log"));

    // bad: the wrapper of the reader is dropped
    public static string? WrapFirst(MySqlConnection connection)
    {
        var {|NEEDS101:rows|} = Wrap(connection);
        return rows.Next();
    }

    // good: the wrapper of the reader is disposed
    public static string? WrapFirstUsing(MySqlConnection connection)
    {
        using var rows = Wrap(connection);
        return rows.Next();
    }

    // bad: the wrapper of a wrapper's reader, made and dropped in one expression
    public static string? WrapInline(MySqlConnection connection) => new Rows({|NEEDS101:Read(connection, "SELECT line FROM log")|}).Next();

    // good: rows are mapped lazily by who enumerates, the reader under using
    public static IEnumerable<string> Lazily(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT line FROM log";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetString(0);
    }

    // bad: rows are mapped lazily, and who stops early leaves the reader open
    public static IEnumerable<string> LazilyForgetting(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT line FROM log";
        var {|NEEDS101:reader|} = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetString(0);
        reader.Close();
    }

    // helper
    public sealed class Rows(MySqlDataReader reader) : IDisposable
    {
        public string? Next() => reader.Read() ? reader.GetString(0) : null;

        public void Dispose() => reader.Dispose();
    }
}

// Units of work.

public sealed class UnitOfWork : IDisposable
{
    private readonly MySqlConnection _connection;
    private MySqlTransaction? _transaction;

    // good: takes the caller's connection and leaves it to him
    public UnitOfWork(MySqlConnection connection) => _connection = connection;

    // good: Complete or Dispose ends it
    public void Begin() => _transaction = _connection.BeginTransaction();

    public void Complete()
    {
        _transaction?.Commit();
        _transaction = null;
    }

    public void Dispose() => _transaction?.Dispose();
}

public sealed class UnitOfWorkForgetting : IDisposable
{
    private readonly MySqlConnection _connection;
    private MySqlTransaction? _transaction;

    // good: takes the caller's connection and leaves it to him
    public UnitOfWorkForgetting(MySqlConnection connection) => _connection = connection;

    // bad: nothing ever ends it
    public int Run(string sql)
    {
        {|NEEDS104:_transaction|} ??= _connection.BeginTransaction();
        return _connection.Execute(sql, transaction: _transaction);
    }

    public void Dispose() => _transaction = null;
}

public sealed class UnitOfWorkOwning : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    // good: opens nothing yet
    public UnitOfWorkOwning(NpgsqlDataSource source) => _source = source;

    // good: both are fields before anything else can fail
    public async Task<NpgsqlConnection> Connection(CancellationToken cancellation)
    {
        if (_connection is null)
        {
            _connection = await _source.OpenConnectionAsync(cancellation);
            _transaction = await _connection.BeginTransactionAsync(cancellation);
        }
        return _connection;
    }

    public async Task Save(CancellationToken cancellation)
    {
        if (_transaction is null)
            return;
        await _transaction.CommitAsync(cancellation);
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
    }
}

public sealed class UnitOfWorkHalf : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    // good: opens nothing yet
    public UnitOfWorkHalf(NpgsqlDataSource source) => _source = source;

    // bad: DisposeAsync ends the transaction and forgets the connection
    public async Task Begin(CancellationToken cancellation)
    {
        {|NEEDS104:_connection|} = await _source.OpenConnectionAsync(cancellation);
        _transaction = await _connection.BeginTransactionAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
    }
}
