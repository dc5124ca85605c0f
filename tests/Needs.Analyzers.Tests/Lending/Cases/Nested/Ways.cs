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

namespace Cases.Nested.Ways;

/// <summary>Leases on different ways through a method, made by helpers, side by side.</summary>
public sealed class Ways
{
    private static readonly HandlerDescriptor Descriptor = new("Ways.Any");

    private readonly Database _database;

    public Ways(Database database) => _database = database;

    // helper
    private static Lease Open(Database database) => database.Lend(Descriptor);

    // helper
    private static int Count(Lease lease, string table) =>
        lease.Connection<MySqlConnection>().ExecuteScalar<int>("SELECT COUNT(*) FROM " + table);

    // helper
    private static async Task<int> CountOwn(Database database, string table)
    {
        await using var lease = await database.LendAsync(Descriptor);
        return await lease.Connection<MySqlConnection>().ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table);
    }

    // good: both are made by a helper, the first one ends before
    public int HelpedInTurn()
    {
        int orders;
        using (var first = Open(_database))
            orders = Count(first, "orders");
        using var second = Open(_database);
        return orders + Count(second, "users");
    }

    // good: one of the two
    public int Either(bool inTransaction)
    {
        using var lease = inTransaction ? _database.LendInTransaction(Descriptor) : _database.Lend(Descriptor);
        var rows = Count(lease, "orders");
        lease.Complete();
        return rows;
    }

    // good: side by side, but none is held while it asks for the other
    public async Task<int> SideBySide()
    {
        var counts = await Task.WhenAll(CountOwn(_database, "orders"), CountOwn(_database, "users"));
        return counts.Sum();
    }

    // bad: side by side while a third is held
    public async Task<int> SideBySideHeld()
    {
        await using var lease = await _database.LendAsync(Descriptor);
        var orders = await {|NEEDS206:CountOwn|}(_database, "orders");
        return orders + Count(lease, "users");
    }

    // good: returned in the finally, then the next
    public async Task<int> Finally()
    {
        int orders;
        var lease = await _database.LendAsync(Descriptor);
        try
        {
            orders = Count(lease, "orders");
        }
        finally
        {
            await lease.ReturnAsync();
        }

        return orders + await CountOwn(_database, "users");
    }

    // bad: within the try, before it is returned in the finally
    public async Task<int> BeforeFinally()
    {
        var lease = await _database.LendAsync(Descriptor);
        try
        {
            return Count(lease, "orders") + await {|NEEDS206:CountOwn|}(_database, "users");
        }
        finally
        {
            await lease.ReturnAsync();
        }
    }

    // good: disposed by hand on the way that asks again
    public async Task<int> Sometimes(bool more)
    {
        var lease = _database.Lend(Descriptor);
        var orders = Count(lease, "orders");
        if (!more)
        {
            lease.Return();
            return orders;
        }

        lease.Dispose();
        return orders + await CountOwn(_database, "users");
    }

    // bad: in a local function that is called while the lease is held
    public int Local()
    {
        using var lease = _database.Lend(Descriptor);
        return Count(lease, "orders") + {|NEEDS206:Users|}();

        int Users()
        {
            using var own = _database.Lend(Descriptor);
            return Count(own, "users");
        }
    }

    // good: a local function that is given the lease
    public int LocalGiven()
    {
        using var lease = _database.Lend(Descriptor);
        return Count(lease, "orders") + Users(lease);

        int Users(Lease given) => Count(given, "users");
    }

    // good: kept for the end is only what was counted
    public async Task<int> Twice()
    {
        var orders = await CountOwn(_database, "orders");
        return orders + await CountOwn(_database, "users");
    }
}
