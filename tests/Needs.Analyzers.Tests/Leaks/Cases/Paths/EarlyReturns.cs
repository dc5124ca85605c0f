#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.EarlyReturns;

/// <summary>A return that leaves before the release.</summary>
public sealed class EarlyReturns(MySqlDataSource shop, NpgsqlDataSource ledger)
{
    public sealed record Coupon(string Code, decimal Value, DateTime Until);

    // bad: an expired coupon returns before the connection is closed
    public decimal Discount(string code, DateTime now)
    {
        var {|NEEDS101:connection|} = shop.OpenConnection();
        var coupon = connection.QuerySingle<Coupon>("SELECT code, value, until FROM coupons WHERE code = @code", new { code });
        if (coupon.Until < now)
            return 0;

        connection.Dispose();
        return coupon.Value;
    }

    // good: closed before the coupon is judged, whatever the query did
    public decimal DiscountClosedFirst(string code, DateTime now)
    {
        Coupon coupon;
        var connection = shop.OpenConnection();
        try
        {
            coupon = connection.QuerySingle<Coupon>("SELECT code, value, until FROM coupons WHERE code = @code", new { code });
        }
        finally
        {
            connection.Dispose();
        }

        if (coupon.Until < now)
            return 0;
        return coupon.Value;
    }

    // good: the argument is refused before anything is open
    public decimal DiscountGuardFirst(string code)
    {
        if (code.Length == 0)
            return 0;

        using var connection = shop.OpenConnection();
        return connection.ExecuteScalar<decimal>("SELECT value FROM coupons WHERE code = @code", new { code });
    }

    // bad: the argument is refused after the connection was opened
    public decimal DiscountGuardLate(string code)
    {
        var {|NEEDS101:connection|} = shop.OpenConnection();
        if (code.Length == 0)
            return 0;

        using (connection)
            return connection.ExecuteScalar<decimal>("SELECT value FROM coupons WHERE code = @code", new { code });
    }

    // bad: three ways out, the middle one keeps the connection
    public async Task<string> TransferAsync(int from, int to, decimal amount, CancellationToken ct)
    {
        var {|NEEDS101:connection|} = await ledger.OpenConnectionAsync(ct);
        if (from == to)
        {
            await connection.CloseAsync();
            return "same account";
        }

        var balance = await connection.ExecuteScalarAsync<decimal>("SELECT balance FROM accounts WHERE id = @from", new { from });
        if (balance < amount)
            return "not enough money";

        await connection.ExecuteAsync("CALL transfer(@from, @to, @amount)", new { from, to, amount });
        await connection.CloseAsync();
        return "done";
    }

    // good: three ways out of one await using
    public async Task<string> TransferInUsingAsync(int from, int to, decimal amount, CancellationToken ct)
    {
        await using var connection = await ledger.OpenConnectionAsync(ct);
        if (from == to)
            return "same account";

        var balance = await connection.ExecuteScalarAsync<decimal>("SELECT balance FROM accounts WHERE id = @from", new { from });
        if (balance < amount)
            return "not enough money";

        await connection.ExecuteAsync("CALL transfer(@from, @to, @amount)", new { from, to, amount });
        return "done";
    }

    // bad: void method, a bare return in the middle
    public void PruneCarts(int days)
    {
        var {|NEEDS101:connection|} = shop.OpenConnection();
        if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM carts") == 0)
            return;
        connection.Execute("DELETE FROM carts WHERE touched < NOW() - INTERVAL @days DAY", new { days });
        connection.Dispose();
    }

    // good: the bare return stands in a try with finally
    public void PruneCartsFinally(int days)
    {
        var connection = shop.OpenConnection();
        try
        {
            if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM carts") == 0)
                return;
            connection.Execute("DELETE FROM carts WHERE touched < NOW() - INTERVAL @days DAY", new { days });
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: returns the answer of the last query and forgets the Dispose that stands behind it
    public bool IsAdmin(int userId)
    {
        var {|NEEDS101:connection|} = shop.OpenConnection();
        var roles = connection.Query<string>("SELECT role FROM user_roles WHERE user_id = @userId", new { userId });
        if (roles.Contains("admin"))
        {
            connection.Dispose();
            return true;
        }

        return connection.ExecuteScalar<bool>("SELECT is_root FROM users WHERE id = @userId", new { userId });
    }

    // good: the same question in one using statement
    public bool IsAdminUsing(int userId)
    {
        using (var connection = shop.OpenConnection())
        {
            var roles = connection.Query<string>("SELECT role FROM user_roles WHERE user_id = @userId", new { userId });
            return roles.Contains("admin")
                || connection.ExecuteScalar<bool>("SELECT is_root FROM users WHERE id = @userId", new { userId });
        }
    }

    // bad: the guard closes the wrong one of two
    public static int CopyPrices(string oldShop, string newShop)
    {
        var {|NEEDS101:source|} = new MySqlConnection(oldShop);
        source.Open();
        using var target = new SqliteConnection(newShop);
        target.Open();
        var prices = source.Query<decimal>("SELECT price FROM prices").AsList();
        if (prices.Count == 0)
        {
            target.Close();
            return 0;
        }

        foreach (var price in prices)
            target.Execute("INSERT INTO prices(price) VALUES (@price)", new { price });
        source.Close();
        return prices.Count;
    }

    // good: both live in using declarations, the guard needs to close nothing
    public static int CopyPricesUsing(string oldShop, string newShop)
    {
        using var source = new MySqlConnection(oldShop);
        source.Open();
        using var target = new SqliteConnection(newShop);
        target.Open();
        var prices = source.Query<decimal>("SELECT price FROM prices").AsList();
        if (prices.Count == 0)
            return 0;

        foreach (var price in prices)
            target.Execute("INSERT INTO prices(price) VALUES (@price)", new { price });
        return prices.Count;
    }

    // bad: the returns inside nested blocks are easy to miss
    public int? NextJob(string worker)
    {
        var {|NEEDS101:connection|} = shop.OpenConnection();
        var id = connection.ExecuteScalar<int?>("SELECT MIN(id) FROM jobs WHERE worker IS NULL");
        if (id is { } job)
        {
            if (connection.Execute("UPDATE jobs SET worker = @worker WHERE id = @job AND worker IS NULL", new { worker, job }) == 1)
            {
                return job;
            }
        }

        connection.Close();
        return null;
    }

    // good: one exit at the end
    public int? NextJobOneExit(string worker)
    {
        int? taken = null;
        using var connection = shop.OpenConnection();
        var id = connection.ExecuteScalar<int?>("SELECT MIN(id) FROM jobs WHERE worker IS NULL");
        if (id is { } job)
        {
            if (connection.Execute("UPDATE jobs SET worker = @worker WHERE id = @job AND worker IS NULL", new { worker, job }) == 1)
                taken = job;
        }

        return taken;
    }
}
