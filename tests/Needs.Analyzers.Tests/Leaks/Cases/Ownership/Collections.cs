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
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Collections;

/// <summary>Connections in lists, dictionaries, queues and arrays that live in a method.</summary>
public static class Collections
{
    // helper
    private static MySqlConnection Open(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // good: the list's connections are disposed in finally
    public static int CountAll(IEnumerable<string> connectionStrings)
    {
        var connections = new List<MySqlConnection>();
        try
        {
            foreach (var connectionString in connectionStrings)
                connections.Add(Open(connectionString));
            return connections.Sum(c => c.ExecuteScalar<int>("SELECT COUNT(*) FROM items"));
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    // bad: the list is forgotten with all that is in it
    public static int CountAllForgotten(IEnumerable<string> connectionStrings)
    {
        var connections = new List<MySqlConnection>();
        foreach (var connectionString in connectionStrings)
            connections.Add({|NEEDS101:Open(connectionString)|});
        return connections.Sum(c => c.ExecuteScalar<int>("SELECT COUNT(*) FROM items"));
    }

    // bad: a named connection goes into a list that nobody empties
    public static int CountNamed(string connectionString)
    {
        var connections = new List<DbConnection>();
        var {|NEEDS101:connection|} = Open(connectionString);
        connections.Add(connection);
        return connections.Count;
    }

    // good: ForEach disposes
    public static void Warm(IEnumerable<string> connectionStrings)
    {
        var connections = new List<MySqlConnection>();
        try
        {
            foreach (var connectionString in connectionStrings)
            {
                var connection = Open(connectionString);
                connections.Add(connection);
                connection.Execute("SELECT 1");
            }
        }
        finally
        {
            connections.ForEach(c => c.Dispose());
        }
    }

    // good: a for loop disposes the array's elements
    public static void WarmArray(string[] connectionStrings)
    {
        var connections = new MySqlConnection?[connectionStrings.Length];
        try
        {
            for (var i = 0; i < connectionStrings.Length; i++)
                connections[i] = Open(connectionStrings[i]);
        }
        finally
        {
            for (var i = 0; i < connections.Length; i++)
                connections[i]?.Dispose();
        }
    }

    // good: the list is returned
    public static List<MySqlConnection> OpenAll(IEnumerable<string> connectionStrings)
    {
        var connections = new List<MySqlConnection>();
        try
        {
            foreach (var connectionString in connectionStrings)
                connections.Add(Open(connectionString));
            return connections;
        }
        catch
        {
            foreach (var connection in connections)
                connection.Dispose();
            throw;
        }
    }

    // good: a dictionary by name, returned when it has but one
    public static IReadOnlyDictionary<string, DbConnection> ByName(string name, DbDataSource source)
    {
        var opened = new Dictionary<string, DbConnection>();
        opened[name] = source.OpenConnection();
        return opened;
    }

    // bad: the dictionary by name is dropped
    public static string NameOf(string name, DbDataSource source)
    {
        var opened = new Dictionary<string, DbConnection>();
        opened[name] = {|NEEDS101:source.OpenConnection()|};
        return opened[name].Database;
    }

    // good: the dictionary's values are disposed
    public static void Broadcast(IEnumerable<(string Name, DbDataSource Source)> targets, string sql)
    {
        var opened = new Dictionary<string, DbConnection>();
        try
        {
            foreach (var (name, source) in targets)
                opened.Add(name, source.OpenConnection());
            foreach (var pair in opened)
                pair.Value.Execute(sql);
        }
        finally
        {
            foreach (var pair in opened)
                pair.Value.Dispose();
        }
    }

    // good: the queue is emptied by a loop that disposes
    public static void Drain(IEnumerable<string> connectionStrings)
    {
        var queue = new Queue<MySqlConnection>();
        try
        {
            foreach (var connectionString in connectionStrings)
                queue.Enqueue(Open(connectionString));
        }
        finally
        {
            while (queue.Count > 0)
                queue.Dequeue().Dispose();
        }
    }

    // good: the bag's connections are taken out and disposed
    public static void DrainBag(IEnumerable<string> connectionStrings)
    {
        var bag = new ConcurrentBag<MySqlConnection>();
        try
        {
            foreach (var connectionString in connectionStrings)
                bag.Add(Open(connectionString));
        }
        finally
        {
            while (bag.TryTake(out var connection))
                connection.Dispose();
        }
    }

    // good: a stack of what is to be disposed, emptied at the end
    public static void Copy(string from, string to)
    {
        var cleanup = new Stack<IDisposable>();
        try
        {
            var source = Open(from);
            cleanup.Push(source);
            var target = Open(to);
            cleanup.Push(target);
            target.Execute("INSERT INTO copies VALUES (@thread)", new { thread = source.ServerThread });
        }
        finally
        {
            while (cleanup.TryPop(out var last))
                last.Dispose();
        }
    }

    // bad: the stack of what is to be disposed isn't emptied
    public static void CopyForgotten(string from)
    {
        var cleanup = new Stack<IDisposable>();
        var {|NEEDS101:source|} = Open(from);
        cleanup.Push(source);
        source.Execute("CALL copy()");
        Console.WriteLine(cleanup.Count);
    }

    // good: a collection expression whose elements are disposed
    public static void Both(string connectionString)
    {
        MySqlConnection[] both = [Open(connectionString)];
        foreach (var connection in both)
            connection.Dispose();
    }

    // bad: a collection expression whose elements aren't
    public static string Versions(string connectionString)
    {
        MySqlConnection[] all = [{|NEEDS101:Open(connectionString)|}];
        return string.Join(", ", all.Select(c => c.ServerVersion));
    }

    // good: the array goes to a helper that disposes each
    public static void Ping(string connectionString)
    {
        var connections = new DbConnection[] { Open(connectionString) };
        DisposeEach(connections);
    }

    // helper
    private static void DisposeEach(IEnumerable<DbConnection> connections)
    {
        foreach (var connection in connections)
            connection.Dispose();
    }

    // good: added to the caller's list, which is the caller's to empty
    public static void AddTo(ICollection<MySqlConnection> connections, string connectionString) => connections.Add(Open(connectionString));

    // bad: only on the way into the caller's list may a query fail
    public static void AddProbed(ICollection<MySqlConnection> connections, string connectionString)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        connection.Execute("SELECT 1");
        connections.Add(connection);
    }

    // good: each round's connection is closed in the round
    public static int Sum(IEnumerable<string> connectionStrings)
    {
        var sum = 0;
        foreach (var connectionString in connectionStrings)
        {
            using var connection = Open(connectionString);
            sum += connection.ExecuteScalar<int>("SELECT COUNT(*) FROM items");
        }
        return sum;
    }

    // bad: the healthy ones are kept, the others lost
    public static List<MySqlConnection> Healthy(MySqlDataSource source, int wanted)
    {
        var healthy = new List<MySqlConnection>();
        while (healthy.Count < wanted)
        {
            var {|NEEDS101:connection|} = source.OpenConnection();
            if (connection.Ping())
                healthy.Add(connection);
        }
        return healthy;
    }

    // good: a list of asynchronous disposables
    public static async Task Refresh(NpgsqlDataSource source, int count)
    {
        var opened = new List<IAsyncDisposable>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var connection = await source.OpenConnectionAsync();
                opened.Add(connection);
                await connection.ExecuteAsync("SELECT refresh(@i)", new { i });
            }
        }
        finally
        {
            foreach (var each in opened)
                await each.DisposeAsync();
        }
    }
}

// Collections in fields.

public sealed class Shards : IDisposable
{
    private readonly List<MySqlConnection> _open = [];

    // good: Dispose disposes each
    public void Add(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        _open.Add(connection);
    }

    // good: the argument is a factory's result
    public void Add(MySqlDataSource source) => _open.Add(source.OpenConnection());

    // bad: a query comes between Open and Add
    public void AddProbed(MySqlDataSource source)
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        connection.Execute("SELECT 1");
        _open.Add(connection);
    }

    public void Dispose()
    {
        foreach (var connection in _open)
            connection.Dispose();
        _open.Clear();
    }
}

public sealed class ShardsClearing : IDisposable
{
    private readonly List<MySqlConnection> _open = [];

    // bad: Dispose empties the list and closes none
    public void Add(string connectionString)
    {
        var {|NEEDS104:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        _open.Add(connection);
    }

    public void Dispose() => _open.Clear();
}

public sealed class ShardsByName : IDisposable
{
    private readonly Dictionary<string, MySqlConnection> _byName = new(StringComparer.OrdinalIgnoreCase);

    // good: cached by name until Dispose
    public MySqlConnection Get(string name)
    {
        if (_byName.TryGetValue(name, out var known))
            return known;
        var connection = new MySqlConnection($"Server={name}");
        connection.Open();
        _byName[name] = connection;
        return connection;
    }

    // good: taken out and disposed
    public void Drop(string name)
    {
        if (_byName.Remove(name, out var connection))
            connection.Dispose();
    }

    public void Dispose()
    {
        foreach (var connection in _byName.Values)
            connection.Dispose();
    }
}

public sealed class ShardsUndisposable
{
    private readonly Dictionary<string, MySqlConnection> _byName = [];

    // bad: cached by name for ever, in an object that can't be disposed
    public int Count(string name)
    {
        if (!_byName.TryGetValue(name, out var connection))
        {
            {|NEEDS104:connection|} = new MySqlConnection($"Server={name}");
            connection.Open();
            _byName.Add(name, connection);
        }
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM items");
    }
}

public sealed class ShardsConcurrent : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, NpgsqlConnection> _byId = new();

    // good: the loser of a race is disposed
    public async Task<NpgsqlConnection> Get(int id, NpgsqlDataSource source)
    {
        if (_byId.TryGetValue(id, out var known))
            return known;
        var fresh = await source.OpenConnectionAsync();
        if (_byId.TryAdd(id, fresh))
            return fresh;
        await fresh.DisposeAsync();
        return _byId[id];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, connection) in _byId)
            await connection.DisposeAsync();
    }
}

public sealed class ShardsLinq : IDisposable
{
    private readonly List<DbConnection> _open = new();

    // good: ForEach in Dispose
    public void Add(DbDataSource source) => _open.Add(source.OpenConnection());

    public void Dispose() => _open.ForEach(connection => connection.Dispose());
}

public sealed class ShardsArray(int count) : IDisposable
{
    private readonly MySqlConnection?[] _slots = new MySqlConnection?[count];

    // good: the slot's old connection is disposed, Dispose disposes the rest
    public void Fill(int slot, string connectionString)
    {
        _slots[slot]?.Dispose();
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        _slots[slot] = connection;
    }

    public void Dispose()
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i]?.Dispose();
            _slots[i] = null;
        }
    }
}

public sealed class Pool(string connectionString) : IDisposable
{
    private readonly ConcurrentBag<MySqlConnection> _idle = new();

    // good: from the bag or new, it is the renter's
    public MySqlConnection Rent()
    {
        if (_idle.TryTake(out var idle))
            return idle;
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // good: back into the bag
    public void Return(MySqlConnection connection) => _idle.Add(connection);

    // bad: rented, never returned
    public int CountForgotten()
    {
        var {|NEEDS101:connection|} = Rent();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM items");
    }

    // bad: not returned when the query fails
    public int CountLate()
    {
        var {|NEEDS102:connection|} = Rent();
        var count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM items");
        Return(connection);
        return count;
    }

    // good: returned in finally
    public int Count()
    {
        var connection = Rent();
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM items");
        }
        finally
        {
            Return(connection);
        }
    }

    // good: filled beforehand
    public void Fill(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var connection = new MySqlConnection(connectionString);
            connection.Open();
            _idle.Add(connection);
        }
    }

    // good: a fast path keeps it, the other disposes
    public void ReturnOrDispose(int limit)
    {
        var connection = Rent();
        if (_idle.Count < limit)
            _idle.Add(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
