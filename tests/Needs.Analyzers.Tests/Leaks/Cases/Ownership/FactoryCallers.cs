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

namespace Cases.Ownership.FactoryCallers;

/// <summary>Who calls a factory owes the release of what it returned.</summary>
public static class FactoryCallers
{
    // helper
    private static MySqlConnection Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // helper
    private static MySqlConnection OpenLocal(string database) => Open($"Server=localhost;Database={database}");

    // helper
    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        return connection;
    }

    // helper
    private static async ValueTask<MySqlConnection> RentAsync(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        return connection;
    }

    // helper
    private static T Make<T>(string connectionString)
        where T : DbConnection, new()
    {
        var connection = new T { ConnectionString = connectionString };
        connection.Open();
        return connection;
    }

    // helper: not opened
    private static MySqlConnection Describe(string connectionString) => new(connectionString);

    // helper
    private static MySqlConnection? OpenOrNull(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (MySqlException)
        {
            return null;
        }
    }

    // bad: a factory that calls a factory opens all the same
    public static int Orders(string database)
    {
        var {|NEEDS101:connection|} = OpenLocal(database);
        return connection.QuerySingle<int>("SELECT COUNT(*) FROM orders");
    }

    // good: closed by using
    public static int OrdersUsing(string database)
    {
        using var connection = OpenLocal(database);
        return connection.QuerySingle<int>("SELECT COUNT(*) FROM orders");
    }

    // bad: nobody keeps what the factory returned
    public static int OrdersInline(string database) => {|NEEDS101:OpenLocal(database)|}.QuerySingle<int>("SELECT COUNT(*) FROM orders");

    // bad: the opened connection is thrown away at once
    public static void CheckLogin(string connectionString)
    {
        {|NEEDS103:Open(connectionString)|};
    }

    // bad: a discard doesn't close
    public static bool CanLogin(string connectionString)
    {
        try
        {
            _ = {|NEEDS103:Open(connectionString)|};
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    // good: opened to see whether it can be, and closed
    public static bool CanLoginClosed(string connectionString)
    {
        try
        {
            Open(connectionString).Dispose();
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    // bad: the awaited factory's result is never disposed
    public static async Task Vacuum(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var {|NEEDS101:connection|} = await OpenAsync(source, cancellation);
        await connection.ExecuteAsync("VACUUM ANALYZE");
    }

    // bad: disposed after the work only
    public static async Task VacuumDisposedLate(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var {|NEEDS102:connection|} = await OpenAsync(source, cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync("VACUUM ANALYZE");
        await connection.DisposeAsync();
    }

    // good: await using over the factory's task
    public static async Task VacuumUsing(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(source, cancellation);
        await connection.ExecuteAsync("VACUUM ANALYZE");
    }

    // bad: a value task's result, taken synchronously
    public static int Sessions(string connectionString)
    {
        var {|NEEDS101:connection|} = RentAsync(connectionString).AsTask().GetAwaiter().GetResult();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sessions");
    }

    // good: the same under using
    public static int SessionsUsing(string connectionString)
    {
        using var connection = RentAsync(connectionString).AsTask().Result;
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sessions");
    }

    // bad: the task is kept in a variable first
    public static async Task<int> SessionsLater(string connectionString)
    {
        var opening = RentAsync(connectionString);
        var limit = Environment.ProcessorCount;
        var {|NEEDS101:connection|} = await opening;
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM sessions LIMIT @limit", new { limit });
    }

    // bad: a generic factory's result
    public static void Truncate(string file)
    {
        var {|NEEDS101:queue|} = Make<SqliteConnection>($"Data Source={file}");
        queue.Execute("DELETE FROM queue");
    }

    // good: a generic factory's result, closed in finally
    public static void TruncateClosed(string file)
    {
        var queue = Make<SqliteConnection>($"Data Source={file}");
        try
        {
            queue.Execute("DELETE FROM queue");
        }
        finally
        {
            queue.Close();
        }
    }

    // good: what this factory returns isn't open
    public static string Host(string connectionString)
    {
        var connection = Describe(connectionString);
        return connection.DataSource;
    }

    // bad: the factory makes it, this method opens it
    public static void Analyze(string connectionString)
    {
        var {|NEEDS101:connection|} = Describe(connectionString);
        connection.Open();
        connection.Execute("ANALYZE TABLE orders");
    }

    // good: null or disposed
    public static int? Probe(string connectionString)
    {
        using var connection = OpenOrNull(connectionString);
        return connection?.ExecuteScalar<int>("SELECT 1");
    }

    // bad: where it isn't null, it stays open
    public static int ProbeForgotten(string connectionString)
    {
        var {|NEEDS101:connection|} = OpenOrNull(connectionString);
        if (connection is null)
            return -1;
        return connection.ExecuteScalar<int>("SELECT 1");
    }

    // good: closed where there is one
    public static int ProbeClosed(string connectionString)
    {
        var connection = OpenOrNull(connectionString);
        if (connection is null)
            return -1;
        try
        {
            return connection.ExecuteScalar<int>("SELECT 1");
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: a pattern's variable holds it
    public static int ProbePattern(string connectionString)
    {
        if (OpenOrNull(connectionString) is { } {|NEEDS101:connection|})
            return connection.ExecuteScalar<int>("SELECT 1");
        return -1;
    }

    // good: the pattern's variable is disposed
    public static int ProbePatternUsing(string connectionString)
    {
        if (OpenOrNull(connectionString) is not { } connection)
            return -1;
        using (connection)
            return connection.ExecuteScalar<int>("SELECT 1");
    }

    // bad: the fallback's connection is forgotten as the first one's would be
    public static int Fallback(string primary, string replica)
    {
        var {|NEEDS101:connection|} = OpenOrNull(primary) ?? Open(replica);
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM articles");
    }

    // good: one of two, closed by using
    public static int FallbackUsing(string primary, string replica)
    {
        using var connection = OpenOrNull(primary) ?? Open(replica);
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM articles");
    }

    // bad: the local function opens what nobody closes
    public static IReadOnlyList<string> Tags(string server)
    {
        MySqlConnection Connect(string database)
        {
            var opened = new MySqlConnection($"Server={server};Database={database}");
            opened.Open();
            return opened;
        }

        var {|NEEDS101:blog|} = Connect("blog");
        return blog.Query<string>("SELECT name FROM tags").AsList();
    }

    // bad: the first of two factories' connections stays open when the second fails
    public static void Compare(string left, string right)
    {
        var {|NEEDS102:one|} = Open(left);
        var two = Open(right);
        try
        {
            one.Execute("CHECKSUM TABLE orders");
            two.Execute("CHECKSUM TABLE orders");
        }
        finally
        {
            two.Dispose();
            one.Dispose();
        }
    }

    // good: each has its using before the next is opened
    public static void CompareUsing(string left, string right)
    {
        using var one = Open(left);
        using var two = Open(right);
        one.Execute("CHECKSUM TABLE orders");
        two.Execute("CHECKSUM TABLE orders");
    }

    // bad: one of the two that a statement opens is forgotten
    public static void Move(string source, string target)
    {
        using MySqlConnection from = Open(source);
        var {|NEEDS101:to|} = Open(target);
        to.Execute("INSERT INTO moved SELECT 1");
        from.Execute("DELETE FROM moving");
    }

    // bad: a delegate opens it
    public static long Size(string connectionString)
    {
        Func<string, MySqlConnection> open = Open;
        var {|NEEDS101:connection|} = open(connectionString);
        return connection.ExecuteScalar<long>("SELECT SUM(data_length) FROM information_schema.tables");
    }

    // good: a delegate opens it, using closes it
    public static long SizeUsing(string connectionString)
    {
        Func<string, MySqlConnection> open = Open;
        using var connection = open(connectionString);
        return connection.ExecuteScalar<long>("SELECT SUM(data_length) FROM information_schema.tables");
    }
}
