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

namespace Cases.Paths.Overwrites;

/// <summary>The only name of an open resource gets another value, or the value gets no name at all.</summary>
public static class Overwrites
{
    // bad: the second connection takes the name of the first
    public static int Fallback(MySqlDataSource primary, MySqlDataSource replica)
    {
        var {|NEEDS103:connection|} = primary.OpenConnection();
        if (connection.ServerVersion.StartsWith('5'))
            connection = replica.OpenConnection();
        using (connection)
            return connection.Execute("CALL tick()");
    }

    // good: the first is closed before the second takes its name
    public static int FallbackClosed(MySqlDataSource primary, MySqlDataSource replica)
    {
        var connection = primary.OpenConnection();
        if (connection.ServerVersion.StartsWith('5'))
        {
            connection.Dispose();
            connection = replica.OpenConnection();
        }

        using (connection)
            return connection.Execute("CALL tick()");
    }

    // bad: set to null, so that the finally finds nothing
    public static int Nulled(MySqlDataSource db)
    {
        MySqlConnection? {|NEEDS103:connection|} = db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            connection = null;
            connection?.Dispose();
        }
    }

    // good: disposed, then set to null
    public static int NulledAfter(MySqlDataSource db)
    {
        MySqlConnection? connection = db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            connection?.Dispose();
            connection = null;
        }
    }

    // bad: a discard
    public static void Discard(NpgsqlDataSource db)
    {
        _ = {|NEEDS103:db.OpenConnection()|};
    }

    // good: a discard of what was disposed with using
    public static void DiscardUsing(NpgsqlDataSource db)
    {
        using var _ = db.OpenConnection();
    }

    // bad: an expression statement
    public static async Task WarmAsync(MySqlDataSource db, CancellationToken ct)
    {
        await {|NEEDS103:db.OpenConnectionAsync(ct)|};
    }

    // good: an expression statement that gives the connection back
    public static async Task WarmAndGiveBackAsync(MySqlDataSource db, CancellationToken ct)
    {
        await (await db.OpenConnectionAsync(ct)).DisposeAsync();
    }

    // bad: an awaited discard of a transaction on the caller's connection
    public static async Task BeginAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        _ = await {|NEEDS103:connection.BeginTransactionAsync(ct)|};
        await connection.ExecuteAsync("DELETE FROM carts");
    }

    // good: the transaction has a name and ends
    public static async Task BeginAndEndAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync("DELETE FROM carts", transaction: transaction);
        await transaction.CommitAsync(ct);
    }

    // bad: while with an assignment and nothing more
    public static void Hammer(MySqlDataSource db, int times)
    {
        MySqlConnection connection;
        while (times-- > 0)
            {|NEEDS103:connection|} = db.OpenConnection();
    }

    // good: while with an assignment and a close
    public static void HammerClosed(MySqlDataSource db, int times)
    {
        MySqlConnection connection;
        while (times-- > 0)
        {
            connection = db.OpenConnection();
            connection.Close();
        }
    }

    // bad: the last of a list of shards wins
    public static NpgsqlConnection? Last(IEnumerable<NpgsqlDataSource> shards)
    {
        NpgsqlConnection? last = null;
        foreach (var shard in shards)
            {|NEEDS103:last|} = shard.OpenConnection();
        return last;
    }

    // good: the last of a list of shards wins, the others are closed
    public static NpgsqlConnection? LastClosed(IEnumerable<NpgsqlDataSource> shards)
    {
        NpgsqlConnection? last = null;
        try
        {
            foreach (var shard in shards)
            {
                last?.Dispose();
                last = null;
                last = shard.OpenConnection();
            }

            var result = last;
            last = null;
            return result;
        }
        finally
        {
            last?.Dispose();
        }
    }

    // bad: a new object over the opened one, in the branch of the big customers
    public static decimal Revenue(string shared, string dedicated, bool big)
    {
        var {|NEEDS103:connection|} = new MySqlConnection(shared);
        connection.Open();
        if (big)
        {
            connection = new MySqlConnection(dedicated);
            connection.Open();
        }

        using (connection)
            return connection.ExecuteScalar<decimal>("SELECT SUM(total) FROM orders");
    }

    // good: a new object over one that was not opened yet
    public static decimal RevenueUnopened(string shared, string dedicated, bool big)
    {
        var connection = new MySqlConnection(shared);
        if (big)
            connection = new MySqlConnection(dedicated);
        using (connection)
        {
            connection.Open();
            return connection.ExecuteScalar<decimal>("SELECT SUM(total) FROM orders");
        }
    }

    // bad: a reader over a reader on the caller's connection
    public static async Task<int> CountsAsync(NpgsqlCommand users, NpgsqlCommand groups)
    {
        var {|NEEDS103:reader|} = await users.ExecuteReaderAsync();
        var sum = reader.FieldCount;
        reader = await groups.ExecuteReaderAsync();
        await using (reader)
            return sum + reader.FieldCount;
    }

    // good: a reader after a reader
    public static async Task<int> CountsInTurnAsync(NpgsqlCommand users, NpgsqlCommand groups)
    {
        int sum;
        await using (var reader = await users.ExecuteReaderAsync())
            sum = reader.FieldCount;
        await using (var reader = await groups.ExecuteReaderAsync())
            return sum + reader.FieldCount;
    }

    // bad: an alternative opened over the one that is open
    public static int Alternative(NpgsqlDataSource first, NpgsqlDataSource second)
    {
        NpgsqlConnection connection;
        {|NEEDS103:connection|} = first.OpenConnection();
        connection = second.OpenConnection();
        using (connection)
            return connection.Execute("SELECT tick()");
    }

    // good: an alternative opened in the catch, because the first did not open
    public static int AlternativeOpen(NpgsqlDataSource first, NpgsqlDataSource second)
    {
        NpgsqlConnection connection;
        try
        {
            connection = first.OpenConnection();
        }
        catch (NpgsqlException)
        {
            connection = second.OpenConnection();
        }

        using (connection)
            return connection.Execute("SELECT tick()");
    }

    // bad: assigned to itself through a method that returns another one
    public static void Renew(MySqlDataSource db)
    {
        var {|NEEDS103:connection|} = db.OpenConnection();
        connection = Fresh(db);
        connection.Dispose();

        static MySqlConnection Fresh(MySqlDataSource db) => db.OpenConnection();
    }

    // good: assigned to itself through a method that returns the same one
    public static void Tuned(MySqlDataSource db)
    {
        var connection = db.OpenConnection();
        try
        {
            connection = Same(connection);
            connection.Execute("CALL tick()");
        }
        finally
        {
            connection.Dispose();
        }

        static MySqlConnection Same(MySqlConnection connection) => connection;
    }

    // bad: the loop variable of a for statement moves on
    public static void ForVariable(MySqlDataSource db)
    {
        var round = 0;
        for (var {|NEEDS103:connection|} = db.OpenConnection(); round < 3; round++, connection = new MySqlConnection("Server=none"))
            Console.WriteLine(connection.ServerThread);
    }

    // good: a transaction is committed before the next one takes its name
    public static void Groups(MySqlConnection connection, IReadOnlyList<string> lines)
    {
        MySqlTransaction? transaction = null;
        try
        {
            for (var i = 0; i < lines.Count; i++)
            {
                if (i % 100 == 0)
                {
                    transaction?.Commit();
                    transaction = null;
                    transaction = connection.BeginTransaction();
                }

                connection.Execute("INSERT INTO lines(text) VALUES (@line)", new { line = lines[i] }, transaction);
            }

            transaction?.Commit();
        }
        finally
        {
            transaction?.Dispose();
        }
    }

    // bad: the next transaction takes the name of one that is not committed
    public static void GroupsOpen(MySqlConnection connection, IReadOnlyList<string> lines)
    {
        MySqlTransaction? transaction = null;
        try
        {
            for (var i = 0; i < lines.Count; i++)
            {
                if (i % 100 == 0)
                    {|NEEDS103:transaction|} = connection.BeginTransaction();
                connection.Execute("INSERT INTO lines(text) VALUES (@line)", new { line = lines[i] }, transaction);
            }

            transaction?.Commit();
        }
        finally
        {
            transaction?.Dispose();
        }
    }
}
