using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Needs;

namespace Storefront;

/// <summary>
/// Pages over the handlers of the JSON API. A handler is a plain method: called with a connection, it works on the loan of its caller.
/// A page hands back data and a view; the view is written when the connection is back in its pool.
/// </summary>
public static partial class CustomerPages
{
    [HttpGet("/customers")]
    [NeedsDb]
    public static async Task<IResult> List(DbConnection db, string? search = null, PageNumber page = default, CancellationToken ct = default)
    {
        var customers = await Customers.List(db, search, page, ct);
        return customers.Page <= customers.Pages
            ? new Page("Customers", () => CustomerViews.List(customers, search))
            : TypedResults.NotFound();
    }

    [HttpGet("/customers/{id:int}")]
    [NeedsDb]
    public static Task<IResult> Show(DbConnection db, int id, PageNumber page = default, CancellationToken ct = default) =>
        WithPhotoError(db, id, null, page, ct);

    /// <summary>The same page again, when a photo was refused.</summary>
    internal static async Task<IResult> WithPhotoError(
        DbConnection db, int id, string? photoError, PageNumber page = default, CancellationToken ct = default)
    {
        if (await Customers.Get(db, id, ct) is not { } customer) return TypedResults.NotFound();
        var orders = await Orders.OfCustomer(db, id, page, ct);
        return orders.Page > orders.Pages
            ? TypedResults.NotFound()
            : new Page(customer.Name, () => CustomerViews.Show(customer, orders, photoError), photoError is null ? 200 : 400);
    }
}
