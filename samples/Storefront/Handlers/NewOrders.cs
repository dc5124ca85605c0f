using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Needs;

namespace Storefront;

public static partial class NewOrders
{
    /// <summary>
    /// Adds an order. When the handler returns, the transaction commits; when it throws, or its client goes away first, it rolls back.
    /// After a deadlock all of it is done again. It may also end the transaction itself, as it does where the stock is short.
    /// </summary>
    [HttpPost("/api/orders")]
    [NeedsDb(Transaction = true, Retries = 3)]
    public static async Task<Results<Created<OrderDetails>, ValidationProblem, ProblemHttpResult>> Place(
        DbConnection db, DbTransaction tx, NewOrder order, TimeProvider time, CancellationToken ct = default)
    {
        var errors = OrderRules.Check(order);
        if (errors.Count > 0) return TypedResults.ValidationProblem(errors);

        var books = new OrderBooks(db, tx);
        if (await books.CustomerName(order.CustomerId, ct) is not { } customer)
            return Wrong("customerId", $"There is no customer {order.CustomerId}.");

        var lines = new List<OrderLine>();
        foreach (var (productId, quantity) in order.Lines!.OfType<NewOrderLine>())
        {
            if (await books.Product(productId, ct) is not { } product) return Wrong("lines", $"There is no product {productId}.");
            lines.Add(new OrderLine(productId, product.Name, quantity, product.Price));
        }

        foreach (var line in lines.OrderBy(line => line.ProductId))
        {
            if (await books.TakeFromStock(line, ct)) continue;
            await tx.RollbackAsync(ct);
            return TypedResults.Problem($"There are not {line.Quantity} of “{line.Product}” left.", statusCode: 409, title: "Out of stock");
        }

        var placed = new Order(
            await books.NextOrderId(ct), WholeSecond(time.GetUtcNow().UtcDateTime), OrderStatus.New,
            lines.Sum(line => line.Total), lines.Sum(line => line.Quantity), order.CustomerId, customer);
        var details = new OrderDetails(placed, order.Note, lines);
        await books.Write(details, ct);
        return TypedResults.Created($"/api/orders/{placed.Id}", details);
    }

    /// <summary>What a DATETIME keeps: else the answer would tell another time than the database.</summary>
    private static DateTime WholeSecond(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static ValidationProblem Wrong(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });
}
