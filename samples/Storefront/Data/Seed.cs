using System.Data.Common;
using Needs;

namespace Storefront.Data;

/// <summary>Fills an empty store. All or nothing: one transaction, so a store that was interrupted at its birth is simply filled again.</summary>
public static partial class Seed
{
    /// <returns>False where there were customers already.</returns>
    [NeedsDb(Transaction = true)]
    public static async Task<bool> FillIfEmpty(DbConnection db, DbTransaction tx, CancellationToken ct = default)
    {
        if (await db.Command("SELECT COUNT(*) FROM customers").In(tx).NumberAsync(ct) > 0) return false;

        var store = SampleStore.Generate();
        await BulkInsert.InsertAsync(db, tx, "products", ["id", "category", "name", "price_cents", "stock"], store.Products, ct);
        await BulkInsert.InsertAsync(db, tx, "customers", ["id", "name", "email", "city", "country", "joined", "sort_name", "search"], store.Customers, ct);
        await BulkInsert.InsertAsync(db, tx, "orders", ["id", "customer_id", "placed_at", "status", "total_cents", "note"], store.Orders, ct);
        await BulkInsert.InsertAsync(db, tx, "order_lines", ["order_id", "line_no", "product_id", "quantity", "unit_price_cents"], store.Lines, ct);
        await BulkInsert.InsertAsync(db, tx, "counters", ["name", "value"], [["order", store.Orders[^1][0]], ["customer", store.Customers[^1][0]]], ct);
        return true;
    }
}
