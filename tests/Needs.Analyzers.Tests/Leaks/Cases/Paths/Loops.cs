#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Loops;

/// <summary>Resources inside and around loops; break and continue.</summary>
public sealed class Loops(MySqlDataSource db)
{
    // bad: one connection a tenant, none of them closed
    public int CountAll(IEnumerable<string> tenants)
    {
        var sum = 0;
        foreach (var tenant in tenants)
        {
            var {|NEEDS101:connection|} = new MySqlConnection(tenant);
            connection.Open();
            sum += connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
        }

        return sum;
    }

    // good: a using declaration ends with each turn
    public int CountAllUsing(IEnumerable<string> tenants)
    {
        var sum = 0;
        foreach (var tenant in tenants)
        {
            using var connection = new MySqlConnection(tenant);
            connection.Open();
            sum += connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
        }

        return sum;
    }

    // bad: continue jumps over the close
    public void MigrateTenants(IReadOnlyList<string> tenants, int version)
    {
        for (var i = 0; i < tenants.Count; i++)
        {
            var {|NEEDS101:connection|} = new MySqlConnection(tenants[i]);
            connection.Open();
            if (connection.ExecuteScalar<int>("SELECT version FROM schema_info") >= version)
                continue;

            connection.Execute("CALL migrate()");
            connection.Close();
        }
    }

    // good: continue leaves the using statement properly
    public void MigrateTenantsUsing(IReadOnlyList<string> tenants, int version)
    {
        for (var i = 0; i < tenants.Count; i++)
        {
            using (var connection = new MySqlConnection(tenants[i]))
            {
                connection.Open();
                if (connection.ExecuteScalar<int>("SELECT version FROM schema_info") >= version)
                    continue;

                connection.Execute("CALL migrate()");
            }
        }
    }

    // bad: break leaves with the connection of the last turn
    public string? FirstWith(IEnumerable<string> shards, int userId)
    {
        string? found = null;
        foreach (var shard in shards)
        {
            var {|NEEDS101:connection|} = new NpgsqlConnection(shard);
            connection.Open();
            if (connection.ExecuteScalar<int>("SELECT count(*) FROM users WHERE id = @userId", new { userId }) == 1)
            {
                found = shard;
                break;
            }

            connection.Dispose();
        }

        return found;
    }

    // good: the finally runs on break, too
    public string? FirstWithFinally(IEnumerable<string> shards, int userId)
    {
        string? found = null;
        foreach (var shard in shards)
        {
            var connection = new NpgsqlConnection(shard);
            try
            {
                connection.Open();
                if (connection.ExecuteScalar<int>("SELECT count(*) FROM users WHERE id = @userId", new { userId }) == 1)
                {
                    found = shard;
                    break;
                }
            }
            finally
            {
                connection.Dispose();
            }
        }

        return found;
    }

    // bad: opened before the loop, returned out of it
    public int? Poll(CancellationToken ct)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        while (!ct.IsCancellationRequested)
        {
            var id = connection.ExecuteScalar<int?>("SELECT id FROM inbox LIMIT 1");
            if (id is not null)
                return id;
            Thread.Sleep(100);
        }

        connection.Dispose();
        return null;
    }

    // good: the loop stands inside the using
    public int? PollUsing(CancellationToken ct)
    {
        using var connection = db.OpenConnection();
        while (!ct.IsCancellationRequested)
        {
            var id = connection.ExecuteScalar<int?>("SELECT id FROM inbox LIMIT 1");
            if (id is not null)
                return id;
            Thread.Sleep(100);
        }

        return null;
    }

    // bad: do-while, closed inside only when there is more to do
    public void Drain()
    {
        int rows;
        do
        {
            var {|NEEDS101:connection|} = db.OpenConnection();
            rows = connection.Execute("DELETE FROM outbox WHERE sent = 1 LIMIT 1000");
            if (rows == 1000)
                connection.Close();
        }
        while (rows == 1000);
    }

    // good: do-while with a using in it
    public void DrainUsing()
    {
        int rows;
        do
        {
            using var connection = db.OpenConnection();
            rows = connection.Execute("DELETE FROM outbox WHERE sent = 1 LIMIT 1000");
        }
        while (rows == 1000);
    }

    // bad: assigned anew in each turn, closed once after the loop
    public void Replay(IReadOnlyList<string> scripts)
    {
        MySqlConnection? connection = null;
        foreach (var script in scripts)
        {
            {|NEEDS103:connection|} = db.OpenConnection();
            connection.Execute(script);
        }

        connection?.Dispose();
    }

    // good: assigned anew only when the last one was closed
    public void ReplayClosed(IReadOnlyList<string> scripts)
    {
        MySqlConnection? connection = null;
        try
        {
            foreach (var script in scripts)
            {
                connection?.Dispose();
                connection = db.OpenConnection();
                connection.Execute(script);
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // good: opened at the first turn that needs it, closed after the loop
    public int Purge(IReadOnlyList<int> ids)
    {
        MySqlConnection? connection = null;
        var rows = 0;
        try
        {
            foreach (var id in ids)
            {
                if (id < 0)
                    continue;
                connection ??= db.OpenConnection();
                rows += connection.Execute("DELETE FROM logs WHERE id = @id", new { id });
            }
        }
        finally
        {
            connection?.Dispose();
        }

        return rows;
    }

    // bad: opened at the first turn that needs it, closed never
    public int PurgeNever(IReadOnlyList<int> ids)
    {
        MySqlConnection? connection = null;
        var rows = 0;
        foreach (var id in ids)
        {
            if (id < 0)
                continue;
            {|NEEDS101:connection|} ??= db.OpenConnection();
            rows += connection.Execute("DELETE FROM logs WHERE id = @id", new { id });
        }

        return rows;
    }

    // bad: a reader for each id on a connection that outlives the loop
    public static async Task<List<string>> NamesAsync(NpgsqlConnection connection, IAsyncEnumerable<int> ids)
    {
        var names = new List<string>();
        await foreach (var id in ids)
        {
            await using var command = new NpgsqlCommand(
                "SELECT name FROM users WHERE id = $1", connection) { Parameters = { new() { Value = id } } };
            var {|NEEDS101:reader|} = await command.ExecuteReaderAsync();
            if (!await reader.ReadAsync())
                continue;
            names.Add(reader.GetString(0));
            await reader.CloseAsync();
        }

        return names;
    }

    // good: a reader for each id, disposed in its turn
    public static async Task<List<string>> NamesUsingAsync(NpgsqlConnection connection, IAsyncEnumerable<int> ids)
    {
        var names = new List<string>();
        await foreach (var id in ids)
        {
            await using var command = new NpgsqlCommand(
                "SELECT name FROM users WHERE id = $1", connection) { Parameters = { new() { Value = id } } };
            await using var reader = await command.ExecuteReaderAsync();
            if (!await reader.ReadAsync())
                continue;
            names.Add(reader.GetString(0));
        }

        return names;
    }

    // bad: for with an empty condition, the only exit is a return with the connection open
    public int WaitForLeader(string cs)
    {
        for (; ; )
        {
            var {|NEEDS101:connection|} = new MySqlConnection(cs);
            connection.Open();
            var leader = connection.ExecuteScalar<int>("SELECT COALESCE(MAX(node), 0) FROM leader");
            if (leader != 0)
                return leader;
            connection.Close();
        }
    }

    // good: closed before the answer is looked at
    public bool IsUp(string cs)
    {
        for (var i = 0; i < 3; i++)
        {
            var connection = new MySqlConnection(cs);
            connection.Open();
            var ready = connection.ServerVersion.StartsWith('8');
            connection.Close();
            if (ready)
                return true;
        }

        return false;
    }

    // bad: nested loops, the inner break is followed by an outer return
    public bool AnyDuplicate(IReadOnlyList<string> shards, IReadOnlyList<int> ids)
    {
        foreach (var shard in shards)
        {
            var {|NEEDS101:connection|} = new SqliteConnection(shard);
            connection.Open();
            var duplicate = false;
            foreach (var id in ids)
            {
                if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users WHERE id = @id", new { id }) > 1)
                {
                    duplicate = true;
                    break;
                }
            }

            if (duplicate)
                return true;
            connection.Close();
        }

        return false;
    }

    // good: nested loops in a using statement
    public bool AnyDuplicateUsing(IReadOnlyList<string> shards, IReadOnlyList<int> ids)
    {
        foreach (var shard in shards)
        {
            using (var connection = new SqliteConnection(shard))
            {
                connection.Open();
                foreach (var id in ids)
                {
                    if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users WHERE id = @id", new { id }) > 1)
                        return true;
                }
            }
        }

        return false;
    }
}
