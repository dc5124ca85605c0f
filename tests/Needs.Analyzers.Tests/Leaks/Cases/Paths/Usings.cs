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

namespace Cases.Paths.Usings;

/// <summary>Every form of using, and what stands beside it.</summary>
public sealed class Usings(NpgsqlDataSource db)
{
    // good: a using statement over an existing variable, at once
    public int Existing(string cs)
    {
        var connection = new MySqlConnection(cs);
        using (connection)
        {
            connection.Open();
            return connection.Execute("CALL tick()");
        }
    }

    // good: a using statement over an existing open connection, at once
    public int ExistingOpen()
    {
        var connection = db.OpenConnection();
        using (connection)
        {
            return connection.Execute("SELECT tick()");
        }
    }

    // bad: a using statement over an existing open connection, one call late
    public int ExistingLate()
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        connection.Execute("SET statement_timeout = 1000");
        using (connection)
        {
            return connection.Execute("SELECT tick()");
        }
    }

    // bad: a using statement under a condition
    public int Sometimes(bool tidy)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        if (tidy)
        {
            using (connection)
                return connection.Execute("SELECT tick()");
        }

        return connection.Execute("SELECT tock()");
    }

    // good: a using statement under a condition, and another one under the rest
    public int Always(bool tidy)
    {
        var connection = db.OpenConnection();
        if (tidy)
        {
            using (connection)
                return connection.Execute("SELECT tick()");
        }

        using (connection)
            return connection.Execute("SELECT tock()");
    }

    // good: using over an expression without a variable
    public bool Reachable(string cs)
    {
        using (Opened(cs))
        {
            return true;
        }
    }

    private static MySqlConnection Opened(string cs)
    {
        var connection = new MySqlConnection(cs);
        connection.Open();
        return connection;
    }

    // bad: the helper's connection is asked for its state and lost
    public bool ReachableLost(string cs)
    {
        return {|NEEDS101:Opened(cs)|}.State == ConnectionState.Open;
    }

    // good: two variables in one using declaration
    public bool Pair(string left, string right)
    {
        using MySqlConnection a = new(left), b = new(right);
        a.Open();
        b.Open();
        return a.ServerVersion == b.ServerVersion;
    }

    // good: stacked using statements
    public long Stacked(string left, string right)
    {
        using (var a = new MySqlConnection(left))
        using (var b = new SqliteConnection(right))
        {
            a.Open();
            b.Open();
            return a.ExecuteScalar<long>("SELECT 1") + b.ExecuteScalar<long>("SELECT 2");
        }
    }

    // bad: stacked, but the second stands beside the stack
    public long Beside(string left, string right)
    {
        using (var a = new MySqlConnection(left))
        {
            a.Open();
            var {|NEEDS101:b|} = new SqliteConnection(right);
            b.Open();
            return a.ExecuteScalar<long>("SELECT 1") + b.ExecuteScalar<long>("SELECT 2");
        }
    }

    // good: await using, declaration
    public async Task<int> DeclaredAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        return await connection.ExecuteAsync("SELECT tick()");
    }

    // good: await using, statement with a declaration
    public async Task<int> StatementAsync(CancellationToken ct)
    {
        await using (var connection = await db.OpenConnectionAsync(ct))
        {
            return await connection.ExecuteAsync("SELECT tick()");
        }
    }

    // good: await using over an existing variable with ConfigureAwait
    public async Task<int> ConfiguredAsync(CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await connection.ExecuteAsync("SELECT tick()").ConfigureAwait(false);
        }
    }

    // good: await using declaration that holds only the configured wrapper
    public async Task<int> ConfiguredDeclarationAsync(CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await connection.ExecuteAsync("SELECT tick()").ConfigureAwait(false);
    }

    // bad: the configured wrapper is made after the first command
    public async Task<int> ConfiguredLateAsync(CancellationToken ct)
    {
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync(ct).ConfigureAwait(false);
        await connection.ExecuteAsync("SET statement_timeout = 1000").ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await connection.ExecuteAsync("SELECT tick()").ConfigureAwait(false);
        }
    }

    // bad: ConfigureAwait alone disposes nothing
    public async Task<int> ConfiguredOnlyAsync(CancellationToken ct)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct).ConfigureAwait(false);
        var configured = connection.ConfigureAwait(false);
        return await connection.ExecuteAsync("SELECT tick()").ConfigureAwait(false);
    }

    // good: a using of a null is no problem, a using of the other is
    public int Maybe(bool own, NpgsqlConnection ambient)
    {
        using var opened = own ? db.OpenConnection() : null;
        return (opened ?? ambient).Execute("SELECT tick()");
    }

    // good: synchronous using of an asynchronously opened connection
    public async Task<int> MixedAsync()
    {
        using var connection = await db.OpenConnectionAsync();
        return await connection.ExecuteAsync("SELECT tick()");
    }

    // bad: the using is about the transaction
    public async Task<int> TransactionOnlyAsync(CancellationToken ct)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = await connection.ExecuteAsync("DELETE FROM carts", transaction: transaction);
        await transaction.CommitAsync(ct);
        return rows;
    }

    // good: the using is about the connection, that ends the transaction
    public async Task<int> ConnectionOnlyAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(ct);
        var rows = await connection.ExecuteAsync("DELETE FROM carts", transaction: transaction);
        await transaction.CommitAsync(ct);
        return rows;
    }

    // good: using through an interface's variable
    public int Interface(string cs)
    {
        var connection = new MySqlConnection(cs);
        using (IDisposable closing = connection)
        {
            connection.Open();
            return connection.Execute("CALL tick()");
        }
    }

    // bad: the using ends before the connection is opened again
    public int Reopened(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        using (connection)
        {
            connection.Open();
            connection.Execute("CALL tick()");
        }

        connection.Open();
        return connection.Execute("CALL tock()");
    }

    // good: closed in between and opened again within one using
    public int ReopenedInside(string cs)
    {
        using var connection = new MySqlConnection(cs);
        connection.Open();
        connection.Execute("CALL tick()");
        connection.Close();
        connection.Open();
        return connection.Execute("CALL tock()");
    }

    // bad: closed, opened again, forgotten the second time
    public int ReopenedOpen(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        connection.Close();
        connection.Open();
        return connection.Execute("CALL tock()");
    }

    // good: declared without using, given to a using variable
    public int Renamed()
    {
        var opened = db.OpenConnection();
        using var connection = opened;
        return connection.Execute("SELECT tick()");
    }

    // bad: a using of another one with the same look
    public int Other(string cs)
    {
        using var connection = new NpgsqlConnection(cs);
        var {|NEEDS101:conection|} = db.OpenConnection();
        connection.Open();
        return connection.Execute("SELECT tick()") + conection.Execute("SELECT tock()");
    }

    // good: a using in a switch section's block
    public int Section(int kind)
    {
        switch (kind)
        {
            case 1:
            {
                using var connection = db.OpenConnection();
                return connection.Execute("SELECT one()");
            }

            case 2:
                using (var connection = db.OpenConnection())
                    return connection.Execute("SELECT two()");

            default:
                return 0;
        }
    }
}
