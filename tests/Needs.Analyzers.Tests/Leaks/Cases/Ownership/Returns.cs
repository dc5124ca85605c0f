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

namespace Cases.Ownership.Returns;

/// <summary>A connection inside of what is returned: a tuple, a record, an array, a Lazy, a lambda.</summary>
public static class Returns
{
    // helper
    private static MySqlConnection Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // helper
    public sealed record Session(MySqlConnection Connection, int Shard) : IDisposable
    {
        public void Dispose() => Connection.Dispose();
    }

    // helper
    public sealed class Batch : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;

        public Batch(NpgsqlConnection connection) => _connection = connection;

        public Task Run(string sql) => _connection.ExecuteAsync(sql);

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }

    // good: an element of the returned tuple
    public static (MySqlConnection Connection, int Shard) OpenShard(int customer)
    {
        var shard = customer % 16;
        var connection = Open($"Server=shard{shard}");
        return (connection, shard);
    }

    // bad: the tuple's caller forgets the element
    public static int ShardOf(int customer)
    {
        var ({|NEEDS101:connection|}, shard) = OpenShard(customer);
        connection.Execute("INSERT INTO visits (customer) VALUES (@customer)", new { customer });
        return shard;
    }

    // good: the tuple's caller closes the element
    public static int ShardOfClosed(int customer)
    {
        var (connection, shard) = OpenShard(customer);
        using (connection)
            connection.Execute("INSERT INTO visits (customer) VALUES (@customer)", new { customer });
        return shard;
    }

    // good: the tuple's caller closes it by the tuple's name
    public static int ShardOfByName(int customer)
    {
        var opened = OpenShard(customer);
        try
        {
            return opened.Connection.Execute("DELETE FROM visits WHERE customer = @customer", new { customer });
        }
        finally
        {
            opened.Connection.Dispose();
        }
    }

    // bad: the discarded element of the tuple was the connection
    public static int ShardNumber(int customer)
    {
        var (_, shard) = {|NEEDS103:OpenShard(customer)|};
        return shard;
    }

    // bad: between the connection and the tuple a query may fail
    public static (MySqlConnection Connection, long Position) OpenLog(string connectionString)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        var position = connection.ExecuteScalar<long>("SELECT MAX(position) FROM log");
        return (connection, position);
    }

    // good: connection and transaction both returned
    public static (MySqlConnection, MySqlTransaction) Begin(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            return (connection, connection.BeginTransaction());
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // good: in an asynchronous method's tuple
    public static async Task<(NpgsqlConnection Connection, string Host)> ConnectAsync(string host, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection($"Host={host}");
        await connection.OpenAsync(cancellation);
        return (connection, host);
    }

    // bad: the asynchronous tuple's connection is never closed
    public static async Task PingAsync(string host, CancellationToken cancellation)
    {
        var ({|NEEDS101:connection|}, name) = await ConnectAsync(host, cancellation);
        await connection.ExecuteAsync("SELECT 1");
        Console.WriteLine(name);
    }

    // good: in a record that disposes it
    public static Session OpenSession(int customer)
    {
        var (connection, shard) = OpenShard(customer);
        return new Session(connection, shard);
    }

    // good: opened in the constructor call's argument
    public static Session OpenSessionInline(string connectionString) => new(Open(connectionString), 0);

    // bad: the record that would dispose it is dropped
    public static void Visit(int customer)
    {
        var {|NEEDS101:session|} = OpenSession(customer);
        session.Connection.Execute("INSERT INTO visits (customer) VALUES (@customer)", new { customer });
    }

    // good: the record is disposed, and its connection with it
    public static void VisitUsing(int customer)
    {
        using var session = OpenSession(customer);
        session.Connection.Execute("INSERT INTO visits (customer) VALUES (@customer)", new { customer });
    }

    // good: closing the record's connection is as good as disposing the record
    public static void VisitClosed(int customer)
    {
        var session = OpenSession(customer);
        try
        {
            session.Connection.Execute("INSERT INTO visits (customer) VALUES (@customer)", new { customer });
        }
        finally
        {
            session.Connection.Close();
        }
    }

    // good: a copy made by `with` still has the connection, and is disposed
    public static void Reshard(int customer)
    {
        using var session = OpenSession(customer) with { Shard = -1 };
        session.Connection.Execute("DELETE FROM shards WHERE customer = @customer", new { customer });
    }

    // good: an asynchronous wrapper is returned
    public static async Task<Batch> OpenBatch(NpgsqlDataSource source) => new(await source.OpenConnectionAsync());

    // bad: the wrapper is made, used and dropped here
    public static async Task Refresh(NpgsqlDataSource source)
    {
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync();
        var batch = new Batch(connection);
        await batch.Run("REFRESH MATERIALIZED VIEW sales");
    }

    // good: the wrapper is disposed here
    public static async Task RefreshUsing(NpgsqlDataSource source)
    {
        await using var batch = new Batch(await source.OpenConnectionAsync());
        await batch.Run("REFRESH MATERIALIZED VIEW sales");
    }

    // good: an array of connections is returned
    public static MySqlConnection[] Pair(string connectionString) => new[] { Open(connectionString) };

    // bad: the array's connection is used, and the array dropped
    public static int CountPair(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        var all = new[] { connection };
        return all.Sum(c => c.Execute("DELETE FROM expired"));
    }

    // good: in a dictionary's value that is returned
    public static KeyValuePair<string, DbConnection> Named(string name, string connectionString)
    {
        DbConnection connection = Open(connectionString);
        return new KeyValuePair<string, DbConnection>(name, connection);
    }

    // bad: an anonymous object holds it until the method ends
    public static string Describe(string connectionString)
    {
        var {|NEEDS101:connection|} = Open(connectionString);
        var info = new { Connection = connection, At = DateTime.UtcNow };
        return $"{info.Connection.ServerVersion} at {info.At}";
    }

    // good: the anonymous object's connection is closed
    public static string DescribeClosed(string connectionString)
    {
        var connection = Open(connectionString);
        var info = new { Connection = connection, At = DateTime.UtcNow };
        var text = $"{info.Connection.ServerVersion} at {info.At}";
        connection.Dispose();
        return text;
    }

    // good: nothing is open before someone asks for the value, which is then his
    public static Lazy<MySqlConnection> OnDemand(string connectionString) => new(() => Open(connectionString));

    // good: the factory is returned, not a connection
    public static Func<Task<SqliteConnection>> Opener(string file) => async () =>
    {
        var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        return connection;
    };

    // bad: inside of the returned lambda the connection is opened and lost
    public static Func<Task<int>> Counter(string file) => async () =>
    {
        var {|NEEDS101:connection|} = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM files");
    };

    // good: inside of the returned lambda the connection has its using
    public static Func<Task<int>> CounterUsing(string file) => async () =>
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM files");
    };

    // good: the returned lambda disposes the connection that it captured
    public static Action Closer(string connectionString)
    {
        var connection = Open(connectionString);
        return () => connection.Dispose();
    }

    // good: the connection is yielded to who enumerates
    public static IEnumerable<MySqlConnection> Each(IEnumerable<string> connectionStrings)
    {
        foreach (var connectionString in connectionStrings)
            yield return Open(connectionString);
    }

    // good: opened while the caller enumerates, and the caller's to close
    public static IEnumerable<MySqlConnection> Select(IEnumerable<string> connectionStrings) => connectionStrings.Select(Open);

    // good: returned from within nested blocks
    public static MySqlConnection? FirstUp(IEnumerable<string> servers)
    {
        foreach (var server in servers)
        {
            try
            {
                var connection = new MySqlConnection($"Server={server}");
                connection.Open();
                return connection;
            }
            catch (MySqlException)
            {
                Console.WriteLine($"{server} is down");
            }
        }
        return null;
    }

    // bad: servers that answer the probe with no are left open
    public static MySqlConnection? FirstPrimary(IEnumerable<string> servers)
    {
        foreach (var server in servers)
        {
            var {|NEEDS101:connection|} = Open($"Server={server}");
            if (connection.ExecuteScalar<string>("SELECT @@global.read_only") == "0")
                return connection;
        }
        return null;
    }

    // good: servers that answer no are closed, whatever happens
    public static MySqlConnection? FirstPrimaryClosed(IEnumerable<string> servers)
    {
        foreach (var server in servers)
        {
            var connection = Open($"Server={server}");
            var chosen = false;
            try
            {
                chosen = connection.ExecuteScalar<string>("SELECT @@global.read_only") == "0";
                if (chosen)
                    return connection;
            }
            finally
            {
                if (!chosen)
                    connection.Dispose();
            }
        }
        return null;
    }

    // good: the returned reader closes the connection with itself
    public static IDataReader Stream(string connectionString, string sql)
    {
        var connection = Open(connectionString);
        try
        {
            using var command = new MySqlCommand(sql, connection);
            return command.ExecuteReader(CommandBehavior.CloseConnection | CommandBehavior.SequentialAccess);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // bad: who calls for the stream doesn't close it
    public static string? FirstName(string connectionString)
    {
        var {|NEEDS101:names|} = Stream(connectionString, "SELECT name FROM names");
        return names.Read() ? names.GetString(0) : null;
    }

    // good: the stream is closed, and the connection behind it
    public static string? FirstNameUsing(string connectionString)
    {
        using var names = Stream(connectionString, "SELECT name FROM names");
        return names.Read() ? names.GetString(0) : null;
    }
}
