#nullable enable
using System;
using System.Data.Common;
using System.Threading.Tasks;

namespace Cases.Ownership.Forwarders;

/// <summary>Factories that hand on the task of another factory, without waiting for it.</summary>
public static class Forwarders
{
    // good: what either of two factories gives
    public static async Task<int> OfTwo(DbConnection db, bool inTransaction)
    {
        await using var query = await Query.RunAsync(db, inTransaction);
        return await query.CountAsync();
    }

    // good: what one gives
    public static async Task<int> OfOne(DbConnection db)
    {
        await using var query = await Query.RunPlainly(db);
        return await query.CountAsync();
    }

    // bad: never disposed
    public static async Task<int> Lost(DbConnection db, bool inTransaction)
    {
        var {|NEEDS101:query|} = await Query.RunAsync(db, inTransaction);
        return await query.CountAsync();
    }
}

public sealed class Query : IAsyncDisposable
{
    private readonly DbConnection _db;

    private Query(DbConnection db, DbDataReader rows)
    {
        _db = db;
        Rows = rows;
    }

    public DbDataReader Rows { get; }

    // helper
    public static Task<Query> RunAsync(DbConnection db, bool inTransaction) => inTransaction ? InTransactionAsync(db) : PlainAsync(db);

    // helper
    public static Task<Query> RunPlainly(DbConnection db) => PlainAsync(db);

    // helper
    public async Task<int> CountAsync()
    {
        var count = 0;
        while (await Rows.ReadAsync()) count++;
        return count;
    }

    // helper
    public async ValueTask DisposeAsync()
    {
        await Rows.DisposeAsync();
        await RunAsync(_db, "ROLLBACK");
    }

    // helper
    private static async Task<Query> PlainAsync(DbConnection db)
    {
        await using var command = db.CreateCommand();
        return new Query(db, await command.ExecuteReaderAsync());
    }

    // helper
    private static async Task<Query> InTransactionAsync(DbConnection db)
    {
        await RunAsync(db, "START TRANSACTION READ ONLY");
        try
        {
            await using var command = db.CreateCommand();
            return new Query(db, await command.ExecuteReaderAsync());
        }
        catch
        {
            await RunAsync(db, "ROLLBACK");
            throw;
        }
    }

    // helper
    private static async Task RunAsync(DbConnection db, string sql)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
