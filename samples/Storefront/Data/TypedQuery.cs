using System.Data.Common;
using Microsoft.Data.Sqlite;
using Needs;
using SQLitePCL;

namespace Storefront.Data;

/// <summary>A query that somebody typed, on a connection that can't write, or in a transaction that can't.</summary>
public sealed class TypedQuery : IAsyncDisposable
{
    private readonly DbConnection _db;

    private TypedQuery(DbConnection db, DbCursor rows)
    {
        _db = db;
        Rows = rows;
    }

    public DbCursor Rows { get; }

    /// <exception cref="DbException">The database refuses it.</exception>
    public static async Task<TypedQuery> RunAsync(DbConnection db, string sql, long mostRows, CancellationToken ct) =>
        db is SqliteConnection file ? await OnFileAsync(file, sql, mostRows, ct) : await OnServerAsync(db, sql, mostRows, ct);

    public async ValueTask DisposeAsync()
    {
        await Rows.DisposeAsync();
        if (_db is not SqliteConnection) await EndAsync(_db);
    }

    private static async Task<TypedQuery> OnFileAsync(SqliteConnection db, string sql, long mostRows, CancellationToken ct)
    {
        OneStatement.Check(db, sql);
        var options = new CursorOptions { MaxRows = mostRows, Cancel = _ => raw.sqlite3_interrupt(db.Handle!) };
        return new TypedQuery(db, await db.OpenCursorAsync(sql, options, ct));
    }

    /// <summary>The server itself takes a text apart that it is given to prepare, and it takes one statement only, whatever the driver does.</summary>
    private static async Task<TypedQuery> OnServerAsync(DbConnection db, string sql, long mostRows, CancellationToken ct)
    {
        await db.Command("START TRANSACTION READ ONLY").RunAsync(ct);
        try
        {
            await db.Command("PREPARE console FROM @sql", ("@sql", sql)).RunAsync(ct);
            return new TypedQuery(db, await db.OpenCursorAsync("EXECUTE console", new CursorOptions { MaxRows = mostRows }, ct));
        }
        catch
        {
            await EndAsync(db);
            throw;
        }
    }

    private static Task EndAsync(DbConnection db) => db.Command("ROLLBACK").RunAsync(CancellationToken.None);
}
