using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Needs;

namespace Storefront;

public static partial class OrderPages
{
    [HttpGet("/orders")]
    [NeedsDb]
    public static async Task<IResult> List(
        DbConnection db, OrderStatus? status = null, PageNumber page = default, CancellationToken ct = default)
    {
        var orders = await Orders.List(db, status, page, ct);
        return orders.Page <= orders.Pages
            ? new Page("Orders", () => OrderViews.List(orders, status))
            : TypedResults.NotFound();
    }

    [HttpGet("/orders/{id:int}")]
    [NeedsDb]
    public static async Task<IResult> Show(DbConnection db, int id, CancellationToken ct = default) =>
        await Orders.Get(db, id, ct) is { } order
            ? new Page($"Order {order.Order.Id}", () => OrderViews.Show(order))
            : TypedResults.NotFound();
}
