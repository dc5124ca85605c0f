using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Storefront.Data;

namespace Storefront;

public static partial class Orders
{
    private const string Select = """
        SELECT o.id, o.placed_at, o.status, o.total_cents,
               (SELECT COALESCE(SUM(l.quantity), 0) FROM order_lines l WHERE l.order_id = o.id),
               o.customer_id, c.name, o.note
        FROM orders o JOIN customers c ON c.id = o.customer_id
        """;

    [HttpGet("/api/orders")]
    [NeedsDb]
    public static async Task<Slice<Order>> List(
        DbConnection db, OrderStatus? status = null, PageNumber page = default, CancellationToken ct = default)
    {
        var wanted = ("@status", (object?)status?.ToString());
        var total = await db.Command("SELECT COUNT(*) FROM orders WHERE @status IS NULL OR status = @status", wanted).NumberAsync(ct);
        var orders = await db.Command(
            $"{Select} WHERE @status IS NULL OR o.status = @status ORDER BY o.id DESC LIMIT @size OFFSET @skipped",
            wanted, ("@size", PageNumber.Size), ("@skipped", page.Skipped)).ListAsync(Read, ct);
        return Slice.Of(orders, page, total ?? 0);
    }

    [HttpGet("/api/customers/{customerId:int}/orders")]
    [NeedsDb]
    public static async Task<Slice<Order>> OfCustomer(
        DbConnection db, int customerId, PageNumber page = default, CancellationToken ct = default)
    {
        var total = await db.Command("SELECT COUNT(*) FROM orders WHERE customer_id = @id", ("@id", customerId)).NumberAsync(ct);
        var orders = await db.Command(
            $"{Select} WHERE o.customer_id = @id ORDER BY o.id DESC LIMIT @size OFFSET @skipped",
            ("@id", customerId), ("@size", PageNumber.Size), ("@skipped", page.Skipped)).ListAsync(Read, ct);
        return Slice.Of(orders, page, total ?? 0);
    }

    [HttpGet("/api/orders/{id:int}")]
    [NeedsDb]
    public static async Task<Results<Ok<OrderDetails>, NotFound>> Find(DbConnection db, int id, CancellationToken ct = default) =>
        await Get(db, id, ct) is { } order ? TypedResults.Ok(order) : TypedResults.NotFound();

    /// <summary>Every order, one after the other: the only kind of handler that keeps its connection while the answer is written.</summary>
    [HttpGet("/api/orders/export")]
    [NeedsDb]
    public static async IAsyncEnumerable<Order> Export(DbConnection db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var command = db.Command($"{Select} ORDER BY o.id");
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) yield return Read(rows);
    }

    internal static async Task<OrderDetails?> Get(DbConnection db, int id, CancellationToken ct)
    {
        var found = await db.Command($"{Select} WHERE o.id = @id", ("@id", id))
            .FirstAsync(row => new { Order = Read(row), Note = row.Text(7) }, ct);
        return found is null ? null : new OrderDetails(found.Order, found.Note, await Lines(db, id, ct));
    }

    internal static Task<List<Order>> Latest(DbConnection db, int count, CancellationToken ct) =>
        db.Command($"{Select} ORDER BY o.id DESC LIMIT @count", ("@count", count)).ListAsync(Read, ct);

    private static Task<List<OrderLine>> Lines(DbConnection db, int orderId, CancellationToken ct) =>
        db.Command("""
            SELECT l.product_id, p.name, l.quantity, l.unit_price_cents
            FROM order_lines l JOIN products p ON p.id = l.product_id
            WHERE l.order_id = @id ORDER BY l.line_no
            """, ("@id", orderId))
            .ListAsync(row => new OrderLine(row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.Money(3)), ct);

    private static Order Read(DbDataReader row) => new(
        row.GetInt32(0), row.Utc(1), Enum.Parse<OrderStatus>(row.GetString(2)), row.Money(3), (int)row.Number(4), row.GetInt32(5), row.GetString(6));
}
