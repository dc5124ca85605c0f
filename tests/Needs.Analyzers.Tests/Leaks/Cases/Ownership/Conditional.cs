#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Conditional;

/// <summary>Owned under a condition, captured by local functions, released by roundabout ways.</summary>
public sealed class Conditional(MySqlDataSource source, ILogger<Conditional> logger)
{
    // good: using over what is owned, or null
    public int Rows(MySqlConnection? shared)
    {
        var connection = shared ?? source.OpenConnection();
        using (shared is null ? connection : null)
            return connection.Execute("DELETE FROM rows");
    }

    // bad: using over what isn't owned
    public int RowsReversed(MySqlConnection? shared)
    {
        var {|NEEDS101:connection|} = shared ?? source.OpenConnection();
        using (shared is not null ? connection : null)
            return connection.Execute("DELETE FROM rows");
    }

    // good: a using declaration of what is owned, or null
    public int RowsDeclared(MySqlConnection? shared)
    {
        using var owned = shared is null ? source.OpenConnection() : null;
        var connection = shared ?? owned!;
        return connection.Execute("DELETE FROM rows");
    }

    // good: disposed through a conditional expression
    public int RowsConditional(MySqlConnection? shared)
    {
        var own = shared == null;
        var connection = own ? source.OpenConnection() : shared!;
        try
        {
            return connection.Execute("DELETE FROM rows");
        }
        finally
        {
            (own ? connection : null)?.Dispose();
        }
    }

    // good: the owned case and the other one apart
    public int RowsApart(MySqlConnection? shared)
    {
        if (shared is not null)
            return Delete(shared);
        using var connection = source.OpenConnection();
        return Delete(connection);
    }

    // good: borrows
    private static int Delete(MySqlConnection connection) => connection.Execute("DELETE FROM rows");

    // good: a second variable remembers what has to be closed
    public async Task<int> RowsRemembered(MySqlConnection? shared, CancellationToken cancellation)
    {
        MySqlConnection? toClose = null;
        try
        {
            var connection = shared;
            if (connection is null)
                connection = toClose = await source.OpenConnectionAsync(cancellation);
            return await connection.ExecuteAsync("DELETE FROM rows");
        }
        finally
        {
            if (toClose is not null)
                await toClose.DisposeAsync();
        }
    }

    // bad: the second variable remembers, and is asked on success only
    public async Task<int> RowsRememberedLate(MySqlConnection? shared, CancellationToken cancellation)
    {
        MySqlConnection? toClose = null;
        var connection = shared;
        if (connection is null)
            connection = {|NEEDS102:toClose|} = await source.OpenConnectionAsync(cancellation);
        var rows = await connection.ExecuteAsync("DELETE FROM rows");
        if (toClose is not null)
            await toClose.DisposeAsync();
        return rows;
    }

    // good: opened by a local function into a captured variable
    public int Captured(bool needed)
    {
        MySqlConnection? connection = null;
        try
        {
            if (needed)
                Ensure();
            return connection?.Execute("DELETE FROM rows") ?? 0;
        }
        finally
        {
            connection?.Dispose();
        }

        void Ensure() => connection ??= source.OpenConnection();
    }

    // bad: opened by a local function into a captured variable, and left
    public int CapturedLeft()
    {
        MySqlConnection? connection = null;
        {|NEEDS101:Ensure()|};
        return connection!.Execute("DELETE FROM rows");

        void Ensure() => connection = source.OpenConnection();
    }

    // good: opened by a lambda into a captured variable
    public void CapturedByLambda(Action<Action> run)
    {
        MySqlConnection? connection = null;
        try
        {
            run(() => connection = source.OpenConnection());
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // good: the exception is kept, the connection disposed, the exception thrown
    public void Kept()
    {
        var connection = source.OpenConnection();
        ExceptionDispatchInfo? error = null;
        try
        {
            Delete(connection);
        }
        catch (Exception e)
        {
            error = ExceptionDispatchInfo.Capture(e);
        }
        connection.Dispose();
        error?.Throw();
    }

    // bad: some exceptions are kept, others skip the release
    public void KeptSome()
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        Exception? error = null;
        try
        {
            Delete(connection);
        }
        catch (MySqlException e)
        {
            error = e;
        }
        connection.Dispose();
        if (error is not null)
            logger.LogError(error, "Not deleted");
    }

    // good: closed in every branch of a switch
    public string Switch(int what)
    {
        var connection = source.OpenConnection();
        switch (what)
        {
            case 0:
                connection.Dispose();
                return "zero";
            case 1 or 2:
                using (connection)
                    return connection.ServerVersion;
            default:
                connection.Close();
                throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    // bad: closed in every branch of a switch that has one too few
    public string SwitchDefault(int what)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        switch (what)
        {
            case 0:
                connection.Dispose();
                return "zero";
            case 1 or 2:
                using (connection)
                    return connection.ServerVersion;
        }
        return "many";
    }

    // good: asserted, logged, closed
    public void Asserted()
    {
        var connection = source.OpenConnection();
        Debug.Assert(connection.State == ConnectionState.Open);
        logger.LogDebug("{Thread}", connection.ServerThread);
        connection.Close();
    }

    // good: never null, so the test for null has one way
    public void Tested()
    {
        var connection = source.OpenConnection();
        if (connection == null)
            throw new InvalidOperationException();
        connection.Dispose();
    }

    // good: closed while it is open
    public void WhileOpen()
    {
        var connection = source.OpenConnection();
        while (connection.State != ConnectionState.Closed)
            connection.Close();
    }

    // good: tried until it works, the failed ones disposed
    public async Task<MySqlConnection> Tried(string connectionString, int times)
    {
        var attempt = 0;
        do
        {
            var connection = new MySqlConnection(connectionString);
            try
            {
                await connection.OpenAsync();
                await connection.ExecuteAsync("SELECT 1");
                return connection;
            }
            catch (MySqlException e)
            {
                logger.LogWarning(e, "Attempt {Attempt}", attempt);
                await connection.DisposeAsync();
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        while (++attempt < times);
        throw new TimeoutException();
    }

    // bad: only the last of the attempts is disposed
    public async Task TriedLast(string connectionString)
    {
        MySqlConnection connection;
        for (var attempt = 0; ; attempt++)
        {
            {|NEEDS103:connection|} = new MySqlConnection(connectionString);
            await connection.OpenAsync();
            if (await connection.PingAsync() || attempt == 3)
                break;
        }
        await connection.DisposeAsync();
    }

    // good: disposed by a filter that is always false
    public int Filtered()
    {
        var connection = source.OpenConnection();
        try
        {
            var rows = connection.Execute("DELETE FROM rows");
            connection.Dispose();
            return rows;
        }
        catch when (Disposed(connection))
        {
            throw;
        }
    }

    // helper
    private static bool Disposed(IDisposable disposable)
    {
        disposable.Dispose();
        return false;
    }

    // good: an early exit that closes too
    public int Early(int id)
    {
        var connection = source.OpenConnection();
        try
        {
            if (id < 0)
                return Finish(-1);
            return Finish(connection.Execute("DELETE FROM rows WHERE id = @id", new { id }));
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        int Finish(int rows)
        {
            connection.Dispose();
            return rows;
        }
    }

    // good: a using of an alias
    public int Alias()
    {
        var connection = source.OpenConnection();
        using var alias = connection;
        return connection.Execute("DELETE FROM rows");
    }

    // good: a using of the connection as another type
    public int AliasDisposable()
    {
        var connection = source.OpenConnection();
        using IDisposable alias = connection;
        return connection.Execute("DELETE FROM rows");
    }

    // good: several are closed by a loop over an array made for it
    public int Several(NpgsqlDataSource other)
    {
        MySqlConnection? left = null;
        NpgsqlConnection? right = null;
        try
        {
            left = source.OpenConnection();
            right = other.OpenConnection();
            return left.Execute("DELETE FROM rows") + right.Execute("DELETE FROM rows");
        }
        finally
        {
            foreach (var each in new DbConnection?[] { left, right })
                each?.Dispose();
        }
    }

    // bad: one of several isn't in the array
    public int SeveralButOne(NpgsqlDataSource other)
    {
        MySqlConnection? left = null;
        NpgsqlConnection? right = null;
        try
        {
            left = source.OpenConnection();
            {|NEEDS101:right|} = other.OpenConnection();
            return left.Execute("DELETE FROM rows") + right.Execute("DELETE FROM rows");
        }
        finally
        {
            foreach (var each in new DbConnection?[] { left })
                each?.Dispose();
        }
    }

    // good: an asynchronous lambda that is awaited at once
    public async Task<int> Immediately()
    {
        var connection = await source.OpenConnectionAsync();
        return await new Func<Task<int>>(async () =>
        {
            await using (connection)
                return await connection.ExecuteAsync("DELETE FROM rows");
        })();
    }

    // good: nothing but the finally of an outer method would close it, and it does
    public int Outer()
    {
        MySqlConnection? connection = null;
        try
        {
            return Inner(out connection);
        }
        finally
        {
            connection?.Close();
        }
    }

    // helper
    private int Inner(out MySqlConnection connection)
    {
        connection = source.OpenConnection();
        return connection.Execute("DELETE FROM rows");
    }
}
