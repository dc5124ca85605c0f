using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Storefront.Data;

namespace Storefront;

public static partial class Products
{
    internal const string Select = "SELECT id, category, name, price_cents, stock FROM products";

    [HttpGet("/api/products")]
    [NeedsDb]
    public static Task<List<Product>> List(DbConnection db, CancellationToken ct = default) =>
        db.Command($"{Select} ORDER BY id").ListAsync(Read, ct);

    internal static Product Read(DbDataReader row) =>
        new(row.GetInt32(0), row.GetString(1), row.GetString(2), row.Money(3), row.GetInt32(4));
}
