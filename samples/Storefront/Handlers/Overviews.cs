using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Storefront.Data;

namespace Storefront;

public static partial class Overviews
{
    [HttpGet("/api/overview")]
    [NeedsDb]
    public static async Task<Overview> Read(DbConnection db, CancellationToken ct = default) => new(
        await Number(db, "SELECT COUNT(*) FROM customers", ct),
        await Number(db, "SELECT COUNT(*) FROM orders", ct),
        await Number(db, "SELECT COUNT(*) FROM orders WHERE status IN ('New', 'Paid')", ct),
        await Number(db, "SELECT COALESCE(SUM(total_cents), 0) FROM orders WHERE status <> 'Cancelled'", ct) / 100m,
        await Months(db, 12, ct),
        await Orders.Latest(db, 8, ct),
        await Customers.Best(db, 8, ct));

    private static async Task<long> Number(DbConnection db, string sql, CancellationToken ct) =>
        await db.Command(sql).NumberAsync(ct) ?? 0;

    /// <summary>The latest months in which there were orders, oldest first.</summary>
    private static async Task<IReadOnlyList<Month>> Months(DbConnection db, int count, CancellationToken ct)
    {
        var months = await db.Command("""
            SELECT SUBSTR(placed_at, 1, 7) AS month, COUNT(*), SUM(total_cents)
            FROM orders WHERE status <> 'Cancelled'
            GROUP BY SUBSTR(placed_at, 1, 7) ORDER BY month DESC LIMIT @count
            """, ("@count", count))
            .ListAsync(row => new Month(row.GetString(0), row.Number(1), row.Money(2)), ct);
        months.Reverse();
        return months;
    }
}
