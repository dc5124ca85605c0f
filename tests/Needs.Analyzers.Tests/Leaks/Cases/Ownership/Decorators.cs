#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Decorators;

// Classes that derive from ADO.NET's own: connections, data sources, factories, transactions around others.

public sealed class MeasuredConnection : DbConnection
{
    private readonly DbConnection _inner;
    private readonly Action<TimeSpan> _measured;

    // good: takes the inner one over
    public MeasuredConnection(DbConnection inner, Action<TimeSpan> measured)
    {
        _inner = inner;
        _measured = measured;
    }

    [AllowNull]
    public override string ConnectionString
    {
        get => _inner.ConnectionString;
        set => _inner.ConnectionString = value;
    }

    public override string Database => _inner.Database;

    public override string DataSource => _inner.DataSource;

    public override string ServerVersion => _inner.ServerVersion;

    public override ConnectionState State => _inner.State;

    public override void ChangeDatabase(string databaseName) => _inner.ChangeDatabase(databaseName);

    public override void Close() => _inner.Close();

    // good: opens what it is around, for who opens this one
    public override void Open()
    {
        var watch = Stopwatch.StartNew();
        _inner.Open();
        _measured(watch.Elapsed);
    }

    // good: opens what it is around, asynchronously
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await _inner.OpenAsync(cancellationToken);
        _measured(watch.Elapsed);
    }

    // good: the transaction is the caller's
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => _inner.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand() => _inner.CreateCommand();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}

public sealed class MeasuredDataSource(NpgsqlDataSource inner) : DbDataSource
{
    public override string ConnectionString => inner.ConnectionString;

    // good: for the base class, whose callers open it
    protected override DbConnection CreateDbConnection() => new MeasuredConnection(inner.CreateConnection(), static _ => { });

    // good: opened for the caller
    protected override DbConnection OpenDbConnection()
    {
        var connection = CreateDbConnection();
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // bad: a statement may fail before the caller has it
    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var {|NEEDS102:connection|} = CreateDbConnection();
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync("SET timezone = 'UTC'");
        return connection;
    }
}

public sealed class MeasuredFactory(DbProviderFactory inner) : DbProviderFactory
{
    // good: not opened
    public override DbConnection? CreateConnection() =>
        inner.CreateConnection() is { } connection ? new MeasuredConnection(connection, static _ => { }) : null;

    public override DbCommand? CreateCommand() => inner.CreateCommand();
}

public static class Measured
{
    // bad: a decorator is a connection as any other
    public static int Count(string connectionString)
    {
        var {|NEEDS101:connection|} = new MeasuredConnection(new MySqlConnection(connectionString), static _ => { });
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM measures");
    }

    // good: closing the decorator closes what it is around
    public static int CountUsing(string connectionString)
    {
        using var connection = new MeasuredConnection(new MySqlConnection(connectionString), static _ => { });
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM measures");
    }

    // good: opened before it is decorated, closed by the decorator
    public static int CountDecorated(MySqlDataSource source)
    {
        using var connection = new MeasuredConnection(source.OpenConnection(), static _ => { });
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM measures");
    }

    // bad: opened before it is decorated, and forgotten
    public static int CountDecoratedLost(MySqlDataSource source)
    {
        var {|NEEDS101:connection|} = new MeasuredConnection(source.OpenConnection(), static _ => { });
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM measures");
    }

    // bad: opened by a data source of one's own
    public static int CountSource(MeasuredDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM measures");
    }

    // good: made by a factory of one's own, opened and closed here
    public static int CountFactory(MeasuredFactory factory, string connectionString)
    {
        using var connection = factory.CreateConnection()!;
        connection.ConnectionString = connectionString;
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM measures");
    }
}

public sealed class LoggedTransaction(DbTransaction inner, ILogger logger) : DbTransaction
{
    public override IsolationLevel IsolationLevel => inner.IsolationLevel;

    protected override DbConnection? DbConnection => inner.Connection;

    public override void Commit()
    {
        inner.Commit();
        logger.LogInformation("Committed");
    }

    public override void Rollback()
    {
        inner.Rollback();
        logger.LogInformation("Rolled back");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

public static class Logged
{
    // good: the decorated transaction is the caller's
    public static DbTransaction Begin(DbConnection connection, ILogger logger) =>
        new LoggedTransaction(connection.BeginTransaction(), logger);

    // good: the decorated transaction is disposed
    public static void Run(DbConnection connection, ILogger logger)
    {
        using var transaction = new LoggedTransaction(connection.BeginTransaction(), logger);
        connection.Execute("CALL run()");
        transaction.Commit();
    }

    // bad: the decorated transaction is ended on success only
    public static void RunLate(DbConnection connection, ILogger logger)
    {
        var {|NEEDS102:transaction|} = Begin(connection, logger);
        connection.Execute("CALL run()");
        transaction.Commit();
    }
}

// helper
public sealed class RowEnumerator(DbDataReader reader) : IEnumerator<string>
{
    public string Current => reader.GetString(0);

    object IEnumerator.Current => Current;

    public bool MoveNext() => reader.Read();

    public void Reset() => throw new NotSupportedException();

    public void Dispose() => reader.Dispose();
}

public sealed class RowSource(MySqlDataSource source) : IEnumerable<string>
{
    // good: the reader closes the connection, the enumerator the reader, foreach the enumerator
    public IEnumerator<string> GetEnumerator()
    {
        var connection = source.OpenConnection();
        try
        {
            var command = new MySqlCommand("SELECT name FROM rows", connection);
            return new RowEnumerator(command.ExecuteReader(CommandBehavior.CloseConnection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // good: the same by its interface
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // good: foreach disposes the enumerator
    public int Count()
    {
        var count = 0;
        foreach (var _ in this)
            count++;
        return count;
    }

    // bad: an enumerator that is moved by hand and never disposed
    public string? First()
    {
        var {|NEEDS101:rows|} = GetEnumerator();
        return rows.MoveNext() ? rows.Current : null;
    }

    // good: an enumerator that is moved by hand under using
    public string? FirstUsing()
    {
        using var rows = GetEnumerator();
        return rows.MoveNext() ? rows.Current : null;
    }
}
