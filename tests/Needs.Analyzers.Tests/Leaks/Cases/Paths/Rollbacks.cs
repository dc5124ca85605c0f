#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Rollbacks;

/// <summary>Rolling back as services do it: with logs, within another try, only sometimes.</summary>
public sealed class Rollbacks(NpgsqlDataSource db, ILogger log)
{
    // good: the rollback may fail itself, that is logged
    public void Careful(NpgsqlConnection connection, string sql)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute(sql, transaction: transaction);
            transaction.Commit();
        }
        catch (Exception e)
        {
            log.LogError(e, "rolling back");
            try
            {
                transaction.Rollback();
            }
            catch (Exception inner)
            {
                log.LogError(inner, "not rolled back");
            }

            throw;
        }
    }

    // good: begun within the try, rolled back with ?.
    public static void Within(MySqlConnection connection, string sql)
    {
        MySqlTransaction? transaction = null;
        try
        {
            transaction = connection.BeginTransaction();
            connection.Execute(sql, transaction: transaction);
            transaction.Commit();
        }
        catch
        {
            transaction?.Rollback();
            throw;
        }
    }

    // bad: begun within the try, the failure is only logged
    public void WithinLogged(MySqlConnection connection, string sql)
    {
        MySqlTransaction? transaction = null;
        try
        {
            {|NEEDS102:transaction|} = connection.BeginTransaction();
            connection.Execute(sql, transaction: transaction);
            transaction.Commit();
        }
        catch (Exception e)
        {
            log.LogError(e, "{Transaction} failed", transaction);
        }
    }

    // bad: rolled back for the deadlock, the rest is rethrown as it is
    public static int Deadlock(MySqlConnection connection, string sql)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        try
        {
            var rows = connection.Execute(sql, transaction: transaction);
            transaction.Commit();
            return rows;
        }
        catch (MySqlException e)
        {
            if (e.ErrorCode != MySqlErrorCode.LockDeadlock)
                throw;
            transaction.Rollback();
            return 0;
        }
    }

    // good: rolled back first, then the exception is looked at
    public static int DeadlockFirst(MySqlConnection connection, string sql)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            var rows = connection.Execute(sql, transaction: transaction);
            transaction.Commit();
            return rows;
        }
        catch (Exception e)
        {
            transaction.Rollback();
            if (e is not MySqlException { ErrorCode: MySqlErrorCode.LockDeadlock })
                throw;
            return 0;
        }
    }

    // good: commits or rolls back by the result
    public static async Task<bool> ByResultAsync(NpgsqlConnection connection, int expected)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = await connection.ExecuteAsync("DELETE FROM carts", transaction: transaction);
        if (rows != expected)
        {
            await transaction.RollbackAsync();
            return false;
        }

        await transaction.CommitAsync();
        return true;
    }

    // bad: commits by the result, does nothing otherwise
    public static async Task<bool> ByResultHalfAsync(NpgsqlConnection connection, int expected)
    {
        var {|NEEDS101:transaction|} = await connection.BeginTransactionAsync();
        try
        {
            var rows = await connection.ExecuteAsync("DELETE FROM carts", transaction: transaction);
            var complete = rows == expected;
            if (complete)
                await transaction.CommitAsync();
            return complete;
        }
        catch
        {
            await transaction.RollbackAsync();
            throw;
        }
    }

    // bad: the error's log entry is written before the rollback, on the same connection
    public static void LogFirst(MySqlConnection connection, string sql)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        try
        {
            connection.Execute(sql, transaction: transaction);
            transaction.Commit();
        }
        catch (Exception e)
        {
            connection.Execute("INSERT INTO errors(text) VALUES (@Message)", new { e.Message }, transaction);
            transaction.Rollback();
            throw;
        }
    }

    // good: the error's log entry is written after the rollback
    public static void LogAfter(MySqlConnection connection, string sql)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute(sql, transaction: transaction);
            transaction.Commit();
        }
        catch (Exception e)
        {
            transaction.Rollback();
            connection.Execute("INSERT INTO errors(text) VALUES (@Message)", new { e.Message });
            throw;
        }
    }

    // good: two transactions in a row on the caller's connection
    public static void InRow(SqliteConnection connection)
    {
        using (var first = connection.BeginTransaction())
        {
            connection.Execute("DELETE FROM a", transaction: first);
            first.Commit();
        }

        using (var second = connection.BeginTransaction())
        {
            connection.Execute("DELETE FROM b", transaction: second);
            second.Commit();
        }
    }

    // bad: two transactions in a row, a condition ends the method between begin and commit of the second
    public static bool InRowLeft(SqliteConnection connection)
    {
        using (var first = connection.BeginTransaction())
        {
            connection.Execute("DELETE FROM a", transaction: first);
            first.Commit();
        }

        var {|NEEDS101:second|} = connection.BeginTransaction();
        if (connection.Execute("DELETE FROM b", transaction: second) == 0)
            return false;
        second.Commit();
        return true;
    }

    // bad: both of own, only the transaction is taken care of
    public async Task<int> OwnAsync(string sql, CancellationToken ct)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            var rows = await connection.ExecuteAsync(sql, transaction: transaction);
            await transaction.CommitAsync(ct);
            return rows;
        }
        catch
        {
            await transaction.RollbackAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            await transaction.DisposeAsync();
        }
    }

    // good: both of own, the outer finally closes
    public async Task<int> OwnClosedAsync(string sql, CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            try
            {
                var rows = await connection.ExecuteAsync(sql, transaction: transaction);
                await transaction.CommitAsync(ct);
                return rows;
            }
            catch
            {
                await transaction.RollbackAsync(CancellationToken.None);
                throw;
            }
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    // bad: begin may fail, and the catch that closes stands around what follows
    public async Task BeginOutsideAsync(string sql)
    {
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable);
        try
        {
            await connection.ExecuteAsync(sql, transaction: transaction);
            await transaction.CommitAsync();
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    // good: begin may fail within the try
    public async Task BeginInsideAsync(string sql)
    {
        var connection = await db.OpenConnectionAsync();
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable);
            await connection.ExecuteAsync(sql, transaction: transaction);
            await transaction.CommitAsync();
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    // good: the command holds the transaction, the using ends it
    public static int Command(MySqlConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        var command = new MySqlCommand("DELETE FROM carts", connection, transaction);
        var rows = command.ExecuteNonQuery();
        transaction.Commit();
        return rows;
    }

    // bad: the command holds the transaction, nobody ends it
    public static int CommandOpen(MySqlConnection connection)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction();
        using var command = new MySqlCommand("DELETE FROM carts", connection, transaction);
        return command.ExecuteNonQuery();
    }

    // good: ended through the command's property
    public static int Through(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM carts", connection);
        command.Transaction = connection.BeginTransaction();
        try
        {
            var rows = command.ExecuteNonQuery();
            command.Transaction.Commit();
            return rows;
        }
        catch
        {
            command.Transaction.Rollback();
            throw;
        }
    }
}
