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

namespace Cases.Paths.Transactions;

/// <summary>Transactions: committed, rolled back, disposed, or left open on somebody's connection.</summary>
public sealed class Transactions(NpgsqlDataSource ledger, MySqlDataSource shop)
{
    // bad: a rejected transfer returns without rolling back
    public static bool Transfer(MySqlConnection connection, int from, int to, decimal amount)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction();
        if (connection.Execute(
            "UPDATE accounts SET balance = balance - @amount WHERE id = @from", new { from, amount }, transaction) == 0)
            return false;
        connection.Execute("UPDATE accounts SET balance = balance + @amount WHERE id = @to", new { to, amount }, transaction);
        transaction.Commit();
        return true;
    }

    // good: a rejected transfer is rolled back by the using
    public static bool TransferUsing(MySqlConnection connection, int from, int to, decimal amount)
    {
        using var transaction = connection.BeginTransaction();
        if (connection.Execute(
            "UPDATE accounts SET balance = balance - @amount WHERE id = @from", new { from, amount }, transaction) == 0)
            return false;
        connection.Execute("UPDATE accounts SET balance = balance + @amount WHERE id = @to", new { to, amount }, transaction);
        transaction.Commit();
        return true;
    }

    // bad: a failing update leaves the transaction open
    public static void Rename(MySqlConnection connection, int id, string name)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        connection.Execute("UPDATE users SET name = @name WHERE id = @id", new { id, name }, transaction);
        transaction.Commit();
    }

    // good: a failing update is rolled back
    public static void RenameCatch(MySqlConnection connection, int id, string name)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute("UPDATE users SET name = @name WHERE id = @id", new { id, name }, transaction);
            transaction.Commit();
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
    }

    // good: a failing update on a connection of its own is rolled back by its end
    public void RenameOwn(int id, string name)
    {
        using var connection = shop.OpenConnection();
        var transaction = connection.BeginTransaction();
        connection.Execute("UPDATE users SET name = @name WHERE id = @id", new { id, name }, transaction);
        transaction.Commit();
    }

    // bad: rolled back for the driver's exceptions only
    public static async Task SettleAsync(NpgsqlConnection connection, int invoice)
    {
        var {|NEEDS102:transaction|} = await connection.BeginTransactionAsync();
        try
        {
            await connection.ExecuteAsync("UPDATE invoices SET paid = true WHERE id = @invoice", new { invoice }, transaction);
            await transaction.CommitAsync();
        }
        catch (PostgresException)
        {
            await transaction.RollbackAsync();
            throw;
        }
    }

    // good: rolled back for everything
    public static async Task SettleAllAsync(NpgsqlConnection connection, int invoice)
    {
        var transaction = await connection.BeginTransactionAsync();
        try
        {
            await connection.ExecuteAsync("UPDATE invoices SET paid = true WHERE id = @invoice", new { invoice }, transaction);
            await transaction.CommitAsync();
        }
        catch (Exception)
        {
            await transaction.RollbackAsync();
            throw;
        }
    }

    // good: disposed in a finally
    public static async Task SettleFinallyAsync(NpgsqlConnection connection, int invoice)
    {
        var transaction = await connection.BeginTransactionAsync();
        try
        {
            await connection.ExecuteAsync("UPDATE invoices SET paid = true WHERE id = @invoice", new { invoice }, transaction);
            await transaction.CommitAsync();
        }
        finally
        {
            await transaction.DisposeAsync();
        }
    }

    // bad: logs and swallows without rolling back
    public static bool TrySettle(NpgsqlConnection connection, int invoice)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        try
        {
            connection.Execute("UPDATE invoices SET paid = true WHERE id = @invoice", new { invoice }, transaction);
            transaction.Commit();
            return true;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e.Message);
            return false;
        }
    }

    // good: logs, rolls back and swallows
    public static bool TrySettleRollback(NpgsqlConnection connection, int invoice)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute("UPDATE invoices SET paid = true WHERE id = @invoice", new { invoice }, transaction);
            transaction.Commit();
            return true;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e.Message);
            transaction.Rollback();
            return false;
        }
    }

    // bad: neither commit nor rollback on one side of a branch
    public static void Close(MySqlConnection connection, int order, bool paid)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        if (paid)
        {
            transaction.Commit();
        }
        else
        {
            connection.Execute("UPDATE orders SET state = 'cancelled' WHERE id = @order", new { order }, transaction);
        }
    }

    // good: commit or rollback
    public static void CloseEither(MySqlConnection connection, int order, bool paid)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        if (paid)
        {
            transaction.Commit();
        }
        else
        {
            transaction.Rollback();
        }
    }

    // bad: the transaction is begun and forgotten
    public static int Lock(SqliteConnection connection)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT COUNT(*) FROM locks";
        return Convert.ToInt32(command.ExecuteScalar());
    }

    // good: handed on to the caller, who asked for it
    public static SqliteTransaction Begin(SqliteConnection connection)
    {
        var transaction = connection.BeginTransaction(deferred: false);
        return transaction;
    }

    // good: handed on to the caller as a task
    public static ValueTask<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.BeginTransactionAsync(IsolationLevel.Serializable, ct);

    // bad: begun, prepared by a command that may fail, handed on
    public static MySqlTransaction BeginReadOnly(MySqlConnection connection)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        connection.Execute("SET @audit = 0", transaction: transaction);
        return transaction;
    }

    // good: begun, prepared, handed on, with a catch
    public static MySqlTransaction BeginPrepared(MySqlConnection connection)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute("SET @audit = 0", transaction: transaction);
        }
        catch
        {
            transaction.Dispose();
            throw;
        }

        return transaction;
    }

    // bad: the connection of its own is not closed behind the commit
    public async Task BookAsync(string entry)
    {
        var {|NEEDS101:connection|} = await ledger.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("INSERT INTO entries(text) VALUES (@entry)", new { entry }, transaction);
        await transaction.CommitAsync();
    }

    // good: both in await usings
    public async Task BookUsingAsync(string entry)
    {
        await using var connection = await ledger.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("INSERT INTO entries(text) VALUES (@entry)", new { entry }, transaction);
        await transaction.CommitAsync();
    }

    // bad: the rollback of a dry run is missing, the commit of a wet one is there
    public static int Cleanup(IDbConnection connection, bool dryRun)
    {
        IDbTransaction {|NEEDS101:transaction|} = connection.BeginTransaction();
        var rows = connection.Execute("DELETE FROM logs WHERE at < NOW() - INTERVAL 90 DAY", transaction: transaction);
        if (!dryRun)
            transaction.Commit();
        return rows;
    }

    // good: the rollback of a dry run
    public static int CleanupEither(IDbConnection connection, bool dryRun)
    {
        using IDbTransaction transaction = connection.BeginTransaction();
        var rows = connection.Execute("DELETE FROM logs WHERE at < NOW() - INTERVAL 90 DAY", transaction: transaction);
        if (dryRun)
            transaction.Rollback();
        else
            transaction.Commit();
        return rows;
    }

    // bad: a new transaction for each batch, the last one stays open
    public static void Batches(MySqlConnection connection, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i += 100)
        {
            var {|NEEDS101:transaction|} = connection.BeginTransaction();
            for (var j = i; j < i + 100; j++)
            {
                if (j == lines.Count)
                    return;
                connection.Execute("INSERT INTO lines(text) VALUES (@line)", new { line = lines[j] }, transaction);
            }

            transaction.Commit();
        }
    }

    // good: a new transaction for each batch, the last one is committed as well
    public static void BatchesUsing(MySqlConnection connection, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i += 100)
        {
            using var transaction = connection.BeginTransaction();
            for (var j = i; j < i + 100 && j < lines.Count; j++)
                connection.Execute("INSERT INTO lines(text) VALUES (@line)", new { line = lines[j] }, transaction);
            transaction.Commit();
        }
    }

    // good: a savepoint's rollback inside the transaction's using
    public static async Task TryBothAsync(NpgsqlConnection connection, string first, string second)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(first, transaction: transaction);
        await transaction.SaveAsync("first");
        try
        {
            await connection.ExecuteAsync(second, transaction: transaction);
        }
        catch (PostgresException)
        {
            await transaction.RollbackAsync("first");
        }

        await transaction.CommitAsync();
    }

    // good: the transaction of a connection that is closed at the end, whatever became of it
    public static int Probe(string cs)
    {
        var connection = new MySqlConnection(cs);
        try
        {
            connection.Open();
            var transaction = connection.BeginTransaction();
            return connection.Execute("INSERT INTO probes VALUES ()", transaction: transaction);
        }
        finally
        {
            connection.Close();
        }
    }
}
