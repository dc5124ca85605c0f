#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Helpers;

public sealed record Customer(int Id, string Name);

public sealed class Customers(DbConnection connection, DbTransaction? transaction = null)
{
    public Task<Customer?> Find(int id) =>
        connection.QuerySingleOrDefaultAsync<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id }, transaction);

    public Task<int> Add(string name) => connection.ExecuteAsync("INSERT INTO customers(name) VALUES (@name)", new { name }, transaction);

    public Task<int> Remove(int id) => connection.ExecuteAsync("DELETE FROM customers WHERE id = @id", new { id }, transaction);
}

public sealed class UnitOfWork : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly List<string> _log = [];

    private UnitOfWork(DbConnection connection, DbTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
        Customers = new Customers(connection, transaction);
    }

    public Customers Customers { get; }

    public static async Task<UnitOfWork> BeginAsync(DbConnection connection) => new(connection, await connection.BeginTransactionAsync());

    public async Task CompleteAsync()
    {
        _log.Add(_connection.Database);
        await _transaction.CommitAsync();
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();
}

public sealed class BatchBuilder
{
    private readonly IDbConnection _connection;
    private readonly StringBuilder _text = new();

    public BatchBuilder(IDbConnection connection) => _connection = connection;

    public BatchBuilder Add(string statement)
    {
        _text.Append(statement).AppendLine(";");
        return this;
    }

    public int Run() => _connection.Execute(_text.ToString());
}

public sealed class WorkContext
{
    public required DbConnection Connection { get; init; }

    public Dictionary<string, object> Bag { get; } = [];

    public List<Func<Task>> AtEnd { get; } = [];
}

/// <summary>Objects that hold the connection and die with the handler are no escape.</summary>
public static partial class HelperObjects
{
    // good: a repository of this call
    [NeedsDb]
    public static async Task<Customer?> ByRepository(DbConnection db, int id) => await new Customers(db).Find(id);

    // good: a repository in a variable
    [NeedsDb]
    public static async Task<int> ByRepositoryVariable(DbConnection db, string name, int old)
    {
        var customers = new Customers(db);
        var removed = await customers.Remove(old);
        return removed + await customers.Add(name);
    }

    // good: a repository with the handler's transaction
    [NeedsDb(Transaction = true)]
    public static async Task<IResult> ByRepositoryInTransaction(NpgsqlConnection db, NpgsqlTransaction transaction, string name)
    {
        var customers = new Customers(db, transaction);
        return await customers.Add(name) == 1 ? Results.Created() : Results.Conflict();
    }

    // good: a unit of work, disposed here
    [NeedsDb]
    public static async Task<int> ByUnitOfWork(DbConnection db, string name)
    {
        await using var work = await UnitOfWork.BeginAsync(db);
        var rows = await work.Customers.Add(name);
        await work.CompleteAsync();
        return rows;
    }

    // bad: the unit of work is returned, and its transaction with it
    [NeedsDb]
    public static async Task<UnitOfWork> StartWork(DbConnection db, string name)
    {
        var work = await UnitOfWork.BeginAsync(db);
        await work.Customers.Add(name);
        return {|NEEDS201:work|};
    }

    // good: a fluent builder
    [NeedsDb]
    public static int ByBuilder(IDbConnection db, IEnumerable<string> statements)
    {
        var batch = new BatchBuilder(db);
        foreach (var statement in statements)
            batch.Add(statement);
        return batch.Add("ANALYZE TABLE customers").Run();
    }

    // bad: the builder is returned before it ran
    [NeedsDb]
    public static BatchBuilder PrepareBatch(IDbConnection db, IEnumerable<string> statements)
    {
        var batch = new BatchBuilder(db);
        foreach (var statement in statements)
            batch.Add(statement);
        return {|NEEDS201:batch|};
    }

    // good: a context object with everything in it
    [NeedsDb]
    public static async Task<int> ByContext(DbConnection db, int id)
    {
        var work = new WorkContext { Connection = db };
        work.Bag["id"] = id;
        work.Bag["repository"] = new Customers(db);
        work.AtEnd.Add(() => db.ExecuteAsync("UPDATE customers SET seen = CURRENT_TIMESTAMP WHERE id = @id", new { id }));
        await LoadInto(work);
        foreach (var action in work.AtEnd)
            await action();
        return work.Bag.Count;
    }

    // bad: the context object is returned
    [NeedsDb]
    public static async Task<WorkContext> ContextOut(DbConnection db)
    {
        var work = new WorkContext { Connection = db };
        await LoadInto(work);
        return {|NEEDS201:work|};
    }

    // good: only what lies in its bag is returned
    [NeedsDb]
    public static async Task<Dictionary<string, object>> BagOut(DbConnection db)
    {
        var work = new WorkContext { Connection = db };
        await LoadInto(work);
        return work.Bag;
    }

    // good: a local dictionary of delegates
    [NeedsDb]
    public static async Task<int> ByName(MySqlConnection db, string action, int id)
    {
        var actions = new Dictionary<string, Func<Task<int>>>
        {
            ["remove"] = () => db.ExecuteAsync("DELETE FROM customers WHERE id = @id", new { id }),
            ["touch"] = () => db.ExecuteAsync("UPDATE customers SET seen = NOW() WHERE id = @id", new { id }),
        };
        return actions.TryGetValue(action, out var run) ? await run() : 0;
    }

    // good: a scope of services, and a repository activated with the connection
    [NeedsDb]
    public static async Task<Customer?> ByActivator(DbConnection db, IServiceProvider services, int id)
    {
        await using var scope = services.CreateAsyncScope();
        var customers = ActivatorUtilities.CreateInstance<Customers>(scope.ServiceProvider, db);
        return await customers.Find(id);
    }

    // good: a state object for a static lambda
    [NeedsDb]
    public static int ByState(MySqlConnection db, int[] ids)
    {
        var state = (db, rows: 0);
        foreach (var id in ids)
            state.rows += state.db.Execute("DELETE FROM customers WHERE id = @id", new { id });
        return state.rows;
    }

    // good: a local Lazy, used here or not at all
    [NeedsDb]
    public static async Task<string> ByLazy(MySqlConnection db, string name)
    {
        var settings = new Lazy<string>(() => db.ExecuteScalar<string>("SELECT value FROM settings WHERE name = 'greeting'") ?? "Hello");
        var known = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM customers WHERE name = @name", new { name });
        return known > 0 ? settings.Value + " " + name : name;
    }

    // good: an array of commands, disposed here
    [NeedsDb]
    public static int ByCommands(MySqlConnection db)
    {
        MySqlCommand[] commands = [new("DELETE FROM carts", db), new("DELETE FROM sessions", db)];
        var rows = 0;
        foreach (var command in commands)
        {
            using (command)
                rows += command.ExecuteNonQuery();
        }

        return rows;
    }

    // good: a logger's scope with a string in it
    [NeedsDb]
    public static async Task<int> ByLogScope(MySqlConnection db, ILogger logger)
    {
        using (logger.BeginScope("on {Database}", db.Database))
        {
            logger.LogInformation("state {State}", db.State);
            return await db.ExecuteAsync("DELETE FROM carts");
        }
    }

    // good: extension methods of the compilation borrow
    [NeedsDb]
    public static async Task<int> ByExtension(MySqlConnection db) => await db.RemoveCartsAsync() + await db.RemoveCartsAsync();

    // good: recursion with the connection
    [NeedsDb]
    public static async Task<int> Tree(MySqlConnection db, int root)
    {
        var count = 1;
        foreach (var child in (await db.QueryAsync<int>("SELECT id FROM nodes WHERE parent = @root", new { root })).ToList())
            count += await Subtree(db, child, depth: 1);
        return count;
    }

    // good: the methods of a nested helper class
    [NeedsDb]
    public static async Task<int> ByNestedHelper(MySqlConnection db, string[] names)
    {
        var importer = new Importer(db);
        foreach (var name in names)
            await importer.AddAsync(name);
        return importer.Added;
    }

    // good: an observer of this call's own list
    [NeedsDb]
    public static int ByProgress(MySqlConnection db, string[] names)
    {
        var handled = new List<Action<string>> { name => db.Execute("INSERT INTO customers(name) VALUES (@name)", new { name }) };
        foreach (var name in names)
            handled.ForEach(handle => handle(name));
        return names.Length;
    }

    private static async Task LoadInto(WorkContext work) =>
        work.Bag["count"] = await work.Connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM customers");

    private static async Task<int> Subtree(MySqlConnection connection, int root, int depth)
    {
        if (depth > 10)
            return 0;
        var count = 1;
        foreach (var child in (await connection.QueryAsync<int>("SELECT id FROM nodes WHERE parent = @root", new { root })).ToList())
            count += await Subtree(connection, child, depth + 1);
        return count;
    }

    private static async Task<int> RemoveCartsAsync(this DbConnection connection) => await connection.ExecuteAsync("DELETE FROM carts");

    private sealed class Importer(MySqlConnection connection)
    {
        private readonly List<string> _names = [];

        public int Added => _names.Count;

        public async Task AddAsync(string name)
        {
            await connection.ExecuteAsync("INSERT INTO customers(name) VALUES (@name)", new { name });
            _names.Add(name);
        }
    }
}
