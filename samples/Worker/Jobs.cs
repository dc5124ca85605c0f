using System.Data.Common;
using System.Runtime.CompilerServices;
using Needs;
using Storefront.Data;

namespace Worker;

/// <summary>
/// The jobs as handlers. No web in sight: each is called by its generated overload, which takes the <see cref="Database"/> in the place
/// of the connection.
/// </summary>
public static partial class Jobs
{
    [NeedsDb]
    public static DateTime? LastDay(DbConnection db)
    {
        using var command = db.Command("SELECT placed_at FROM orders ORDER BY id DESC LIMIT 1");
        using var rows = command.ExecuteReader();
        return rows.Read() ? rows.Utc(0).Date : null;
    }

    /// <summary>Commits when it returns, rolls back when it throws.</summary>
    [NeedsDb(Transaction = true)]
    public static Task<int> MarkDelivered(DbConnection db, DbTransaction tx, DateTime shippedBefore, CancellationToken ct = default) =>
        db.Command("UPDATE orders SET status = 'Delivered' WHERE status = 'Shipped' AND placed_at < @day", ("@day", shippedBefore))
            .In(tx).RunAsync(ct);

    [NeedsDb]
    public static async Task<Sales> Sales(DbConnection db, DateTime day, CancellationToken ct = default)
    {
        var sales = await db.Command("""
            SELECT COUNT(*), COALESCE(SUM(total_cents), 0) FROM orders
            WHERE placed_at >= @day AND placed_at < @next AND status <> 'Cancelled'
            """, ("@day", day), ("@next", day.AddDays(1)))
            .FirstAsync(row => new Sales(row.Number(0), row.Money(1)), ct);
        return sales ?? new Sales(0, 0);
    }

    /// <summary>A stream: the connection is lent when the enumeration begins, and goes back when it ends, also where it ends early.</summary>
    [NeedsDb]
    public static async IAsyncEnumerable<UnpaidOrder> Unpaid(
        DbConnection db, DateTime placedBefore, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var command = db.Command("""
            SELECT o.id, c.name, o.total_cents FROM orders o JOIN customers c ON c.id = o.customer_id
            WHERE o.status = 'New' AND o.placed_at < @day ORDER BY o.id
            """, ("@day", placedBefore));
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) yield return new UnpaidOrder(rows.GetInt32(0), rows.GetString(1), rows.Money(2));
    }
}

public sealed record Sales(long Orders, decimal Revenue);

public sealed record UnpaidOrder(int Id, string Customer, decimal Total);
