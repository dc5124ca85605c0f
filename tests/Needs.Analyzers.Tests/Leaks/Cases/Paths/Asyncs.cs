#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Asyncs;

/// <summary>Opened through Task and ValueTask in every wrapping.</summary>
public sealed class Asyncs(MySqlDataSource db, NpgsqlDataSource ledger, HttpClient http)
{
    // bad: OpenAsync, queries, no close
    public static async Task<IEnumerable<string>> CitiesAsync(string cs, CancellationToken ct)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        await connection.OpenAsync(ct);
        return await connection.QueryAsync<string>("SELECT name FROM cities");
    }

    // good: OpenAsync under await using
    public static async Task<IEnumerable<string>> CitiesUsingAsync(string cs, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(cs);
        await connection.OpenAsync(ct);
        return await connection.QueryAsync<string>("SELECT name FROM cities");
    }

    // bad: OpenAsync with ConfigureAwait
    public static async Task<int> ConfiguredAsync(string cs)
    {
        var {|NEEDS101:connection|} = new NpgsqlConnection(cs);
        await connection.OpenAsync().ConfigureAwait(false);
        return await connection.ExecuteScalarAsync<int>("SELECT 1").ConfigureAwait(false);
    }

    // good: OpenAsync with ConfigureAwait, disposed in a finally
    public static async Task<int> ConfiguredFinallyAsync(string cs)
    {
        var connection = new NpgsqlConnection(cs);
        try
        {
            await connection.OpenAsync().ConfigureAwait(false);
            return await connection.ExecuteScalarAsync<int>("SELECT 1").ConfigureAwait(false);
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // bad: ValueTask turned into a Task
    public async Task<int> AsTaskAsync()
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync().AsTask();
        return await connection.ExecuteAsync("CALL tick()");
    }

    // good: ValueTask turned into a Task, in a using
    public async Task<int> AsTaskUsingAsync(CancellationToken ct)
    {
        using var connection = await db.OpenConnectionAsync(ct).AsTask().ConfigureAwait(false);
        return await connection.ExecuteAsync("CALL tick()");
    }

    // bad: blocking on GetResult
    public int Blocking()
    {
        var {|NEEDS101:connection|} = db.OpenConnectionAsync().GetAwaiter().GetResult();
        return connection.Execute("CALL tick()");
    }

    // good: blocking on GetResult, closed
    public int BlockingClosed()
    {
        var connection = db.OpenConnectionAsync().GetAwaiter().GetResult();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            connection.CloseAsync().GetAwaiter().GetResult();
        }
    }

    // bad: Result of AsTask
    public int Result()
    {
        var {|NEEDS101:connection|} = ledger.OpenConnectionAsync().AsTask().Result;
        return connection.Execute("SELECT tick()");
    }

    // good: Result of AsTask in a using
    public int ResultUsing()
    {
        using var connection = ledger.OpenConnectionAsync().AsTask().Result;
        return connection.Execute("SELECT tick()");
    }

    // bad: waits for the opening, then forgets
    public static int Waiting(string cs)
    {
        var {|NEEDS101:connection|} = new SqliteConnection(cs);
        connection.OpenAsync().Wait();
        return connection.Execute("VACUUM");
    }

    // good: waits for the opening within a using
    public static int WaitingUsing(string cs)
    {
        using var connection = new SqliteConnection(cs);
        connection.OpenAsync().Wait();
        return connection.Execute("VACUUM");
    }

    // bad: the task of the opening in a variable of its own
    public async Task<int> TaskFirstAsync(CancellationToken ct)
    {
        var opening = ledger.OpenConnectionAsync(ct);
        var {|NEEDS101:connection|} = await opening;
        return await connection.ExecuteAsync("SELECT tick()");
    }

    // good: the task of the opening in a variable of its own, the connection in a using
    public async Task<int> TaskFirstUsingAsync(CancellationToken ct)
    {
        var opening = ledger.OpenConnectionAsync(ct);
        await using var connection = await opening;
        return await connection.ExecuteAsync("SELECT tick()");
    }

    // bad: an await of something else can throw before the close
    public async Task<string> CallAsync(string url, CancellationToken ct)
    {
        var {|NEEDS102:connection|} = await ledger.OpenConnectionAsync(ct);
        var answer = await http.GetStringAsync(url, ct);
        await connection.DisposeAsync();
        return answer;
    }

    // good: the await of something else stands before the opening
    public async Task<string> CallFirstAsync(string url, CancellationToken ct)
    {
        var answer = await http.GetStringAsync(url, ct);
        var connection = await ledger.OpenConnectionAsync(ct);
        await connection.DisposeAsync();
        return answer;
    }

    // bad: a delay that is cancelled
    public async Task PauseAsync(CancellationToken ct)
    {
        var {|NEEDS102:connection|} = new MySqlConnection("Server=db");
        await connection.OpenAsync(ct);
        await Task.Delay(1000, ct);
        await connection.CloseAsync();
    }

    // good: a delay that is cancelled, with finally
    public async Task PauseFinallyAsync(CancellationToken ct)
    {
        var connection = new MySqlConnection("Server=db");
        await connection.OpenAsync(ct);
        try
        {
            await Task.Delay(1000, ct);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    // good: opened and returned as a ValueTask without a state machine
    public ValueTask<MySqlConnection> PassAsync(CancellationToken ct) => db.OpenConnectionAsync(ct);

    // good: opened and returned from an async method
    public async ValueTask<NpgsqlConnection> ReturnAsync(CancellationToken ct)
    {
        var connection = await ledger.OpenConnectionAsync(ct);
        return connection;
    }

    // bad: prepared after the opening, without a catch
    public async ValueTask<NpgsqlConnection> PreparedAsync(string role, CancellationToken ct)
    {
        var {|NEEDS102:connection|} = await ledger.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("SELECT set_config('role', @role, false)", new { role });
        return connection;
    }

    // good: prepared after the opening, with a catch
    public async ValueTask<NpgsqlConnection> PreparedSafelyAsync(string role, CancellationToken ct)
    {
        var connection = await ledger.OpenConnectionAsync(ct);
        try
        {
            await connection.ExecuteAsync("SELECT set_config('role', @role, false)", new { role });
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // bad: two awaited reads, the answer of the second skips the dispose
    public async Task<string?> TwoReadsAsync(int id)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync();
        var name = await connection.ExecuteScalarAsync<string?>("SELECT name FROM users WHERE id = @id", new { id });
        if (name is not null)
        {
            await connection.DisposeAsync();
            return name;
        }

        return await connection.ExecuteScalarAsync<string?>("SELECT name FROM old_users WHERE id = @id", new { id });
    }

    // good: two awaited reads in one await using
    public async Task<string?> TwoReadsUsingAsync(int id)
    {
        await using var connection = await db.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string?>("SELECT name FROM users WHERE id = @id", new { id })
            ?? await connection.ExecuteScalarAsync<string?>("SELECT name FROM old_users WHERE id = @id", new { id });
    }

    // bad: async void, and a failing command skips the dispose
    public async void OnTick(object? sender, EventArgs e)
    {
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync();
        await connection.ExecuteAsync("CALL tick()");
        await connection.DisposeAsync();
    }

    // good: async void with await using
    public async void OnTickUsing(object? sender, EventArgs e)
    {
        await using var connection = await db.OpenConnectionAsync();
        await connection.ExecuteAsync("CALL tick()");
    }

    // good: DisposeAsync turned into a task and awaited
    public async Task DisposeAsTaskAsync()
    {
        var connection = await ledger.OpenConnectionAsync();
        await connection.DisposeAsync().AsTask();
    }

    // bad: a reader from an awaited and configured task, on the caller's connection
    public static async Task<int> FirstAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT id FROM jobs", connection);
        var {|NEEDS101:reader|} = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false) ? reader.GetInt32(0) : 0;
    }

    // good: a reader from an awaited and configured task, in a configured await using
    public static async Task<int> FirstUsingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var command = new NpgsqlCommand("SELECT id FROM jobs", connection);
        var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
            return await reader.ReadAsync(ct).ConfigureAwait(false) ? reader.GetInt32(0) : 0;
    }
}
