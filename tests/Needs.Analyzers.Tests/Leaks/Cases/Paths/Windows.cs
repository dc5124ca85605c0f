#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Windows;

/// <summary>What stands between an opening and the try, using or close that guards it: harmless things, and one that may fail.</summary>
public sealed class Windows(MySqlDataSource db, NpgsqlDataSource ledger, ILogger log)
{
    // good: the command is made and filled before the try
    public int CommandFirst(int id)
    {
        var connection = db.OpenConnection();
        var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM carts WHERE id = @id";
        command.CommandTimeout = 5;
        command.Parameters.AddWithValue("@id", id);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: the command is made, filled and run before the try
    public int CommandRun(int id)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM carts WHERE id = @id";
        command.Parameters.AddWithValue("@id", id);
        var rows = command.ExecuteNonQuery();
        try
        {
            log.LogInformation("{Rows} rows", rows);
            return rows;
        }
        finally
        {
            connection.Close();
        }
    }

    // good: a log entry about the open connection
    public int Logged()
    {
        var connection = db.OpenConnection();
        log.LogDebug("connected to {Server}, thread {Thread}", connection.DataSource, connection.ServerThread);
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            connection.Dispose();
        }
    }

    // good: an assertion about the open connection
    public string Asserted()
    {
        var connection = db.OpenConnection();
        Debug.Assert(connection.State == ConnectionState.Open);
        var version = connection.ServerVersion;
        connection.Dispose();
        return version;
    }

    // good: handlers are attached before the try
    public int Handlers()
    {
        var connection = ledger.OpenConnection();
        connection.Notice += (_, e) => log.LogInformation("{Notice}", e.Notice.MessageText);
        connection.StateChange += OnStateChange;
        try
        {
            return connection.Execute("SELECT tick()");
        }
        finally
        {
            connection.StateChange -= OnStateChange;
            connection.Dispose();
        }
    }

    private void OnStateChange(object sender, StateChangeEventArgs e) => log.LogInformation("{State}", e.CurrentState);

    // good: arithmetic, collections and strings between opening and close
    public string Plain(IReadOnlyList<int> numbers)
    {
        var connection = db.OpenConnection();
        var sum = 0;
        foreach (var number in numbers)
            sum += number * number;
        var text = $"{connection.Database}: {sum}";
        var parts = new List<string> { text, connection.DataSource };
        connection.Close();
        return string.Join(' ', parts);
    }

    // bad: one await among the harmless things
    public async Task<string> OneAwaitAsync(IReadOnlyList<Task<int>> numbers)
    {
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync();
        var sum = 0;
        foreach (var number in numbers)
            sum += await number;
        var text = $"{connection.Database}: {sum}";
        await connection.CloseAsync();
        return text;
    }

    // good: the awaits are over before the opening
    public async Task<string> AwaitsBeforeAsync(IReadOnlyList<Task<int>> numbers)
    {
        var sum = 0;
        foreach (var number in numbers)
            sum += await number;
        var connection = await db.OpenConnectionAsync();
        var text = $"{connection.Database}: {sum}";
        await connection.CloseAsync();
        return text;
    }

    // good: compared with another one, kept alive, and closed
    public bool Compared(MySqlConnection given)
    {
        var connection = db.OpenConnection();
        var same = ReferenceEquals(connection, given) || connection == given;
        GC.KeepAlive(connection);
        connection.Close();
        return same;
    }

    // good: a null test that never throws
    public string ThrowIfNull()
    {
        var connection = db.OpenConnection();
        ArgumentNullException.ThrowIfNull(connection);
        var version = connection.ServerVersion;
        connection.Close();
        return version;
    }

    // bad: the second command of three stands outside
    public int Three(int id)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        int rows;
        try
        {
            rows = connection.Execute("UPDATE a SET seen = 1 WHERE id = @id", new { id });
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        rows += connection.Execute("UPDATE b SET seen = 1 WHERE id = @id", new { id });
        try
        {
            return rows + connection.Execute("UPDATE c SET seen = 1 WHERE id = @id", new { id });
        }
        finally
        {
            connection.Dispose();
        }
    }

    // good: all three stand inside
    public int ThreeInside(int id)
    {
        var connection = db.OpenConnection();
        int rows;
        try
        {
            rows = connection.Execute("UPDATE a SET seen = 1 WHERE id = @id", new { id });
            rows += connection.Execute("UPDATE b SET seen = 1 WHERE id = @id", new { id });
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        try
        {
            return rows + connection.Execute("UPDATE c SET seen = 1 WHERE id = @id", new { id });
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: two typed catches do not make a general one
    public int Typed(int id)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            var rows = connection.Execute("CALL work(@id)", new { id });
            connection.Dispose();
            return rows;
        }
        catch (MySqlException)
        {
            connection.Dispose();
            return 0;
        }
        catch (InvalidOperationException)
        {
            connection.Dispose();
            return -1;
        }
    }

    // good: two typed catches and a general one
    public int TypedAndGeneral(int id)
    {
        var connection = db.OpenConnection();
        try
        {
            var rows = connection.Execute("CALL work(@id)", new { id });
            connection.Dispose();
            return rows;
        }
        catch (MySqlException)
        {
            connection.Dispose();
            return 0;
        }
        catch (InvalidOperationException)
        {
            connection.Dispose();
            return -1;
        }
        catch (Exception)
        {
            connection.Dispose();
            throw;
        }
    }

    // good: the catch closes through a helper and rethrows
    public int Helper(int id)
    {
        var connection = db.OpenConnection();
        try
        {
            var rows = connection.Execute("CALL work(@id)", new { id });
            connection.Dispose();
            return rows;
        }
        catch (Exception e)
        {
            Quit(connection, e);
            throw;
        }
    }

    private void Quit(MySqlConnection connection, Exception e)
    {
        log.LogError(e, "quitting thread {Thread}", connection.ServerThread);
        connection.Dispose();
    }

    // bad: the helper closes only what it knows
    public int HelperSometimes(int id)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            var rows = connection.Execute("CALL work(@id)", new { id });
            connection.Dispose();
            return rows;
        }
        catch (Exception e)
        {
            if (e is MySqlException)
                Quit(connection, e);
            throw;
        }
    }

    // bad: the commit of another one fails, and this one's connection is left
    public async Task<int> CommitOfAnotherAsync(DbTransaction other)
    {
        var {|NEEDS102:connection|} = await ledger.OpenConnectionAsync();
        await other.CommitAsync();
        var id = connection.ProcessID;
        await connection.DisposeAsync();
        return id;
    }

    // good: the commit of another one comes first
    public async Task<int> CommitFirstAsync(DbTransaction other)
    {
        await other.CommitAsync();
        var connection = await ledger.OpenConnectionAsync();
        var id = connection.ProcessID;
        await connection.DisposeAsync();
        return id;
    }

    // good: the reader's columns are looked at before the try
    public static List<string> Columns(MySqlCommand command)
    {
        var reader = command.ExecuteReader();
        var names = new List<string>(reader.FieldCount);
        var many = reader.FieldCount > 10 && reader.HasRows;
        try
        {
            while (reader.Read())
                names.Add(many ? reader.GetString(0) : reader.GetName(0));
        }
        finally
        {
            reader.Dispose();
        }

        return names;
    }

    // bad: the reader's first row is read before the try
    public static List<string> FirstRow(MySqlCommand command)
    {
        var {|NEEDS102:reader|} = command.ExecuteReader();
        var names = new List<string>();
        if (reader.Read())
            names.Add(reader.GetName(0));
        try
        {
            while (reader.Read())
                names.Add(reader.GetString(0));
        }
        finally
        {
            reader.Dispose();
        }

        return names;
    }

    // good: committed at once
    public static void Mark(NpgsqlConnection connection)
    {
        var transaction = connection.BeginTransaction();
        var level = transaction.IsolationLevel;
        transaction.Commit();
        Console.WriteLine(level);
    }

    // bad: a savepoint before the try
    public static async Task SaveAsync(NpgsqlConnection connection, string sql)
    {
        var {|NEEDS102:transaction|} = await connection.BeginTransactionAsync();
        await transaction.SaveAsync("begin");
        try
        {
            await connection.ExecuteAsync(sql, transaction: transaction);
            await transaction.CommitAsync();
        }
        catch
        {
            await transaction.RollbackAsync();
            throw;
        }
    }

    // good: a savepoint within the try
    public static async Task SaveInsideAsync(NpgsqlConnection connection, string sql)
    {
        var transaction = await connection.BeginTransactionAsync();
        try
        {
            await transaction.SaveAsync("begin");
            await connection.ExecuteAsync(sql, transaction: transaction);
            await transaction.CommitAsync();
        }
        catch
        {
            await transaction.RollbackAsync();
            throw;
        }
    }

    // bad: the await foreach over somebody else's rows may fail
    public async Task<int> ForeignAsync(IAsyncEnumerable<int> rows)
    {
        var {|NEEDS102:connection|} = await ledger.OpenConnectionAsync();
        var sum = connection.ProcessID;
        await foreach (var row in rows)
            sum += row;
        await connection.DisposeAsync();
        return sum;
    }

    // good: the await foreach over somebody else's rows stands in the try
    public async Task<int> ForeignFinallyAsync(IAsyncEnumerable<int> rows)
    {
        var connection = await ledger.OpenConnectionAsync();
        try
        {
            var sum = connection.ProcessID;
            await foreach (var row in rows)
                sum += row;
            return sum;
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
