#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;

namespace Cases.Nested.Streams;

// helper
public static class Prices
{
    private static readonly HandlerDescriptor Descriptor = new("Prices.Of");

    [NeedsDb]
    public static async ValueTask<decimal> Of(MySqlConnection db, int article) =>
        await db.ExecuteScalarAsync<decimal>("SELECT price FROM prices WHERE article = @article", new { article });

    // As the generator writes it.
    public static async ValueTask<decimal> Of(Database db, int article)
    {
        ArgumentNullException.ThrowIfNull(db);
        var lease = await db.LendAsync(Descriptor).ConfigureAwait(false);
        try
        {
            return await Of(lease.Connection<MySqlConnection>(), article).ConfigureAwait(false);
        }
        finally
        {
            await lease.ReturnAsync().ConfigureAwait(false);
        }
    }
}

/// <summary>Jobs, streams and services around wrappers.</summary>
public sealed class Streams(Database database, Databases databases)
{
    private static readonly HandlerDescriptor Descriptor = new("Streams.Job");

    // bad: a stream keeps its connection while it yields, and asks for another one for each row
    [NeedsDb]
    public async IAsyncEnumerable<decimal> Priced(MySqlConnection db)
    {
        var articles = await db.QueryAsync<int>("SELECT id FROM articles");
        foreach (var article in articles)
            yield return await {|NEEDS206:Prices.Of|}(database, article);
    }

    // good: the stream asks over its own connection
    [NeedsDb]
    public static async IAsyncEnumerable<decimal> PricedOnSame(MySqlConnection db)
    {
        var articles = await db.QueryAsync<int>("SELECT id FROM articles");
        foreach (var article in articles)
            yield return await Prices.Of(db, article);
    }

    // good: a job that calls wrappers, one after the other
    public async Task<decimal> Job()
    {
        var sum = await Prices.Of(database, 1);
        for (var article = 2; article < 10; article++)
            sum += await Prices.Of(database, article);
        return sum;
    }

    // bad: a job that holds a lease and calls a wrapper
    public async Task<decimal> JobHeld()
    {
        await using var lease = await database.LendAsync(Descriptor);
        var article = await lease.Connection<MySqlConnection>().ExecuteScalarAsync<int>("SELECT MAX(id) FROM articles");
        return await {|NEEDS206:Prices.Of|}(database, article);
    }

    // good: a job that holds a lease and calls the handler with its connection
    public async Task<decimal> JobPassed()
    {
        await using var lease = await database.LendAsync(Descriptor);
        var connection = lease.Connection<MySqlConnection>();
        var article = await connection.ExecuteScalarAsync<int>("SELECT MAX(id) FROM articles");
        return await Prices.Of(connection, article);
    }

    // good: what is held is of another database
    public async Task<decimal> JobOfTwo()
    {
        await using var lease = await databases["stock"].LendAsync(Descriptor);
        var article = await lease.Connection<MySqlConnection>().ExecuteScalarAsync<int>("SELECT MAX(id) FROM articles");
        return await Prices.Of(databases["shop"], article);
    }

    // bad: the fallback borrows in the catch, while the first lease is held
    public async Task<decimal> Fallback(int article)
    {
        await using var lease = await database.LendAsync(Descriptor);
        try
        {
            return await Prices.Of(lease.Connection<MySqlConnection>(), article);
        }
        catch (DbException)
        {
            return await {|NEEDS206:Prices.Of|}(database, 0);
        }
    }

    // good: the fallback borrows when the first lease is back
    public async Task<decimal> FallbackAfter(int article)
    {
        try
        {
            await using var lease = await database.LendAsync(Descriptor);
            return await Prices.Of(lease.Connection<MySqlConnection>(), article);
        }
        catch (DbException)
        {
            return await Prices.Of(database, 0);
        }
    }

    // bad: two sums, each over a connection of its own
    [NeedsDb]
    public decimal Sum(MySqlConnection db)
    {
        var sum = db.ExecuteScalar<decimal>("SELECT SUM(total) FROM orders");
        using var lease = {|NEEDS206:database.Lend|}(Descriptor);
        return sum - lease.Connection<MySqlConnection>().ExecuteScalar<decimal>("SELECT SUM(total) FROM refunds");
    }
}
