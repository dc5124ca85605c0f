#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Concurrent.Shards;

// helper
public sealed record Tenant(string Name, MySqlConnection Connection);

// helper
public interface ITenantConnections
{
    DbConnection For(string tenant);
}

/// <summary>Many connections at once, each with one operation; and among them the one that all share.</summary>
public sealed class Shards
{
    private readonly IReadOnlyList<MySqlConnection> _shards;
    private readonly ITenantConnections _tenants;
    private readonly ConcurrentDictionary<string, NpgsqlConnection> _byName = new();

    public Shards(IReadOnlyList<MySqlConnection> shards, ITenantConnections tenants) => (_shards, _tenants) = (shards, tenants);

    // good: each shard has its own connection
    public Task<int[]> CleanAll() => Task.WhenAll(_shards.Select(shard => shard.ExecuteAsync("DELETE FROM drafts")));

    // good: in a loop, each turn another connection
    public async Task CleanInLoop()
    {
        var tasks = new List<Task>();
        foreach (var shard in _shards)
            tasks.Add(shard.ExecuteAsync("DELETE FROM drafts"));
        await Task.WhenAll(tasks);
    }

    // good: by index
    public async Task CleanByIndex()
    {
        var tasks = new Task<int>[_shards.Count];
        for (var i = 0; i < tasks.Length; i++)
            tasks[i] = _shards[i].ExecuteAsync("DELETE FROM drafts");
        await Task.WhenAll(tasks);
    }

    // good: in parallel, one thread for each connection
    public void CleanInParallel() => Parallel.ForEach(_shards, shard => shard.Execute("DELETE FROM drafts"));

    // good: PLINQ over the connections
    public int CountInParallel() => _shards.AsParallel().Sum(shard => shard.ExecuteScalar<int>("SELECT COUNT(*) FROM drafts"));

    // good: the connection is a member of the element
    public static Task CleanTenants(IEnumerable<Tenant> tenants) => Task.WhenAll(tenants.Select(async tenant =>
    {
        await tenant.Connection.ExecuteAsync("DELETE FROM drafts");
        await tenant.Connection.ExecuteAsync("DELETE FROM notes");
    }));

    // bad: the elements have their own, but the log is one
    public static Task CleanTenantsLogged(IEnumerable<Tenant> tenants, DbConnection log) => Task.WhenAll(tenants.Select(async tenant =>
    {
        var rows = await tenant.Connection.ExecuteAsync("DELETE FROM drafts");
        await {|NEEDS203:log.ExecuteAsync|}("INSERT INTO log(rows, tenant) VALUES (@rows, @Name)", new { rows, tenant.Name });
    }));

    // good: the log is written when all are done
    public static async Task CleanTenantsThenLog(IReadOnlyList<Tenant> tenants, DbConnection log)
    {
        var rows = await Task.WhenAll(tenants.Select(tenant => tenant.Connection.ExecuteAsync("DELETE FROM drafts")));
        for (var i = 0; i < rows.Length; i++)
            await log.ExecuteAsync("INSERT INTO log(rows, tenant) VALUES (@rows, @name)", new { rows = rows[i], name = tenants[i].Name });
    }

    // good: what the interface gives for a name is the connection of that name
    public async Task<int> CleanNamed(string[] names)
    {
        var tasks = new List<Task<int>>();
        foreach (var name in names)
            tasks.Add(_tenants.For(name).ExecuteAsync("DELETE FROM drafts"));
        return (await Task.WhenAll(tasks)).Sum();
    }

    // good: out of a dictionary, by name
    public async Task<int> CleanFromDictionary(string left, string right)
    {
        var first = _byName[left].ExecuteAsync("DELETE FROM drafts");
        var second = _byName[right].ExecuteAsync("DELETE FROM drafts");
        return await first + await second;
    }

    // good: sources, each opens what it needs
    public static Task CleanSources(IEnumerable<DbDataSource> sources) => Task.WhenAll(sources.Select(async source =>
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM drafts";
        await command.ExecuteNonQueryAsync();
    }));

    // good: the source's own commands and queries each take a connection
    public static async Task<object?[]> Counted(NpgsqlDataSource source)
    {
        await using var orders = source.CreateCommand("SELECT COUNT(*) FROM orders");
        await using var users = source.CreateCommand("SELECT COUNT(*) FROM users");
        return await Task.WhenAll(orders.ExecuteScalarAsync(), users.ExecuteScalarAsync());
    }

    // bad: the commands are of one connection
    public static async Task<object?[]> CountedOnOne(NpgsqlConnection connection)
    {
        await using var orders = new NpgsqlCommand("SELECT COUNT(*) FROM orders", connection);
        await using var users = new NpgsqlCommand("SELECT COUNT(*) FROM users", connection);
        return await Task.WhenAll(orders.ExecuteScalarAsync(), {|NEEDS203:users.ExecuteScalarAsync|}());
    }

    // good: two opened, two readers side by side
    public static async Task<int> Differences(MySqlDataSource left, MySqlDataSource right)
    {
        await using var a = await left.OpenConnectionAsync();
        await using var b = await right.OpenConnectionAsync();
        await using var first = await a.ExecuteReaderAsync("SELECT id FROM orders ORDER BY id");
        await using var second = await b.ExecuteReaderAsync("SELECT id FROM orders ORDER BY id");
        var differences = 0;
        while (await first.ReadAsync() && await second.ReadAsync())
            differences += first.GetInt32(0) == second.GetInt32(0) ? 0 : 1;
        return differences;
    }

    // bad: two readers side by side on one connection
    public static async Task<int> DifferencesOnOne(MySqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var first = await connection.ExecuteReaderAsync("SELECT id FROM orders ORDER BY id");
        await using var second = await {|NEEDS203:connection.ExecuteReaderAsync|}("SELECT id FROM archive ORDER BY id");
        var differences = 0;
        while (await first.ReadAsync() && await second.ReadAsync())
            differences += first.GetInt32(0) == second.GetInt32(0) ? 0 : 1;
        return differences;
    }

    // good: a worker for each connection, each takes ids in turn
    public async Task Drain(ConcurrentQueue<int> ids)
    {
        await Task.WhenAll(_shards.Select(Work));

        async Task Work(MySqlConnection shard)
        {
            while (ids.TryDequeue(out var id))
                await shard.ExecuteAsync("CALL settle(@id)", new { id });
        }
    }

    // bad: several workers over one connection
    public static async Task DrainOnOne(MySqlConnection connection, ConcurrentQueue<int> ids)
    {
        var left = Work();
        var right = {|NEEDS203:Work|}();
        await Task.WhenAll(left, right);

        async Task Work()
        {
            while (ids.TryDequeue(out var id))
                await connection.ExecuteAsync("CALL settle(@id)", new { id });
        }
    }

    // good: the variable holds a new connection in each turn
    public static async Task Reopened(MySqlDataSource source, int[] ids)
    {
        var tasks = new List<Task<int>>();
        var opened = new List<MySqlConnection>();
        foreach (var id in ids)
        {
            var connection = await source.OpenConnectionAsync();
            opened.Add(connection);
            tasks.Add(connection.ExecuteAsync("CALL settle(@id)", new { id }));
        }

        await Task.WhenAll(tasks);
        foreach (var connection in opened)
            await connection.DisposeAsync();
    }
}
