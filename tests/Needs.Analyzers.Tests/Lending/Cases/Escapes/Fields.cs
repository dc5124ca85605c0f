#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Fields;

/// <summary>The object of an instance handler may live for the whole application: what it keeps outlives the loan.</summary>
public sealed partial class OrderCounter
{
    private readonly List<DbConnection> _seen = [];
    private readonly DbConnection?[] _slots = new DbConnection?[4];
    private readonly Dictionary<string, object> _known = [];
    private readonly Session _session = new();
    private DbConnection? _last;
    private DbCommand? _count;
    private IDataReader? _open;
    private (DbConnection? Connection, DateTime At) _seenAt;
    private long _lastCount;
    private string? _database;

    private DbConnection? Current { get; set; }

    // bad: the field still has the connection when the handler is done
    [NeedsDb]
    public async Task<int> RememberConnection(DbConnection db)
    {
        _last = {|NEEDS201:db|};
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }

    // good: only the number is kept
    [NeedsDb]
    public async Task<long> RememberCount(DbConnection db)
    {
        _lastCount = await db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM orders");
        return _lastCount;
    }

    // good: the name of the database is only text
    [NeedsDb]
    public async Task<int> RememberName(DbConnection db)
    {
        _database = db.Database;
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }

    // bad: a property of this object is a field as well
    [NeedsDb]
    public async Task<int> RememberInProperty(DbConnection db)
    {
        Current = {|NEEDS201:db|};
        return await Count();
    }

    // bad: kept for the first caller only, but kept
    [NeedsDb]
    public async Task<int> RememberTheFirst(DbConnection db)
    {
        _last ??= {|NEEDS201:db|};
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }

    // bad: kept on one path
    [NeedsDb]
    public async Task<int> RememberIfBusy(DbConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE state = 'open'");
        if (count > 1000)
            _last = {|NEEDS201:db|};
        return count;
    }

    // bad: through another variable
    [NeedsDb]
    public async Task<int> RememberUnderAnotherName(DbConnection db)
    {
        var connection = db;
        var count = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        _last = {|NEEDS201:connection|};
        return count;
    }

    // bad: a command leads to its connection
    [NeedsDb]
    public async Task<long> RememberCommand(DbConnection db)
    {
        var command = db.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM orders";
        await command.PrepareAsync();
        _count = {|NEEDS201:command|};
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    // good: the prepared command is gone before the handler ends
    [NeedsDb]
    public async Task<long> UseCommandOnce(DbConnection db)
    {
        _count = db.CreateCommand();
        try
        {
            _count.CommandText = "SELECT COUNT(*) FROM orders";
            return Convert.ToInt64(await _count.ExecuteScalarAsync());
        }
        finally
        {
            await _count.DisposeAsync();
            _count = null;
        }
    }

    // bad: the reader stays open in the field
    [NeedsDb]
    public int RememberReader(MySqlConnection db)
    {
        using var command = new MySqlCommand("SELECT id, total FROM orders ORDER BY id", db);
        var reader = command.ExecuteReader();
        _open = {|NEEDS201:reader|};
        return reader.FieldCount;
    }

    // bad: the list belongs to this object
    [NeedsDb]
    public async Task<int> CollectConnections(DbConnection db)
    {
        _seen.Add({|NEEDS201:db|});
        return await db.ExecuteAsync("UPDATE counters SET hits = hits + 1");
    }

    // good: taken out again before the handler ends
    [NeedsDb]
    public async Task<int> ListWhileWorking(DbConnection db)
    {
        _seen.Add(db);
        try
        {
            return await db.ExecuteAsync("UPDATE counters SET hits = hits + 1");
        }
        finally
        {
            _seen.Remove(db);
        }
    }

    // good: a list of this call
    [NeedsDb]
    public async Task<int> LocalList(DbConnection db)
    {
        var connections = new List<DbConnection> { db };
        var hits = 0;
        foreach (var connection in connections)
            hits += await connection.ExecuteAsync("UPDATE counters SET hits = hits + 1");
        return hits;
    }

    // bad: an element of the object's array
    [NeedsDb]
    public async Task<int> RememberInSlot(DbConnection db, int slot)
    {
        _slots[slot] = {|NEEDS201:db|};
        return await db.ExecuteAsync("UPDATE counters SET hits = hits + 1");
    }

    // bad: the dictionary of the object, by its indexer
    [NeedsDb]
    public async Task<int> RememberByName(DbConnection db, string name)
    {
        _known[name] = {|NEEDS201:db|};
        return await db.ExecuteAsync("UPDATE counters SET hits = hits + 1 WHERE name = @name", new { name });
    }

    // good: the dictionary gets rows
    [NeedsDb]
    public async Task<int> RememberRows(DbConnection db, string name)
    {
        var rows = (await db.QueryAsync<string>("SELECT code FROM coupons WHERE name = @name", new { name })).ToList();
        _known[name] = rows;
        return rows.Count;
    }

    // bad: a tuple in a field
    [NeedsDb]
    public async Task<int> RememberWithTime(DbConnection db)
    {
        _seenAt = {|NEEDS201:(db, DateTime.UtcNow)|};
        return await db.ExecuteAsync("UPDATE counters SET hits = hits + 1");
    }

    // bad: a member of an object that this one keeps
    [NeedsDb]
    public async Task<int> RememberInSession(DbConnection db)
    {
        _session.Connection = {|NEEDS201:db|};
        return await _session.CountAsync();
    }

    // good: a session of this call
    [NeedsDb]
    public async Task<int> SessionOfTheCall(DbConnection db)
    {
        var session = new Session { Connection = db };
        return await session.CountAsync();
    }

    // good: the kept session lets go of it
    [NeedsDb]
    public async Task<int> SessionForAWhile(DbConnection db)
    {
        _session.Connection = db;
        try
        {
            return await _session.CountAsync();
        }
        finally
        {
            _session.Connection = null;
        }
    }

    // good: written over before the handler ends
    [NeedsDb]
    public async Task<int> SwapAndSwapBack(DbConnection db)
    {
        var before = _last;
        _last = db;
        try
        {
            return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        }
        finally
        {
            _last = before;
        }
    }

    // good: only an end without an exception counts
    [NeedsDb]
    public async Task<int> KeepForTheReport(DbConnection db, int id)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE id = @id", new { id });
        if (count == 0)
        {
            _last = db;
            throw new KeyNotFoundException("no such order");
        }

        return count;
    }

    // good: no handler: who makes the counter lends it
    public void Attach(DbConnection db)
    {
        _last = db;
        _seen.Add(db);
    }

    private async Task<int> Count() => await Current!.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");

    private sealed class Session
    {
        public DbConnection? Connection { get; set; }

        public Task<int> CountAsync() => Connection!.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }
}

/// <summary>Delegates in fields.</summary>
public sealed partial class Recounts
{
    private Func<Task<int>>? _recount;
    private Action<string>? _log;
    private Lazy<int>? _later;
    private Task<int>? _running;

    // bad: the lambda in the field uses the connection whenever it is called
    [NeedsDb]
    public async Task<int> KeepLambda(MySqlConnection db, int shop)
    {
        _recount = () => {|NEEDS201:db|}.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE shop = @shop", new { shop });
        return await _recount();
    }

    // bad: a local function as a delegate
    [NeedsDb]
    public async Task<int> KeepLocalFunction(MySqlConnection db, int shop)
    {
        _recount = {|NEEDS201:Recount|};
        return await Recount();

        Task<int> Recount() => db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE shop = @shop", new { shop });
    }

    // bad: a delegate in a variable first
    [NeedsDb]
    public async Task<int> KeepDelegateVariable(MySqlConnection db)
    {
        Func<Task<int>> recount = () => db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        var count = await recount();
        _recount = {|NEEDS201:recount|};
        return count;
    }

    // good: the kept delegate opens its own connection
    [NeedsDb]
    public async Task<int> KeepDelegateOfItsOwn(MySqlConnection db, MySqlDataSource source)
    {
        _recount = async () =>
        {
            await using var own = await source.OpenConnectionAsync();
            return await own.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        };
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }

    // good: the lambda closes over what was read
    [NeedsDb]
    public async Task<int> KeepDelegateOverValue(MySqlConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        _recount = () => Task.FromResult(count);
        return count;
    }

    // bad: a method of an object that holds the connection
    [NeedsDb]
    public async Task<int> KeepMethodGroup(NpgsqlConnection db)
    {
        var log = new TableLog(db);
        _log = {|NEEDS201:log.Write|};
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }

    // good: the delegate is unset before the end
    [NeedsDb]
    public async Task<int> LogWhileWorking(NpgsqlConnection db)
    {
        var log = new TableLog(db);
        _log = log.Write;
        try
        {
            var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
            _log("counted " + count);
            return count;
        }
        finally
        {
            _log = null;
        }
    }

    // bad: a Lazy in a field
    [NeedsDb]
    public int KeepLazy(NpgsqlConnection db)
    {
        _later = {|NEEDS201:new Lazy<int>(() => db.ExecuteScalar<int>("SELECT COUNT(*) FROM refunds"))|};
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM orders");
    }

    // good: the operation in the field is awaited here
    [NeedsDb]
    public async Task<Outcome> StartKeepAndAwait(NpgsqlConnection db)
    {
        _running = db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        var count = await _running;
        return new Outcome("counted " + count);
    }

    private sealed class TableLog(NpgsqlConnection connection)
    {
        public void Write(string line) => connection.Execute("INSERT INTO log(line) VALUES (@line)", new { line });
    }
}

public sealed record Outcome(string Text);
