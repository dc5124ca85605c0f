#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Libraries;

// How schedulers, migrators, mappers and stores organise their connections.

// helper
internal static class TaskExtensions
{
    public static ConfiguredTaskAwaitable<T> NotOnCapturedContext<T>(this Task<T> task) => task.ConfigureAwait(false);

    public static ConfiguredTaskAwaitable NotOnCapturedContext(this Task task) => task.ConfigureAwait(false);

    public static TConnection EnsureOpen<TConnection>(this TConnection connection)
        where TConnection : IDbConnection
    {
        if (connection.State != ConnectionState.Open)
            connection.Open();
        return connection;
    }

    public static async Task<DbConnection> EnsureOpenAsync(this DbConnection connection, CancellationToken cancellation = default)
    {
        if (connection.State == ConnectionState.Closed)
            await connection.OpenAsync(cancellation);
        return connection;
    }
}

// A scheduler: connection and transaction in a holder, cleaned up by hand.

public sealed class Holder(DbConnection connection, DbTransaction? transaction)
{
    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; } = transaction;

    public void Commit() => Transaction?.Commit();

    public void Rollback(bool transient)
    {
        if (Transaction is null || transient)
            return;
        Transaction.Rollback();
    }

    public void Close() => Connection.Close();
}

public sealed class Scheduler(DbProviderFactory provider, string connectionString, ILogger<Scheduler> logger)
{
    // good: closed when the transaction can't begin, else in the holder for the caller
    private Holder GetConnection()
    {
        DbConnection connection;
        DbTransaction transaction;
        try
        {
            connection = provider.CreateConnection() ?? throw new InvalidOperationException();
            connection.ConnectionString = connectionString;
            connection.Open();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException("No connection.", e);
        }

        try
        {
            transaction = connection.BeginTransaction();
        }
        catch (Exception e)
        {
            connection.Close();
            throw new InvalidOperationException("No transaction.", e);
        }

        return new Holder(connection, transaction);
    }

    // helper
    private void CleanupConnection(Holder? holder)
    {
        if (holder is null)
            return;
        try
        {
            holder.Close();
        }
        catch (Exception e)
        {
            logger.LogError(e, "Not closed");
        }
    }

    // good: commit, rollback and cleanup, whatever happens
    public T Execute<T>(Func<Holder, T> work)
    {
        Holder? holder = null;
        try
        {
            holder = GetConnection();
            var result = work(holder);
            holder.Commit();
            return result;
        }
        catch
        {
            holder?.Rollback(transient: false);
            throw;
        }
        finally
        {
            CleanupConnection(holder);
        }
    }

    // bad: cleaned up on success only
    public T ExecuteLate<T>(Func<Holder, T> work)
    {
        var {|NEEDS102:holder|} = GetConnection();
        var result = work(holder);
        holder.Commit();
        CleanupConnection(holder);
        return result;
    }

    // bad: committed and never cleaned up
    public void ExecuteOpen(Action<Holder> work)
    {
        var {|NEEDS101:holder|} = GetConnection();
        work(holder);
        holder.Commit();
    }

    // good: by the template
    public int Count() =>
        Execute(holder => holder.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM triggers", transaction: holder.Transaction));
}

// A migration tool: a processor whose base class opens when needed, a manager that returns what closes.

public abstract class Processor(IDbConnection connection) : IDisposable
{
    public IDbConnection Connection { get; } = connection;

    public IDbTransaction? Transaction { get; protected set; }

    // good: opened when needed, closed by Dispose
    protected void EnsureConnectionIsOpen()
    {
        if (Connection.State != ConnectionState.Open)
            Connection.Open();
    }

    protected void EnsureConnectionIsClosed()
    {
        if (Connection.State != ConnectionState.Closed)
            Connection.Close();
    }

    // good: ended by Commit or Rollback
    public void BeginTransaction()
    {
        if (Transaction is not null)
            return;
        EnsureConnectionIsOpen();
        Transaction = Connection.BeginTransaction();
    }

    public void CommitTransaction()
    {
        if (Transaction is null)
            return;
        Transaction.Commit();
        Transaction = null;
        EnsureConnectionIsClosed();
    }

    public void RollbackTransaction()
    {
        if (Transaction is null)
            return;
        Transaction.Rollback();
        Transaction = null;
        EnsureConnectionIsClosed();
    }

    public void Dispose()
    {
        RollbackTransaction();
        EnsureConnectionIsClosed();
    }
}

public sealed class SqliteProcessor(SqliteConnection connection) : Processor(connection)
{
    // good: the reader is disposed, the connection is the processor's
    public bool Exists(string sql)
    {
        EnsureConnectionIsOpen();
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        return reader.Read();
    }

    // bad: the reader isn't disposed
    public bool ExistsOpen(string sql)
    {
        EnsureConnectionIsOpen();
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        var {|NEEDS101:reader|} = command.ExecuteReader();
        return reader.Read();
    }

    // good: filled from a reader that is disposed
    public DataSet Read(string sql)
    {
        EnsureConnectionIsOpen();
        var set = new DataSet();
        using (var command = Connection.CreateCommand())
        {
            command.CommandText = sql;
            using (var reader = command.ExecuteReader())
            {
                var table = set.Tables.Add();
                table.Load(reader);
            }
        }
        return set;
    }
}

// helper
public sealed class DelegateDisposable(Action dispose) : IDisposable
{
    public void Dispose() => dispose();
}

public sealed class UpgradeManager(Func<IDbConnection> create)
{
    private IDbConnection? _upgrade;

    // good: what is returned closes the field's connection
    public IDisposable Start()
    {
        _upgrade = create();
        if (_upgrade.State == ConnectionState.Closed)
            _upgrade.Open();
        return new DelegateDisposable(() =>
        {
            _upgrade?.Dispose();
            _upgrade = null;
        });
    }

    // good: the started operation is disposed
    public int Run(string sql)
    {
        using var operation = Start();
        return _upgrade.Execute(sql);
    }

    // good: a throw-away connection under using
    public bool TryConnect(out string message)
    {
        try
        {
            using var connection = create();
            connection.Open();
            message = "";
            return true;
        }
        catch (DbException e)
        {
            message = e.Message;
            return false;
        }
    }

    // bad: a throw-away connection thrown away
    public bool TryConnectOpen(out string message)
    {
        try
        {
            var {|NEEDS101:connection|} = create();
            connection.Open();
            message = "";
            return true;
        }
        catch (DbException e)
        {
            message = e.Message;
            return false;
        }
    }
}

// A mapper: a connection shared between calls, counted, closed with the last of them.

public sealed class Mapper(DbProviderFactory factory, string connectionString) : IDisposable
{
    private DbConnection? _shared;
    private DbTransaction? _transaction;
    private int _depth;

    public bool KeepConnectionAlive { get; set; }

    // good: counted and closed by CloseSharedConnection
    public void OpenSharedConnection()
    {
        if (_depth == 0)
        {
            _shared = factory.CreateConnection()!;
            _shared.ConnectionString = connectionString;
            if (_shared.State == ConnectionState.Broken)
                _shared.Close();
            if (_shared.State == ConnectionState.Closed)
                _shared.Open();
            if (KeepConnectionAlive)
                _depth++;
        }
        _depth++;
    }

    public void CloseSharedConnection()
    {
        if (_depth <= 0)
            return;
        _depth--;
        if (_depth != 0)
            return;
        _shared?.Dispose();
        _shared = null;
    }

    // good: the transaction is ended by CompleteTransaction or AbortTransaction
    public void BeginTransaction(IsolationLevel isolation)
    {
        OpenSharedConnection();
        _transaction = _shared!.BeginTransaction(isolation);
    }

    public void CompleteTransaction()
    {
        _transaction?.Commit();
        EndTransaction();
    }

    public void AbortTransaction()
    {
        _transaction?.Rollback();
        EndTransaction();
    }

    private void EndTransaction()
    {
        _transaction?.Dispose();
        _transaction = null;
        CloseSharedConnection();
    }

    // good: opened and closed by the count
    public int Execute(string sql)
    {
        try
        {
            OpenSharedConnection();
            return _shared.Execute(sql, transaction: _transaction);
        }
        finally
        {
            CloseSharedConnection();
        }
    }

    // good: rows while the connection is counted
    public IEnumerable<T> Query<T>(string sql, Func<IDataRecord, T> map)
    {
        OpenSharedConnection();
        try
        {
            using var command = _shared!.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            while (reader.Read())
                yield return map(reader);
        }
        finally
        {
            CloseSharedConnection();
        }
    }

    // bad: a reader on the shared connection that stays when mapping fails
    public List<T> Fetch<T>(string sql, Func<IDataRecord, T> map)
    {
        OpenSharedConnection();
        try
        {
            var list = new List<T>();
            using var command = _shared!.CreateCommand();
            command.CommandText = sql;
            var {|NEEDS102:reader|} = command.ExecuteReader();
            while (reader.Read())
                list.Add(map(reader));
            reader.Dispose();
            return list;
        }
        finally
        {
            CloseSharedConnection();
        }
    }

    public void Dispose()
    {
        KeepConnectionAlive = false;
        CloseSharedConnection();
    }
}

// A stream store: a connection for each call, awaited through the house's own extension.

public sealed class StreamStore(Func<NpgsqlConnection> create)
{
    // good: awaited through an extension of the house, under using
    public async Task<long> Append(string stream, byte[] data, CancellationToken cancellation)
    {
        using var connection = create();
        await connection.OpenAsync(cancellation).NotOnCapturedContext();
        using var transaction = connection.BeginTransaction();
        using var command = new NpgsqlCommand("SELECT append(@stream, @data)", connection, transaction);
        command.Parameters.AddWithValue("stream", stream);
        command.Parameters.AddWithValue("data", data);
        var version = (long)(await command.ExecuteScalarAsync(cancellation).NotOnCapturedContext())!;
        await transaction.CommitAsync(cancellation).NotOnCapturedContext();
        return version;
    }

    // bad: awaited through an extension of the house, never closed
    public async Task<long> Head(CancellationToken cancellation)
    {
        var {|NEEDS101:connection|} = create();
        await connection.OpenAsync(cancellation).NotOnCapturedContext();
        return await connection.ExecuteScalarAsync<long>("SELECT max(position) FROM messages").NotOnCapturedContext();
    }

    // good: for the caller
    private async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = create();
        await connection.OpenAsync(cancellation).NotOnCapturedContext();
        return connection;
    }

    // good: opened by a method of the house, under using
    public async Task<int> Purge(CancellationToken cancellation)
    {
        using var connection = await Open(cancellation).NotOnCapturedContext();
        return await connection.ExecuteAsync("DELETE FROM messages").NotOnCapturedContext();
    }

    // bad: opened by a method of the house, closed on success only
    public async Task<int> PurgeLate(CancellationToken cancellation)
    {
        var {|NEEDS102:connection|} = await Open(cancellation).NotOnCapturedContext();
        var purged = await connection.ExecuteAsync("DELETE FROM messages").NotOnCapturedContext();
        await connection.CloseAsync().NotOnCapturedContext();
        return purged;
    }
}

// Extensions that open when needed.

public static class Ensured
{
    // good: made, ensured, under using
    public static int Count(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString).EnsureOpen();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM ensured");
    }

    // bad: made, ensured, forgotten
    public static int CountOpen(string connectionString)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString).EnsureOpen();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM ensured");
    }

    // good: the caller's, ensured
    public static int CountGiven(MySqlConnection connection) => connection.EnsureOpen().ExecuteScalar<int>("SELECT COUNT(*) FROM ensured");

    // good: the caller's, ensured asynchronously
    public static async Task<int> CountGivenAsync(DbConnection connection)
    {
        await connection.EnsureOpenAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM ensured");
    }

    // good: made, ensured asynchronously, under using
    public static async Task<int> CountAsync(DbDataSource source)
    {
        await using var connection = source.CreateConnection();
        await connection.EnsureOpenAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM ensured");
    }

    // bad: made, ensured asynchronously, forgotten
    public static async Task<int> CountOpenAsync(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.CreateConnection();
        await connection.EnsureOpenAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM ensured");
    }
}

// A cache provider that keeps a connection for each database.

public sealed class CacheProvider(string name, string connectionString) : IDisposable
{
    private readonly ConcurrentDictionary<int, SqliteConnection> _byThread = new();

    // good: kept for the thread, disposed with the provider
    public SqliteConnection GetConnection()
    {
        var id = Environment.CurrentManagedThreadId;
        if (!_byThread.TryGetValue(id, out var connection))
        {
            connection = new SqliteConnection(connectionString);
            connection.Open();
            _byThread.TryAdd(id, connection);
        }
        return connection;
    }

    // good: kept, and used by its provider
    public string? Get(string key) =>
        GetConnection().QuerySingleOrDefault<string>("SELECT value FROM cache WHERE name = @name AND key = @key", new { name, key });

    // good: kept in a variable of the method meanwhile
    public int Clear()
    {
        var connection = GetConnection();
        using var transaction = connection.BeginTransaction();
        var cleared = connection.Execute("DELETE FROM cache WHERE name = @name", new { name }, transaction);
        transaction.Commit();
        return cleared;
    }

    // bad: on the kept connection the transaction is ended on success only
    public int ClearLate()
    {
        var connection = GetConnection();
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        var cleared = connection.Execute("DELETE FROM cache WHERE name = @name", new { name }, transaction);
        transaction.Commit();
        return cleared;
    }

    public void Dispose()
    {
        foreach (var pair in _byThread)
            pair.Value.Dispose();
    }
}
