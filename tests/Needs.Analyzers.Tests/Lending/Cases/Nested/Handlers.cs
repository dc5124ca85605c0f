#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Nested.Handlers;

// helper
public static class Audit
{
    private static readonly HandlerDescriptor Descriptor = new("Audit.Write");

    [NeedsDb]
    public static async Task Write(MySqlConnection db, string what) =>
        await db.ExecuteAsync("INSERT INTO audit(what) VALUES (@what)", new { what });

    // As the generator writes it.
    public static async Task Write(Database db, string what)
    {
        ArgumentNullException.ThrowIfNull(db);
        var lease = await db.LendAsync(Descriptor).ConfigureAwait(false);
        try
        {
            await Write(lease.Connection<MySqlConnection>(), what).ConfigureAwait(false);
        }
        finally
        {
            await lease.ReturnAsync().ConfigureAwait(false);
        }
    }
}

// helper
public static class Counters
{
    private static readonly HandlerDescriptor Descriptor = new("Counters.Next");

    [NeedsDb]
    public static int Next(MySqlConnection db, string name) =>
        db.ExecuteScalar<int>("UPDATE counters SET value = value + 1 WHERE name = @name RETURNING value", new { name });

    // As the generator writes it.
    public static int Next(Database db, string name)
    {
        ArgumentNullException.ThrowIfNull(db);
        var lease = db.LendInTransaction(Descriptor, IsolationLevel.Serializable);
        try
        {
            var result = Next(lease.Connection<MySqlConnection>(), name);
            lease.Complete();
            return result;
        }
        finally
        {
            lease.Return();
        }
    }
}

// helper
public sealed class AuditTrail(Database database)
{
    public Task Note(string what) => Audit.Write(database, what);

    public string Describe() => database.Name;
}

/// <summary>Handlers that borrow a second connection while theirs is lent.</summary>
public sealed class Handlers
{
    private static readonly HandlerDescriptor Descriptor = new("Handlers.Manual");

    private readonly Database _database;
    private readonly Databases _databases;

    public Handlers(Database database, Databases databases) => (_database, _databases) = (database, databases);

    // helper
    private int NextNumber() => Counters.Next(_database, "orders");

    // helper
    private static async Task<int> CountOnOwn(Database database)
    {
        await using var lease = await database.LendAsync(Descriptor);
        return await lease.Connection<MySqlConnection>().ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }

    // bad: the other handler's wrapper borrows again
    [NeedsDb]
    public async Task<int> Delete(MySqlConnection db, int id)
    {
        var rows = await db.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id });
        await {|NEEDS206:Audit.Write|}(_database, "deleted " + id);
        return rows;
    }

    // good: the connection is passed on
    [NeedsDb]
    public static async Task<int> DeletePassedOn(MySqlConnection db, int id)
    {
        var rows = await db.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id });
        await Audit.Write(db, "deleted " + id);
        return rows;
    }

    // good: the connection is closed before the other handler borrows
    [NeedsDb]
    public async Task<int> DeleteClosed(MySqlConnection db, int id)
    {
        var rows = await db.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id });
        await db.CloseAsync();
        await Audit.Write(_database, "deleted " + id);
        return rows;
    }

    // bad: before the own connection is used for the first time, it is lent already
    [NeedsDb]
    public int Place(MySqlConnection db, string article)
    {
        var number = {|NEEDS206:Counters.Next|}(_database, "orders");
        return db.Execute("INSERT INTO orders(number, article) VALUES (@number, @article)", new { number, article });
    }

    // good: the number is drawn over the same connection
    [NeedsDb]
    public static int PlaceOnSame(MySqlConnection db, string article)
    {
        var number = Counters.Next(db, "orders");
        return db.Execute("INSERT INTO orders(number, article) VALUES (@number, @article)", new { number, article });
    }

    // bad: a helper calls the wrapper
    [NeedsDb]
    public int PlaceThroughHelper(MySqlConnection db, string article)
    {
        var number = {|NEEDS206:NextNumber|}();
        return db.Execute("INSERT INTO orders(number, article) VALUES (@number, @article)", new { number, article });
    }

    // bad: the database is a service that the handler asks for
    [NeedsDb]
    public static async Task<int> Stock(MySqlConnection db, Database database)
    {
        var free = await db.ExecuteScalarAsync<int>("SELECT SUM(free) FROM stock");
        return free - await {|NEEDS206:CountOnOwn|}(database);
    }

    // bad: it borrows by hand
    [NeedsDb]
    public async Task<int> Manual(MySqlConnection db)
    {
        var orders = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        await using var lease = await {|NEEDS206:_database.LendAsync|}(Descriptor);
        return orders + await lease.Connection<MySqlConnection>().ExecuteScalarAsync<int>("SELECT COUNT(*) FROM users");
    }

    // bad: it borrows by hand, in a transaction
    [NeedsDb]
    public void ManualInTransaction(MySqlConnection db, int id)
    {
        db.Execute("DELETE FROM orders WHERE id = @id", new { id });
        using var lease = {|NEEDS206:_database.LendInTransaction|}(Descriptor);
        lease.Connection<MySqlConnection>().Execute("DELETE FROM lines WHERE order_id = @id", new { id });
        lease.Complete();
    }

    // good: a database of another name
    [NeedsDb]
    public async Task<int> Report(MySqlConnection db)
    {
        var orders = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        await Audit.Write(_databases["audit"], "reported");
        return orders;
    }

    // bad: the database of the same name
    public async Task<int> ReportOnSame([NeedsDb("audit")] MySqlConnection audit)
    {
        var rows = await audit.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM audit");
        await {|NEEDS206:Audit.Write|}(_databases["audit"], "reported");
        return rows;
    }

    // good: of two names, each for itself
    public static async Task<int> Copy([NeedsDb("shop")] MySqlConnection shop, [NeedsDb("archive")] MySqlConnection archive)
    {
        var names = await shop.QueryAsync<string>("SELECT name FROM users");
        return await archive.ExecuteAsync("INSERT INTO names(name) VALUES (@name)", names);
    }

    // bad: on one way only
    [NeedsDb]
    public async Task<IResult> Cancel(MySqlConnection db, int id, bool note)
    {
        await db.ExecuteAsync("UPDATE orders SET cancelled = 1 WHERE id = @id", new { id });
        if (note)
            await {|NEEDS206:Audit.Write|}(_database, "cancelled " + id);
        return Results.Ok();
    }

    // good: on that way it is closed first
    [NeedsDb]
    public async Task<IResult> CancelClosed(MySqlConnection db, int id, bool note)
    {
        await db.ExecuteAsync("UPDATE orders SET cancelled = 1 WHERE id = @id", new { id });
        if (note)
        {
            await db.DisposeAsync();
            await Audit.Write(_database, "cancelled " + id);
        }

        return Results.Ok();
    }

    // bad: in each turn of a loop
    [NeedsDb]
    public void Renumber(MySqlConnection db, IReadOnlyList<int> ids)
    {
        foreach (var id in ids)
        {
            var number = {|NEEDS206:Counters.Next|}(_database, "orders");
            db.Execute("UPDATE orders SET number = @number WHERE id = @id", new { number, id });
        }
    }

    // bad: an object that holds the database borrows
    [NeedsDb]
    public async Task Noted(MySqlConnection db, int id)
    {
        var trail = new AuditTrail(_database);
        await db.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id });
        await {|NEEDS206:trail.Note|}("deleted " + id);
    }

    // good: a method of that object that doesn't borrow
    [NeedsDb]
    public int Described(MySqlConnection db)
    {
        var trail = new AuditTrail(_database);
        return db.Execute("INSERT INTO names(name) VALUES (@name)", new { name = trail.Describe() });
    }

    // good: its name and its leases can be asked for
    [NeedsDb]
    public int Watched(MySqlConnection db)
    {
        var leases = _database.LeaseCount + _database.GetLeases().Count;
        return db.Execute("INSERT INTO leases(count, name) VALUES (@leases, @Name)", new { leases, _database.Name });
    }

    // good: no handler, nothing is held
    public async Task<int> Both(int id)
    {
        var number = Counters.Next(_database, "orders");
        await Audit.Write(_database, "number " + number);
        return number + id;
    }
}
