#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Retries;

/// <summary>Trying again: with back-off, with filters, with goto.</summary>
public sealed class Retries(MySqlDataSource db, NpgsqlDataSource ledger)
{
    // good: the retry opens anew, a connection that failed to open holds nothing
    public static async Task<MySqlConnection> OpenAsync(string cs, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = new MySqlConnection(cs);
            try
            {
                await connection.OpenAsync(ct);
                return connection;
            }
            catch (MySqlException e) when (e.IsTransient && attempt < 5)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), ct);
            }
        }
    }

    // bad: the session that a failing SET is tried on is not given back before the next try
    public static async Task<MySqlConnection> OpenStrictAsync(string cs, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var {|NEEDS102:connection|} = new MySqlConnection(cs);
            try
            {
                await connection.OpenAsync(ct);
                await connection.ExecuteAsync("SET SESSION sql_mode = 'STRICT_ALL_TABLES'");
                return connection;
            }
            catch (MySqlException) when (attempt < 5)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), ct);
            }
        }
    }

    // good: the session that a failing SET is tried on is given back, whatever the failure
    public static async Task<MySqlConnection> OpenStrictAndCleanAsync(string cs, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = new MySqlConnection(cs);
            try
            {
                await connection.OpenAsync(ct);
                await connection.ExecuteAsync("SET SESSION sql_mode = 'STRICT_ALL_TABLES'");
                return connection;
            }
            catch (Exception e)
            {
                await connection.DisposeAsync();
                if (e is not MySqlException || attempt == 5)
                    throw;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), ct);
        }
    }

    // bad: success closes, a deadlock goes into the next turn with the connection lost
    public async Task<int> ReserveAsync(int product, int amount)
    {
        var attempt = 0;
        while (true)
        {
            var {|NEEDS102:connection|} = await db.OpenConnectionAsync();
            try
            {
                var rows = await connection.ExecuteAsync(
                    "UPDATE stock SET left_over = left_over - @amount WHERE id = @product", new { product, amount });
                await connection.CloseAsync();
                return rows;
            }
            catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.LockDeadlock && attempt++ < 3)
            {
            }
        }
    }

    // good: the finally of each turn closes, success or deadlock
    public async Task<int> ReserveFinallyAsync(int product, int amount)
    {
        var attempt = 0;
        while (true)
        {
            var connection = await db.OpenConnectionAsync();
            try
            {
                return await connection.ExecuteAsync(
                    "UPDATE stock SET left_over = left_over - @amount WHERE id = @product", new { product, amount });
            }
            catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.LockDeadlock && attempt++ < 3)
            {
                await Task.Delay(100 * attempt);
            }
            finally
            {
                await connection.DisposeAsync();
            }
        }
    }

    // good: the try stands around the using
    public async Task<decimal> BalanceAsync(int account, CancellationToken ct)
    {
        const int Attempts = 4;
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            try
            {
                await using var connection = await ledger.OpenConnectionAsync(ct);
                return await connection.ExecuteScalarAsync<decimal>("SELECT balance FROM accounts WHERE id = @account", new { account });
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
                await Task.Delay(attempt * 200, ct);
            }
        }

        throw new TimeoutException();
    }

    // bad: returns out of the retry loop without the using
    public async Task<decimal> BalanceOpenAsync(int account, CancellationToken ct)
    {
        const int Attempts = 4;
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            try
            {
                var {|NEEDS101:connection|} = await ledger.OpenConnectionAsync(ct);
                return await connection.ExecuteScalarAsync<decimal>("SELECT balance FROM accounts WHERE id = @account", new { account });
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
                await Task.Delay(attempt * 200, ct);
            }
        }

        throw new TimeoutException();
    }

    // good: a boolean says when it is done
    public void Enqueue(string payload)
    {
        var done = false;
        var pause = 10;
        while (!done)
        {
            using var connection = db.OpenConnection();
            try
            {
                connection.Execute("INSERT INTO queue(payload) VALUES (@payload)", new { payload });
                done = true;
            }
            catch (DbException) when (pause < 1000)
            {
                Thread.Sleep(pause *= 2);
            }
        }
    }

    // bad: a boolean says when it is done, nothing says close
    public void EnqueueOpen(string payload)
    {
        var done = false;
        var pause = 10;
        while (!done)
        {
            var {|NEEDS101:connection|} = db.OpenConnection();
            try
            {
                connection.Execute("INSERT INTO queue(payload) VALUES (@payload)", new { payload });
                done = true;
            }
            catch (DbException) when (pause < 1000)
            {
                connection.Dispose();
                Thread.Sleep(pause *= 2);
            }
        }
    }

    // good: goto back to the opening after the connection was closed
    public long Ticket(string cs)
    {
        var tries = 0;
    again:
        using (var connection = new NpgsqlConnection(cs))
        {
            connection.Open();
            var ticket = connection.ExecuteScalar<long>("SELECT coalesce(max(ticket), 0) FROM tickets");
            if (ticket == 0 && tries++ < 3)
                goto again;
            return ticket;
        }
    }

    // bad: goto back to the opening with the last connection open
    public long TicketOpen(string cs)
    {
        var tries = 0;
    again:
        {
            var {|NEEDS101:connection|} = new NpgsqlConnection(cs);
            connection.Open();
            var ticket = connection.ExecuteScalar<long>("SELECT coalesce(max(ticket), 0) FROM tickets");
            if (ticket == 0 && tries++ < 3)
                goto again;
            connection.Close();
            return ticket;
        }
    }

    // good: the failed try's transaction is rolled back before the next
    public static async Task<bool> PostAsync(NpgsqlConnection connection, string entry, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable, ct);
            try
            {
                await connection.ExecuteAsync("INSERT INTO entries(text) VALUES (@entry)", new { entry }, transaction);
                await transaction.CommitAsync(ct);
                return true;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.SerializationFailure)
            {
                await transaction.RollbackAsync(ct);
            }
        }

        return false;
    }

    // bad: the failed try's transaction stays open on the caller's connection
    public static async Task<bool> PostOpenAsync(NpgsqlConnection connection, string entry, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var {|NEEDS102:transaction|} = await connection.BeginTransactionAsync(IsolationLevel.Serializable, ct);
            try
            {
                await connection.ExecuteAsync("INSERT INTO entries(text) VALUES (@entry)", new { entry }, transaction);
                await transaction.CommitAsync(ct);
                return true;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.SerializationFailure)
            {
            }
        }

        return false;
    }

    // good: tries the replicas in turn, keeps the first that opens
    public static MySqlConnection? FirstReplica(IEnumerable<string> replicas)
    {
        foreach (var replica in replicas)
        {
            try
            {
                var connection = new MySqlConnection(replica);
                connection.Open();
                return connection;
            }
            catch (MySqlException)
            {
            }
        }

        return null;
    }

    // bad: tries the replicas in turn, skips the lagging ones without closing them
    public static MySqlConnection? FirstFreshReplica(IEnumerable<string> replicas)
    {
        foreach (var replica in replicas)
        {
            var {|NEEDS101:connection|} = new MySqlConnection(replica);
            connection.Open();
            if (connection.ServerVersion.StartsWith('8'))
                return connection;
        }

        return null;
    }

    // good: the replicas that are too old are closed
    public static MySqlConnection? FirstFreshReplicaClosed(IEnumerable<string> replicas)
    {
        foreach (var replica in replicas)
        {
            var connection = new MySqlConnection(replica);
            connection.Open();
            if (connection.ServerVersion.StartsWith('8'))
                return connection;
            connection.Dispose();
        }

        return null;
    }
}
