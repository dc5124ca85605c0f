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

namespace Cases.Ownership.Providers;

/// <summary>Connections behind provider factories, data sources, generic parameters and interfaces.</summary>
public static class Providers
{
    // helper
    public interface IConnections
    {
        /// <summary>The unit of work's connection.</summary>
        DbConnection Current { get; }

        DbConnection Get(string name);
    }

    // helper
    public interface IConnectionFactory
    {
        IDbConnection OpenConnection();

        Task<DbConnection> OpenConnectionAsync(CancellationToken cancellation);

        IDbConnection CreateConnection();
    }

    // helper
    public sealed class MySqlConnections(string connectionString) : IConnectionFactory
    {
        public IDbConnection OpenConnection()
        {
            var connection = new MySqlConnection(connectionString);
            connection.Open();
            return connection;
        }

        public async Task<DbConnection> OpenConnectionAsync(CancellationToken cancellation)
        {
            var connection = new MySqlConnection(connectionString);
            await connection.OpenAsync(cancellation);
            return connection;
        }

        public IDbConnection CreateConnection() => new MySqlConnection(connectionString);
    }

    // helper
    public abstract class Store
    {
        protected abstract DbConnection OpenConnection();

        // bad: what the derived class opened is forgotten here
        public int CountForgotten()
        {
            var {|NEEDS101:connection|} = OpenConnection();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM store");
        }

        // good: what the derived class opened is closed here
        public int Count()
        {
            using var connection = OpenConnection();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM store");
        }
    }

    // helper
    public sealed class FileStore(string file) : Store
    {
        // good: opened for the base class
        protected override DbConnection OpenConnection()
        {
            var connection = new SqliteConnection($"Data Source={file}");
            connection.Open();
            return connection;
        }
    }

    // good: who knows whose it is
    public static int CountCurrent(IConnections connections) => connections.Current.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");

    // good: Get gives, and keeps
    public static int CountNamed(IConnections connections)
    {
        var connection = connections.Get("parts");
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: whoever's it is, a reader that is opened on it has to be closed
    public static bool AnyCurrent(IConnections connections)
    {
        using var command = connections.Current.CreateCommand();
        command.CommandText = "SELECT id FROM parts";
        var {|NEEDS101:reader|} = command.ExecuteReader();
        return reader.Read();
    }

    // bad: opened by a factory that is known in this project by its interface
    public static int CountFactory(IConnectionFactory factory)
    {
        var {|NEEDS101:connection|} = factory.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // good: opened by a factory, closed by using
    public static int CountFactoryUsing(IConnectionFactory factory)
    {
        using var connection = factory.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: opened asynchronously by a factory, closed on success only
    public static async Task<int> CountFactoryAsync(IConnectionFactory factory, CancellationToken cancellation)
    {
        var {|NEEDS102:connection|} = await factory.OpenConnectionAsync(cancellation);
        var count = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
        await connection.DisposeAsync();
        return count;
    }

    // good: made by a factory, not opened: Dapper opens and closes
    public static int CountCreated(IConnectionFactory factory)
    {
        var connection = factory.CreateConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: made by a factory and opened here
    public static int CountCreatedOpened(IConnectionFactory factory)
    {
        var {|NEEDS101:connection|} = factory.CreateConnection();
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: the concrete factory's connection
    public static int CountConcrete(string connectionString)
    {
        var {|NEEDS101:connection|} = new MySqlConnections(connectionString).OpenConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: made by a provider factory that was looked up by name
    public static int CountProvider(string provider, string connectionString)
    {
        var factory = DbProviderFactories.GetFactory(provider);
        var {|NEEDS101:connection|} = factory.CreateConnection() ?? throw new NotSupportedException(provider);
        connection.ConnectionString = connectionString;
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // good: made by a provider factory, closed in finally through the interface
    public static int CountProviderClosed(DbProviderFactory factory, string connectionString)
    {
        IDbConnection? connection = null;
        try
        {
            connection = factory.CreateConnection()!;
            connection.ConnectionString = connectionString;
            connection.Open();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
        }
        finally
        {
            if (connection != null)
                connection.Dispose();
        }
    }

    // bad: a base class's data source
    public static async Task<int> CountSource(DbDataSource source)
    {
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: the data source's connection that was made and is opened here
    public static async Task<int> CountSourceCreated(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.CreateConnection();
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
    }

    // good: the data source's connection that was made isn't opened
    public static string Database(DbDataSource source)
    {
        var connection = source.CreateConnection();
        return connection.Database;
    }

    // good: disposing the data source isn't asked for, closing its connection is
    public static int CountBuilt(string connectionString)
    {
        var source = new MySqlDataSource(connectionString);
        using var connection = source.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: disposing the data source doesn't close what is in use
    public static int CountBuiltSource(string connectionString)
    {
        using var source = new MySqlDataSource(connectionString);
        var {|NEEDS101:connection|} = source.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: a type parameter's connection
    public static int CountGeneric<TConnection>(string connectionString)
        where TConnection : IDbConnection, new()
    {
        var {|NEEDS101:connection|} = new TConnection { ConnectionString = connectionString };
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // good: a type parameter's connection under using
    public static int CountGenericUsing<TConnection>(string connectionString)
        where TConnection : class, IDbConnection, new()
    {
        using var connection = new TConnection { ConnectionString = connectionString };
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: a type parameter's connection, closed on success only
    public static int CountGenericLate<TConnection>(Func<TConnection> make)
        where TConnection : DbConnection
    {
        var {|NEEDS102:connection|} = make();
        connection.Open();
        var count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
        connection.Close();
        return count;
    }

    // good: a clone that is never opened
    public static string Clone(MySqlConnection connection)
    {
        var clone = connection.Clone();
        return clone.ConnectionString;
    }

    // bad: a clone that is opened
    public static int CountClone(MySqlConnection connection)
    {
        var {|NEEDS101:clone|} = connection.CloneWith("Server=replica");
        clone.Open();
        return clone.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // good: cast, tested, disposed by its interface
    public static int CountObject(DbDataSource source)
    {
        object connection = source.OpenConnection();
        try
        {
            return ((DbConnection)connection).ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
        }
        finally
        {
            if (connection is IDisposable disposable)
                disposable.Dispose();
        }
    }

    // bad: cast on the way into its variable
    public static int CountCast(DbDataSource source)
    {
        var {|NEEDS101:connection|} = (NpgsqlConnection)source.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: only one of the types that it may be is disposed
    public static async Task CountAs(DbDataSource source, DbDataSource other)
    {
        await using var connection = await source.OpenConnectionAsync();
        var {|NEEDS101:second|} = await other.OpenConnectionAsync() as NpgsqlConnection;
        if (second is not null)
            await second.ExecuteAsync("SELECT 1");
    }
}
