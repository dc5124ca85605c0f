#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Statics;

/// <summary>What is static lives as long as the process.</summary>
public static partial class Tenants
{
    private static readonly ConcurrentDictionary<string, MySqlConnection> ByTenant = new();
    private static readonly ConcurrentDictionary<string, string> Plans = new();
    private static readonly ConcurrentDictionary<string, int> Visits = new();
    private static readonly ConcurrentBag<DbConnection> Idle = [];
    private static readonly ConcurrentQueue<DbCommand> Waiting = new();
    private static readonly Dictionary<int, IDbConnection> ByShard = [];
    private static readonly ConditionalWeakTable<HttpContext, DbConnection> OfRequest = new();
    private static readonly ThreadLocal<DbConnection?> OfThread = new();
    private static readonly Stack<NpgsqlConnection> Nested = new();
    private static readonly LinkedList<NpgsqlTransaction> Open = new();
    private static readonly Func<DbConnection, string, Task<string?>> LoadPlan =
        (connection, tenant) => connection.ExecuteScalarAsync<string>("SELECT plan FROM tenants WHERE name = @tenant", new { tenant });

    [ThreadStatic]
    private static IDbConnection? _ofThread;

    private static MySqlConnection? _shared;
    private static DateTime _checked;

    public static DbConnection? Latest { get; private set; }

    // bad: a static field
    [NeedsDb]
    public static async Task<string?> KeepInField(MySqlConnection db, string tenant)
    {
        _shared = {|NEEDS201:db|};
        return await db.ExecuteScalarAsync<string>("SELECT plan FROM tenants WHERE name = @tenant", new { tenant });
    }

    // good: a static time of the last check
    [NeedsDb]
    public static async Task<string?> KeepTime(MySqlConnection db, string tenant)
    {
        var plan = await db.ExecuteScalarAsync<string>("SELECT plan FROM tenants WHERE name = @tenant", new { tenant });
        _checked = DateTime.UtcNow;
        return plan;
    }

    // bad: the field is exchanged
    [NeedsDb]
    public static async Task<string?> KeepByExchange(MySqlConnection db, string tenant)
    {
        var plan = await db.ExecuteScalarAsync<string>("SELECT plan FROM tenants WHERE name = @tenant", new { tenant });
        Interlocked.Exchange(ref _shared, {|NEEDS201:db|});
        return plan;
    }

    // bad: a static property
    [NeedsDb]
    public static async Task<string?> KeepInProperty(DbConnection db, string tenant)
    {
        Latest = {|NEEDS201:db|};
        return await LoadPlan(db, tenant);
    }

    // good: a static delegate that captures nothing borrows it
    [NeedsDb]
    public static async Task<string?> Borrow(DbConnection db, string tenant) => await LoadPlan(db, tenant);

    // bad: a static dictionary
    [NeedsDb]
    public static async Task<string?> KeepByTenant(MySqlConnection db, string tenant)
    {
        ByTenant[tenant] = {|NEEDS201:db|};
        return await db.ExecuteScalarAsync<string>("SELECT plan FROM tenants WHERE name = @tenant", new { tenant });
    }

    // bad: TryAdd keeps it as well
    [NeedsDb]
    public static async Task<bool> KeepIfNew(MySqlConnection db, string tenant)
    {
        var isNew = ByTenant.TryAdd(tenant, {|NEEDS201:db|});
        await db.ExecuteAsync("UPDATE tenants SET seen = NOW() WHERE name = @tenant", new { tenant });
        return isNew;
    }

    // bad: the factory hands the connection to the dictionary
    [NeedsDb]
    public static async Task<string?> KeepByFactory(MySqlConnection db, string tenant)
    {
        var shared = ByTenant.GetOrAdd(tenant, _ => {|NEEDS201:db|});
        return await shared.ExecuteScalarAsync<string>("SELECT plan FROM tenants WHERE name = @tenant", new { tenant });
    }

    // good: the factory reads a string at once
    [NeedsDb]
    public static string PlanByFactory(MySqlConnection db, string tenant) =>
        Plans.GetOrAdd(tenant, name => db.QuerySingle<string>("SELECT plan FROM tenants WHERE name = @name", new { name }));

    // good: both factories read a number at once
    [NeedsDb]
    public static int CountVisit(MySqlConnection db, string tenant) =>
        Visits.AddOrUpdate(
            tenant,
            name => db.ExecuteScalar<int>("SELECT visits FROM tenants WHERE name = @name", new { name }),
            (_, visits) => visits + 1);

    // good: a plan is kept
    [NeedsDb]
    public static async Task<string> KeepPlan(MySqlConnection db, string tenant)
    {
        if (Plans.TryGetValue(tenant, out var known))
            return known;
        var plan = await db.QuerySingleAsync<string>("SELECT plan FROM tenants WHERE name = @tenant", new { tenant });
        Plans.TryAdd(tenant, plan);
        return plan;
    }

    // good: taken out again in a finally
    [NeedsDb]
    public static async Task<string?> KeepForAWhile(MySqlConnection db, string tenant)
    {
        ByTenant[tenant] = db;
        try
        {
            return await PlanOfShared(tenant);
        }
        finally
        {
            ByTenant.TryRemove(tenant, out _);
        }
    }

    // bad: a home-made pool gets what belongs to another pool
    [NeedsDb]
    public static async Task<int> KeepAsIdle(DbConnection db)
    {
        var rows = await db.ExecuteAsync("DELETE FROM sessions WHERE expires < CURRENT_TIMESTAMP");
        Idle.Add({|NEEDS201:db|});
        return rows;
    }

    // bad: commands in a static queue
    [NeedsDb]
    public static void QueueCommand(DbConnection db, string tenant)
    {
        var command = db.CreateCommand();
        command.CommandText = "UPDATE tenants SET seen = CURRENT_TIMESTAMP";
        Waiting.Enqueue({|NEEDS201:command|});
    }

    // good: a queue of this call
    [NeedsDb]
    public static int RunQueued(DbConnection db, string[] statements)
    {
        var waiting = new Queue<DbCommand>();
        foreach (var statement in statements)
        {
            var command = db.CreateCommand();
            command.CommandText = statement;
            waiting.Enqueue(command);
        }

        var rows = 0;
        while (waiting.TryDequeue(out var next))
        {
            using (next)
                rows += next.ExecuteNonQuery();
        }

        return rows;
    }

    // bad: an ordinary dictionary under a lock
    [NeedsDb]
    public static int KeepByShard(IDbConnection db, int shard)
    {
        lock (ByShard)
        {
            ByShard.Add(shard, {|NEEDS201:db|});
        }

        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM items WHERE shard = @shard", new { shard });
    }

    // good: cleared before the lock ends
    [NeedsDb]
    public static int KeepUnderLock(IDbConnection db, int shard)
    {
        lock (ByShard)
        {
            ByShard[shard] = db;
            var count = ByShard[shard].ExecuteScalar<int>("SELECT COUNT(*) FROM items WHERE shard = @shard", new { shard });
            ByShard.Clear();
            return count;
        }
    }

    // bad: the table keeps it as long as the request's context is alive, which is longer than the loan
    [NeedsDb]
    public static async Task<int> KeepWithRequest(HttpContext context, DbConnection db)
    {
        OfRequest.Add(context, {|NEEDS201:db|});
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM tenants");
    }

    // bad: the thread serves other requests afterwards
    [NeedsDb]
    public static int KeepWithThread(DbConnection db)
    {
        OfThread.Value = {|NEEDS201:db|};
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM tenants");
    }

    // bad: a [ThreadStatic] field
    [NeedsDb]
    public static int KeepInThreadStatic(IDbConnection db)
    {
        _ofThread = {|NEEDS201:db|};
        return CountOnThread();
    }

    // good: the thread's slot is emptied again
    [NeedsDb]
    public static int UseThreadStatic(IDbConnection db)
    {
        _ofThread = db;
        try
        {
            return CountOnThread();
        }
        finally
        {
            _ofThread = null;
        }
    }

    // good: pushed and popped
    [NeedsDb]
    public static int PushAndPop(NpgsqlConnection db)
    {
        Nested.Push(db);
        try
        {
            return Nested.Peek().ExecuteScalar<int>("SELECT COUNT(*) FROM tenants");
        }
        finally
        {
            Nested.Pop();
        }
    }

    // bad: pushed and never popped
    [NeedsDb]
    public static int PushOnly(NpgsqlConnection db)
    {
        Nested.Push({|NEEDS201:db|});
        return Nested.Count;
    }

    // bad: the list keeps the transaction
    [NeedsDb]
    public static async Task KeepTransaction(NpgsqlConnection db, NpgsqlTransaction transaction)
    {
        await db.ExecuteAsync("UPDATE tenants SET plan = 'free'", transaction: transaction);
        Open.AddLast({|NEEDS201:transaction|});
    }

    private static Task<string?> PlanOfShared(string tenant) =>
        ByTenant[tenant].ExecuteScalarAsync<string>("SELECT plan FROM tenants WHERE name = @tenant", new { tenant });

    private static int CountOnThread() => _ofThread!.ExecuteScalar<int>("SELECT COUNT(*) FROM tenants");
}

/// <summary>What flows with the execution context may be seen by whoever made the context.</summary>
public static partial class Ambient
{
    private static readonly AsyncLocal<SqliteConnection?> Current = new();
    private static readonly AsyncLocal<Scope?> CurrentScope = new();
    private static readonly AsyncLocal<string?> Database = new();

    // bad: the ambient value is still set at the end
    [NeedsDb]
    public static int Set(SqliteConnection db)
    {
        Current.Value = {|NEEDS201:db|};
        return Count();
    }

    // good: reset in a finally
    [NeedsDb]
    public static int SetAndReset(SqliteConnection db)
    {
        Current.Value = db;
        try
        {
            return Count();
        }
        finally
        {
            Current.Value = null;
        }
    }

    // bad: an early return skips the reset
    [NeedsDb]
    public static int SetAndMostlyReset(SqliteConnection db, bool count)
    {
        Current.Value = {|NEEDS201:db|};
        if (!count)
            return 0;
        var result = Count();
        Current.Value = null;
        return result;
    }

    // good: the ambient text is no connection
    [NeedsDb]
    public static int SetName(SqliteConnection db)
    {
        Database.Value = db.DataSource;
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM notes");
    }

    // bad: a member of the ambient object that somebody else made
    [NeedsDb]
    public static int FillScope(SqliteConnection db)
    {
        if (CurrentScope.Value is { } scope)
            scope.Connection = {|NEEDS201:db|};
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM notes");
    }

    // bad: a scope object of this call, put into the ambient slot
    [NeedsDb]
    public static int EnterScope(SqliteConnection db)
    {
        var scope = new Scope { Connection = db };
        CurrentScope.Value = {|NEEDS201:scope|};
        return Count();
    }

    private static int Count() => Current.Value!.ExecuteScalar<int>("SELECT COUNT(*) FROM notes");

    public sealed class Scope
    {
        public IDbConnection? Connection { get; set; }
    }
}
