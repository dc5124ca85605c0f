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

namespace Cases.Nested.Leases;

/// <summary>Leases that are taken by hand: one in the other, one after the other, of two databases.</summary>
public sealed class Leases
{
    private static readonly HandlerDescriptor First = new("Leases.First");
    private static readonly HandlerDescriptor Second = new("Leases.Second");

    private readonly Database _shop;
    private readonly Database _archive;
    private readonly Databases _databases;

    public Leases(Database shop, Database archive, Databases databases) =>
        (_shop, _archive, _databases) = (shop, archive, databases);

    // helper
    private static int Count(Database database, string table)
    {
        using var lease = database.Lend(Second);
        return lease.Connection<MySqlConnection>().ExecuteScalar<int>("SELECT COUNT(*) FROM " + table);
    }

    // helper
    private static int CountOn(MySqlConnection connection, string table) =>
        connection.ExecuteScalar<int>("SELECT COUNT(*) FROM " + table);

    // helper
    private static async Task Touch(Database database)
    {
        var lease = await database.LendInTransactionAsync(Second);
        try
        {
            await lease.Connection<MySqlConnection>().ExecuteAsync("UPDATE heartbeat SET at = NOW()");
            await lease.CompleteAsync();
        }
        finally
        {
            await lease.ReturnAsync();
        }
    }

    // helper
    private int CountInShop(string table) => Count(_shop, table);

    // bad: a second lease while the first is held
    public static int Two(Database database)
    {
        using var orders = database.Lend(First);
        using var users = {|NEEDS206:database.Lend|}(Second);
        return CountOn(orders.Connection<MySqlConnection>(), "orders") + CountOn(users.Connection<MySqlConnection>(), "users");
    }

    // good: one lease for both
    public static int One(Database database)
    {
        using var lease = database.Lend(First);
        var connection = lease.Connection<MySqlConnection>();
        return CountOn(connection, "orders") + CountOn(connection, "users");
    }

    // good: one after the other
    public static int InTurn(Database database)
    {
        int orders;
        using (var lease = database.Lend(First))
            orders = CountOn(lease.Connection<MySqlConnection>(), "orders");
        using (var lease = database.Lend(Second))
            return orders + CountOn(lease.Connection<MySqlConnection>(), "users");
    }

    // good: returned before the next
    public static async Task<int> Returned(Database database)
    {
        var first = await database.LendAsync(First);
        var orders = CountOn(first.Connection<MySqlConnection>(), "orders");
        await first.ReturnAsync();
        var second = await database.LendAsync(Second);
        try
        {
            return orders + CountOn(second.Connection<MySqlConnection>(), "users");
        }
        finally
        {
            await second.ReturnAsync();
        }
    }

    // bad: a helper borrows from the database that is passed to it
    public static async Task<int> Helper(Database database)
    {
        await using var lease = await database.LendAsync(First);
        var orders = CountOn(lease.Connection<MySqlConnection>(), "orders");
        await {|NEEDS206:Touch|}(database);
        return orders;
    }

    // good: the helper borrows after the lease was returned
    public static async Task<int> HelperAfter(Database database)
    {
        int orders;
        await using (var lease = await database.LendAsync(First))
            orders = CountOn(lease.Connection<MySqlConnection>(), "orders");
        await Touch(database);
        return orders;
    }

    // good: the helper borrows from another database
    public static int Other(Database shop, Database archive)
    {
        using var lease = shop.Lend(First);
        return CountOn(lease.Connection<MySqlConnection>(), "orders") - Count(archive, "orders");
    }

    // bad: the same database under another name
    public static int Alias(Database shop)
    {
        var same = shop;
        using var lease = shop.Lend(First);
        return CountOn(lease.Connection<MySqlConnection>(), "orders") - {|NEEDS206:Count|}(same, "users");
    }

    // bad: the field's database, through a helper
    public int Fields()
    {
        using var lease = _shop.Lend(First);
        return CountOn(lease.Connection<MySqlConnection>(), "orders") + {|NEEDS206:CountInShop|}("users");
    }

    // good: the databases of two fields
    public int TwoFields()
    {
        using var shop = _shop.Lend(First);
        using var archive = _archive.Lend(Second);
        return CountOn(shop.Connection<MySqlConnection>(), "orders") - CountOn(archive.Connection<MySqlConnection>(), "orders");
    }

    // bad: the same name twice
    public int SameName()
    {
        using var first = _databases["shop"].Lend(First);
        using var second = {|NEEDS206:_databases["shop"].Lend|}(Second);
        return CountOn(first.Connection<MySqlConnection>(), "orders") + CountOn(second.Connection<MySqlConnection>(), "users");
    }

    // good: two names
    public int TwoNames()
    {
        using var first = _databases["shop"].Lend(First);
        using var second = _databases["archive"].Lend(Second);
        return CountOn(first.Connection<MySqlConnection>(), "orders") - CountOn(second.Connection<MySqlConnection>(), "orders");
    }

    // bad: the loop borrows again while the first is held
    public static int Nested(Database database, string[] tables)
    {
        using var lease = database.Lend(First);
        var rows = 0;
        foreach (var table in tables)
        {
            using var inner = {|NEEDS206:database.Lend|}(Second);
            rows += CountOn(inner.Connection<MySqlConnection>(), table);
        }

        return rows + CountOn(lease.Connection<MySqlConnection>(), "totals");
    }

    // good: the loop borrows one for each and returns it in its turn
    public static int PerTurn(Database database, string[] tables)
    {
        var rows = 0;
        foreach (var table in tables)
        {
            using var lease = database.Lend(First);
            rows += CountOn(lease.Connection<MySqlConnection>(), table);
        }

        return rows;
    }

    // good: on the way that borrows again, the first was returned
    public static int Either(Database database, bool again)
    {
        var lease = database.Lend(First);
        var rows = CountOn(lease.Connection<MySqlConnection>(), "orders");
        lease.Return();
        return again ? rows + Count(database, "users") : rows;
    }
}
