#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Concurrent.Objects;

// helper
public sealed class VisitRepository(DbConnection connection)
{
    public Task<int> CountAsync() => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM visits");

    public int Count() => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM visits");
}

// helper
public sealed class OrderRepository
{
    private readonly DbConnection _connection;

    public OrderRepository(DbConnection connection) => _connection = connection;

    public async Task<decimal> TotalAsync(int user) =>
        await _connection.ExecuteScalarAsync<decimal>("SELECT SUM(total) FROM orders WHERE user_id = @user", new { user });

    public Task PingAsync() => Task.Delay(1);
}

// helper
public sealed class OwnRepository(MySqlDataSource source)
{
    public async Task<int> CountAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM visits");
    }
}

// helper
public interface IStatistics
{
    Task<int> UsersAsync(DbConnection connection, CancellationToken cancel = default);

    Task<int> OrdersAsync(DbConnection connection, CancellationToken cancel = default);
}

/// <summary>Connections within objects: fields, properties, repositories, local functions.</summary>
public sealed class Objects
{
    private readonly DbConnection _connection;
    private readonly DbConnection _archive;
    private readonly MySqlDataSource _source;
    private readonly VisitRepository _visits;
    private readonly OwnRepository _own;

    public Objects(DbConnection connection, DbConnection archive, MySqlDataSource source)
    {
        _connection = connection;
        _archive = archive;
        _source = source;
        _visits = new VisitRepository(connection);
        _own = new OwnRepository(source);
    }

    // helper
    private DbConnection Connection => _connection;

    // helper
    private DbConnection Fresh => _source.CreateConnection();

    // helper
    private Task<int> CountAsync(string table) => _connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table);

    // helper
    private Task<int> CountArchivedAsync(string table) => _archive.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table);

    // bad: two repositories over one connection
    public static async Task<decimal> Average(DbConnection connection, int user)
    {
        var visits = new VisitRepository(connection);
        var orders = new OrderRepository(connection);
        var count = visits.CountAsync();
        var total = {|NEEDS203:orders.TotalAsync|}(user);
        return await total / await count;
    }

    // good: two repositories over one connection, one after the other
    public static async Task<decimal> AverageInTurn(DbConnection connection, int user)
    {
        var visits = new VisitRepository(connection);
        var orders = new OrderRepository(connection);
        var count = await visits.CountAsync();
        return await orders.TotalAsync(user) / count;
    }

    // good: two repositories over two connections
    public static async Task<decimal> AverageOnTwo(DbConnection web, DbConnection shop, int user)
    {
        var count = new VisitRepository(web).CountAsync();
        var total = new OrderRepository(shop).TotalAsync(user);
        return await total / await count;
    }

    // good: a method of the repository that doesn't touch the connection
    public static async Task<int> Pinged(DbConnection connection)
    {
        var ping = new OrderRepository(connection).PingAsync();
        var count = await new VisitRepository(connection).CountAsync();
        await ping;
        return count;
    }

    // bad: the repository is synchronous, the query before it is not complete
    public static async Task<int> Compared(DbConnection connection)
    {
        var visits = new VisitRepository(connection);
        var running = visits.CountAsync();
        var counted = {|NEEDS203:visits.Count|}();
        return counted - await running;
    }

    // bad: the repository's query runs, and the connection that it was made with is used
    public static async Task<int> Bypassed(DbConnection connection)
    {
        var visits = new VisitRepository(connection);
        var running = visits.CountAsync();
        var rows = await {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM visits WHERE at < NOW()");
        return rows + await running;
    }

    // good: the repository opens its own connections
    public static async Task<int> OwnTwice(MySqlDataSource source)
    {
        var visits = new OwnRepository(source);
        var counts = await Task.WhenAll(visits.CountAsync(), visits.CountAsync());
        return counts[0] - counts[1];
    }

    // bad: a method of this object, twice
    public async Task<int> Page()
    {
        var orders = CountAsync("orders");
        var users = {|NEEDS203:CountAsync|}("users");
        return await orders + await users;
    }

    // good: a method of this object, twice in turn
    public async Task<int> PageInTurn() => await CountAsync("orders") + await CountAsync("users");

    // good: two methods over two fields
    public async Task<int> PageOfBoth()
    {
        var orders = CountAsync("orders");
        var archived = CountArchivedAsync("orders");
        return await orders + await archived;
    }

    // bad: the property gives the field's connection
    public async Task<int> ThroughProperty()
    {
        var orders = Connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        var users = {|NEEDS203:Connection.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM users");
        return await orders + await users;
    }

    // good: the property gives a new connection each time
    public async Task<int> ThroughFresh()
    {
        await using var first = Fresh;
        await using var second = Fresh;
        var orders = first.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        var users = second.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM users");
        return await orders + await users;
    }

    // good: what is behind the interfaces is not known
    public static async Task<int> Unknown(Func<Task<int>> orders, Func<Task<int>> users)
    {
        var first = orders();
        var second = users();
        return await first + await second;
    }

    // bad: what is behind the interface is given the same connection
    public static async Task<int> Given(IStatistics statistics, DbConnection connection)
    {
        var users = statistics.UsersAsync(connection);
        var orders = {|NEEDS203:statistics.OrdersAsync|}(connection);
        return await users + await orders;
    }

    // good: given the connection in turn
    public static async Task<int> GivenInTurn(IStatistics statistics, DbConnection connection, CancellationToken cancel)
    {
        var users = await statistics.UsersAsync(connection, cancel);
        var orders = await statistics.OrdersAsync(connection, cancel);
        return users + orders;
    }

    // bad: a local function that captures the connection
    public static async Task<int> Local(MySqlConnection connection)
    {
        var orders = Count("orders");
        var users = {|NEEDS203:Count|}("users");
        return await orders + await users;

        async Task<int> Count(string table) => await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table);
    }

    // good: a local function, awaited
    public static async Task<int> LocalInTurn(MySqlConnection connection)
    {
        return await Count("orders") + await Count("users");

        async Task<int> Count(string table) => await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table);
    }

    // good: a local function that opens its own
    public static async Task<int> LocalOwn(MySqlDataSource source)
    {
        var counts = await Task.WhenAll(Count("orders"), Count("users"));
        return counts[0] + counts[1];

        async Task<int> Count(string table)
        {
            await using var connection = await source.OpenConnectionAsync();
            return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table);
        }
    }

    // good: a local function whose task is passed on to the next one, which awaits it first
    public static async Task<int> PassedOn(MySqlConnection connection)
    {
        return await Second(First());

        Task<int> First() => connection.ExecuteScalarAsync<int>("SELECT MAX(id) FROM orders");

        async Task<int> Second(Task<int> last)
        {
            var id = await last;
            return await connection.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id });
        }
    }

    // bad: a field's repository and the field's own connection
    public async Task<int> FieldBeside()
    {
        var visits = _connection.ExecuteAsync("DELETE FROM visits");
        var users = {|NEEDS203:CountAsync|}("users");
        return await visits + await users;
    }

    // good: a repository of a field that opens its own connections beside the field's connection
    public async Task<int> OwnBeside()
    {
        var visits = _own.CountAsync();
        var users = await CountAsync("users");
        return await visits + users;
    }

    // good: a repository of a field, in turn with the field's connection
    public async Task<int> FieldInTurn()
    {
        var visits = await _visits.CountAsync();
        return visits + await CountAsync("users");
    }

    // bad: in a handler, the repository is made of its connection
    [NeedsDb]
    public static async Task<decimal[]> Totals(NpgsqlConnection db, int left, int right)
    {
        var orders = new OrderRepository(db);
        return await Task.WhenAll(orders.TotalAsync(left), {|NEEDS203:orders.TotalAsync|}(right));
    }

    // good: in a handler, the repository in turn
    [NeedsDb]
    public static async Task<decimal[]> TotalsInTurn(NpgsqlConnection db, int left, int right)
    {
        var orders = new OrderRepository(db);
        return [await orders.TotalAsync(left), await orders.TotalAsync(right)];
    }
}
