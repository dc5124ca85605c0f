#nullable enable
using System;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Factories;

/// <summary>Methods that open a connection for their caller.</summary>
public static class Factories
{
    // good: opened and returned at once
    public static MySqlConnection Shop(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // good: returned as its base class
    public static DbConnection Archive(string file)
    {
        var archive = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        archive.Open();
        return archive;
    }

    // good: returned as an interface
    public static IDbConnection Ledger(string connectionString)
    {
        IDbConnection ledger = new NpgsqlConnection(connectionString);
        ledger.Open();
        return ledger;
    }

    // good: an expression body that passes on what another factory opened
    public static MySqlConnection Local(string database) => Shop($"Server=localhost;Database={database}");

    // good: an expression body over a data source
    public static NpgsqlConnection Lend(NpgsqlDataSource source) => source.OpenConnection();

    // good: whichever arm runs, its connection is returned
    public static DbConnection Either(string connectionString, bool postgres) =>
        postgres ? Make<NpgsqlConnection>(connectionString) : Shop(connectionString);

    // good: a switch expression returns one of three factories' results
    public static IDbConnection ByName(string provider, string connectionString) => provider switch
    {
        "mysql" => Shop(connectionString),
        "sqlite" => Archive(connectionString),
        "postgres" => Ledger(connectionString),
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };

    // good: the constructor call and Open in the branches, one return behind them
    public static DbConnection Branches(string connectionString, bool embedded)
    {
        DbConnection connection;
        if (embedded)
            connection = new SqliteConnection(connectionString);
        else
            connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // good: opened asynchronously and returned in the task
    public static async Task<NpgsqlConnection> LedgerAsync(string connectionString, CancellationToken cancellation)
    {
        var ledger = new NpgsqlConnection(connectionString);
        await ledger.OpenAsync(cancellation).ConfigureAwait(false);
        return ledger;
    }

    // good: the data source's task is passed on as it is
    public static Task<NpgsqlConnection> LendAsTask(NpgsqlDataSource source, CancellationToken cancellation) =>
        source.OpenConnectionAsync(cancellation).AsTask();

    // good: a completed task around an open connection
    public static Task<MySqlConnection> ShopCompleted(string connectionString) => Task.FromResult(Shop(connectionString));

    // good: a value task around an open connection
    public static ValueTask<MySqlConnection> ShopValueTask(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return new ValueTask<MySqlConnection>(connection);
    }

    // good: opened on another thread, and the task's result is the connection
    public static Task<MySqlConnection> ShopInBackground(string connectionString) => Task.Run(() => Shop(connectionString));

    // good: a failing first statement closes the connection before the exception goes on
    public static MySqlConnection Strict(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        try
        {
            connection.Execute("SET SESSION sql_mode = 'TRADITIONAL'");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        return connection;
    }

    // bad: when SET fails the caller gets no connection, and nobody closes this one
    public static MySqlConnection StrictUnguarded(string connectionString)
    {
        var {|NEEDS102:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        connection.Execute("SET SESSION sql_mode = 'TRADITIONAL'");
        return connection;
    }

    // bad: the guard covers one kind of exception only, a cancellation gets through
    public static async Task<NpgsqlConnection> TenantAsync(string connectionString, string tenant, CancellationToken cancellation)
    {
        var {|NEEDS102:connection|} = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand("SELECT set_config('app.tenant', $1, false)", connection);
            command.Parameters.AddWithValue(tenant);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (NpgsqlException)
        {
            await connection.DisposeAsync();
            throw;
        }
        return connection;
    }

    // good: any exception is caught, the connection closed, a clearer one thrown
    public static async Task<NpgsqlConnection> TenantGuardedAsync(string connectionString, string tenant, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand("SELECT set_config('app.tenant', $1, false)", connection);
            command.Parameters.AddWithValue(tenant);
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch (Exception e)
        {
            await connection.CloseAsync();
            throw new InvalidOperationException($"No session for {tenant}.", e);
        }
    }

    // bad: a server too old is refused by an exception, its connection stays open
    public static MySqlConnection Modern(string connectionString)
    {
        var {|NEEDS102:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        if (Version.Parse(connection.ServerVersion) < new Version(8, 0))
            throw new NotSupportedException(connection.ServerVersion);
        return connection;
    }

    // good: the refused server's connection is closed first
    public static MySqlConnection ModernClosed(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        if (Version.Parse(connection.ServerVersion) < new Version(8, 0))
        {
            var version = connection.ServerVersion;
            connection.Dispose();
            throw new NotSupportedException(version);
        }
        return connection;
    }

    // bad: null is returned for a server that takes no writes, and its connection forgotten
    public static MySqlConnection? Writable(string connectionString)
    {
        var {|NEEDS101:connection|} = Shop(connectionString);
        return connection.ExecuteScalar<int>("SELECT @@read_only") == 0 ? connection : null;
    }

    // bad: a fresh connection is opened, but the one that is returned is another
    public static MySqlConnection Renew(string connectionString, MySqlConnection current)
    {
        var {|NEEDS101:fresh|} = Shop(connectionString);
        if (fresh.ServerThread == current.ServerThread)
            return fresh;
        return current;
    }

    // good: a generic factory over the type's own constructor
    public static TConnection Make<TConnection>(string connectionString)
        where TConnection : DbConnection, new()
    {
        var connection = new TConnection();
        connection.ConnectionString = connectionString;
        connection.Open();
        return connection;
    }

    // bad: the generic factory runs a statement before the caller has the connection
    public static async Task<TConnection> MakeWarmAsync<TConnection>(string connectionString, string warmUp)
        where TConnection : DbConnection, new()
    {
        var {|NEEDS102:connection|} = new TConnection { ConnectionString = connectionString };
        await connection.OpenAsync();
        await connection.ExecuteAsync(warmUp);
        return connection;
    }

    // good: a factory inside of a factory
    public static Func<MySqlConnection> Deferred(string connectionString) => () => Shop(connectionString);

    // good: a local function opens, the method returns its result
    public static SqliteConnection InMemory(string schema)
    {
        return Create();

        SqliteConnection Create()
        {
            var memory = new SqliteConnection("Data Source=:memory:");
            memory.Open();
            try
            {
                memory.Execute(schema);
                return memory;
            }
            catch
            {
                memory.Dispose();
                throw;
            }
        }
    }

    // good: the reference is given up before the return, so finally closes only on failure
    public static MySqlConnection Reporting(string connectionString)
    {
        MySqlConnection? connection = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute("SET SESSION TRANSACTION READ ONLY");
            var ready = connection;
            connection = null;
            return ready;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // good: a flag says whether finally has to close
    public static MySqlConnection ReportingFlag(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        var ready = false;
        try
        {
            connection.Open();
            connection.Execute("SET SESSION TRANSACTION READ ONLY");
            ready = true;
            return connection;
        }
        finally
        {
            if (!ready)
                connection.Dispose();
        }
    }

    // bad: the exception's filter logs and lets it pass, nothing closes
    public static MySqlConnection ReportingFiltered(string connectionString, Action<Exception> log)
    {
        var {|NEEDS102:connection|} = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute("SET SESSION TRANSACTION READ ONLY");
            return connection;
        }
        catch (MySqlException e) when (Logged(e))
        {
            connection.Dispose();
            throw;
        }

        bool Logged(Exception e)
        {
            log(e);
            return false;
        }
    }
}
