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
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Lazy.Elided;

/// <summary>A task that is returned without await, while a using or finally on the way out takes away what it works with.</summary>
public static partial class Accounts
{
    // good: nothing is on the way out
    [NeedsDb]
    public static Task<int> Plain(MySqlConnection db, int id) => db.ExecuteAsync("DELETE FROM accounts WHERE id = @id", new { id });

    // bad: the command is disposed while it executes
    [NeedsDb]
    public static Task<int> CommandDeclared(MySqlConnection db, int id)
    {
        using var command = new MySqlCommand("DELETE FROM accounts WHERE id = @id", db);
        command.Parameters.AddWithValue("@id", id);
        return {|NEEDS202:command.ExecuteNonQueryAsync()|};
    }

    // good: awaited
    [NeedsDb]
    public static async Task<int> CommandDeclaredAwaited(MySqlConnection db, int id)
    {
        using var command = new MySqlCommand("DELETE FROM accounts WHERE id = @id", db);
        command.Parameters.AddWithValue("@id", id);
        return await command.ExecuteNonQueryAsync();
    }

    // good: synchronous
    [NeedsDb]
    public static int CommandSync(MySqlConnection db, int id)
    {
        using var command = new MySqlCommand("DELETE FROM accounts WHERE id = @id", db);
        command.Parameters.AddWithValue("@id", id);
        return command.ExecuteNonQuery();
    }

    // bad: a using statement
    [NeedsDb]
    public static Task<object?> CommandStatement(DbConnection db)
    {
        using (var command = db.CreateCommand())
        {
            command.CommandText = "SELECT SUM(balance) FROM accounts";
            return {|NEEDS202:command.ExecuteScalarAsync()|};
        }
    }

    // good: the task is awaited inside of the using statement
    [NeedsDb]
    public static async Task<object?> CommandStatementAwaited(DbConnection db)
    {
        await using (var command = db.CreateCommand())
        {
            command.CommandText = "SELECT SUM(balance) FROM accounts";
            return await command.ExecuteScalarAsync();
        }
    }

    // bad: the task waits in a variable
    [NeedsDb]
    public static Task<object?> CommandVariable(NpgsqlConnection db)
    {
        using var command = new NpgsqlCommand("SELECT SUM(balance) FROM accounts", db);
        var sum = command.ExecuteScalarAsync();
        return {|NEEDS202:sum|};
    }

    // bad: a finally disposes the command
    [NeedsDb]
    public static Task<int> CommandFinally(NpgsqlConnection db)
    {
        var command = new NpgsqlCommand("UPDATE accounts SET balance = balance * 1.01", db);
        try
        {
            return {|NEEDS202:command.ExecuteNonQueryAsync()|};
        }
        finally
        {
            command.Dispose();
        }
    }

    // good: a finally after an await
    [NeedsDb]
    public static async Task<int> CommandFinallyAwaited(NpgsqlConnection db)
    {
        var command = new NpgsqlCommand("UPDATE accounts SET balance = balance * 1.01", db);
        try
        {
            return await command.ExecuteNonQueryAsync();
        }
        finally
        {
            await command.DisposeAsync();
        }
    }

    // bad: a finally closes the connection
    [NeedsDb]
    public static Task<int> ConnectionFinally(MySqlConnection db)
    {
        try
        {
            return {|NEEDS202:db.ExecuteAsync("UPDATE accounts SET balance = balance * 1.01")|};
        }
        finally
        {
            db.Close();
        }
    }

    // good: the finally only writes a log
    [NeedsDb]
    public static Task<int> LogFinally(MySqlConnection db, ILogger logger)
    {
        try
        {
            return db.ExecuteAsync("UPDATE accounts SET balance = balance * 1.01");
        }
        finally
        {
            logger.LogInformation("interest started");
        }
    }

    // good: another thing is disposed
    [NeedsDb]
    public static Task<int> LogScope(MySqlConnection db, ILogger logger)
    {
        using var scope = logger.BeginScope("interest");
        return db.ExecuteAsync("UPDATE accounts SET balance = balance * 1.01");
    }

    // bad: the transaction rolls back while the statement runs
    [NeedsDb]
    public static Task<int> TransactionDeclared(NpgsqlConnection db, int from)
    {
        using var transaction = db.BeginTransaction();
        return {|NEEDS202:db.ExecuteAsync("UPDATE accounts SET balance = 0 WHERE id = @from", new { from }, transaction)|};
    }

    // good: awaited and committed
    [NeedsDb]
    public static async Task<int> TransactionCommitted(NpgsqlConnection db, int from)
    {
        await using var transaction = await db.BeginTransactionAsync();
        var rows = await db.ExecuteAsync("UPDATE accounts SET balance = 0 WHERE id = @from", new { from }, transaction);
        await transaction.CommitAsync();
        return rows;
    }

    // bad: the reader is closed while it reads
    [NeedsDb]
    public static Task<bool> ReaderDeclared(SqliteConnection db)
    {
        using var command = new SqliteCommand("SELECT id FROM accounts WHERE balance < 0", db);
        using var reader = command.ExecuteReader();
        return {|NEEDS202:reader.ReadAsync()|};
    }

    // good: the reader is asked and awaited
    [NeedsDb]
    public static async Task<bool> ReaderAwaited(MySqlConnection db)
    {
        await using var command = new MySqlCommand("SELECT id FROM accounts WHERE balance < 0", db);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync();
    }

    // bad: a helper's task that works with the command
    [NeedsDb]
    public static Task<decimal> HelperWithCommand(MySqlConnection db)
    {
        using var command = new MySqlCommand("SELECT SUM(balance) FROM accounts", db);
        return {|NEEDS202:SumAsync(command)|};
    }

    // good: a helper's task that works with the connection, and the command was for something else
    [NeedsDb]
    public static Task<decimal> HelperWithConnection(MySqlConnection db)
    {
        using (var command = new MySqlCommand("SET time_zone = '+00:00'", db))
            command.ExecuteNonQuery();
        return SumAsync(db);
    }

    // bad: an early return without await
    [NeedsDb]
    public static Task<int> EarlyReturn(MySqlConnection db, int? id)
    {
        using var command = db.CreateCommand();
        if (id is null)
            return Task.FromResult(0);
        command.CommandText = "DELETE FROM accounts WHERE id = " + id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return {|NEEDS202:command.ExecuteNonQueryAsync()|};
    }

    // good: what is returned is finished
    [NeedsDb]
    public static Task<int> Finished(MySqlConnection db)
    {
        using var command = new MySqlCommand("DELETE FROM accounts WHERE balance = 0", db);
        var rows = command.ExecuteNonQuery();
        return Task.FromResult(rows);
    }

    // good: the lambda's await is enough, for the using is in the lambda
    [NeedsDb]
    public static Task<int> InLambda(MySqlConnection db)
    {
        Func<Task<int>> delete = async () =>
        {
            await using var command = new MySqlCommand("DELETE FROM accounts WHERE balance = 0", db);
            return await command.ExecuteNonQueryAsync();
        };
        return delete();
    }

    // good: an async local function with the using in it
    [NeedsDb]
    public static Task<int> InLocalFunction(MySqlConnection db, int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        return DeleteAsync();

        async Task<int> DeleteAsync()
        {
            await using var command = new MySqlCommand("DELETE FROM accounts WHERE id = @id", db);
            command.Parameters.AddWithValue("@id", id);
            return await command.ExecuteNonQueryAsync();
        }
    }

    // bad: a ValueTask
    [NeedsDb]
    public static ValueTask<int> AsValueTask(MySqlConnection db)
    {
        using var command = new MySqlCommand("DELETE FROM accounts WHERE balance = 0", db);
        return {|NEEDS202:new ValueTask<int>(command.ExecuteNonQueryAsync())|};
    }

    // bad: a plain Task
    [NeedsDb]
    public static Task AsTask(MySqlConnection db)
    {
        using var command = new MySqlCommand("DELETE FROM accounts WHERE balance = 0", db);
        return {|NEEDS202:command.ExecuteNonQueryAsync()|};
    }

    // good: disposing in a continuation
    [NeedsDb]
    public static Task<int> DisposedWhenDone(MySqlConnection db)
    {
        var command = new MySqlCommand("DELETE FROM accounts WHERE balance = 0", db);
        return command.ExecuteNonQueryAsync().ContinueWith(
            done =>
            {
                command.Dispose();
                return done.Result;
            },
            TaskScheduler.Default);
    }

    // good: a catch alone disposes nothing
    [NeedsDb]
    public static Task<int> WithCatch(MySqlConnection db, ILogger logger)
    {
        try
        {
            return db.ExecuteAsync("DELETE FROM accounts WHERE balance = 0");
        }
        catch (MySqlException error)
        {
            logger.LogError(error, "cleanup did not start");
            throw;
        }
    }

    // good: no handler
    public static Task<int> NoHandler(MySqlConnection db)
    {
        using var command = new MySqlCommand("DELETE FROM accounts WHERE balance = 0", db);
        return command.ExecuteNonQueryAsync();
    }

    private static async Task<decimal> SumAsync(MySqlCommand command) => Convert.ToDecimal(await command.ExecuteScalarAsync());

    private static async Task<decimal> SumAsync(MySqlConnection connection) =>
        await connection.ExecuteScalarAsync<decimal>("SELECT SUM(balance) FROM accounts");
}
