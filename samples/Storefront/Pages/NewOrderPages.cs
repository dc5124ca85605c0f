using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Needs;

namespace Storefront;

public static partial class NewOrderPages
{
    [HttpGet("/customers/{id:int}/order")]
    [NeedsDb]
    public static async Task<IResult> Show(DbConnection db, int id, CancellationToken ct = default)
    {
        if (await Customers.Get(db, id, ct) is not { } customer) return TypedResults.NotFound();
        var products = await Products.List(db, ct);
        return new Page("New order", () => NewOrderView.Show(id, customer.Name, OrderDraft.Empty, Form<OrderForm>.Empty.Errors, products));
    }

    /// <summary>
    /// Places the order, or shows its page again: with one line more or less, or with what is wrong. A line without anything is none.
    /// </summary>
    [HttpPost("/customers/{id:int}/order")]
    [NeedsDb(Transaction = true, Retries = 3), NeedsForm]
    public static async Task<IResult> Send(
        DbConnection db, DbTransaction tx, int id, Form<OrderForm> form, TimeProvider time, CancellationToken ct = default)
    {
        var books = new OrderBooks(db, tx);
        if (await books.CustomerName(id, ct) is not { } customer) return TypedResults.NotFound();
        var products = await books.AllProducts(ct);

        if (OrderDraft.Changed(form) is { } changed)
            return new Page("New order", () => NewOrderView.Show(id, customer, changed, Form<OrderForm>.Empty.Errors, products));

        var draft = OrderDraft.Of(form);
        foreach (var line in draft.Repeated())
            form.Errors.Add(OrderDraft.ProductName(line), "repeated", "This product is in the order already.");
        if (form.IsValid)
        {
            var placed = (await NewOrders.Place(db, tx, form.Value.For(id), time, ct)).Result;
            if (placed is Created<OrderDetails> { Value.Order: var order }) return new SeeOther($"/orders/{order.Id}");
            form.Errors.AddRefusal(placed, nameOf: _ => "items");
        }

        return new Page(
            "Error: New order", () => NewOrderView.Show(id, customer, draft, form.Errors, products), StatusCodes.Status400BadRequest);
    }
}
