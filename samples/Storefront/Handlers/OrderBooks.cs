using System.Data.Common;
using Storefront.Data;

namespace Storefront;

/// <summary>The statements of a new order, all in its transaction. It lives as long as the call of the handler that made it.</summary>
internal sealed class OrderBooks(DbConnection db, DbTransaction tx)
{
    public Task<string?> CustomerName(int id, CancellationToken ct) =>
        Command("SELECT name FROM customers WHERE id = @id", ("@id", id)).FirstAsync(row => row.GetString(0), ct);

    public Task<Product?> Product(int id, CancellationToken ct) =>
        Command($"{Products.Select} WHERE id = @id", ("@id", id)).FirstAsync(Products.Read, ct);

    public Task<List<Product>> AllProducts(CancellationToken ct) =>
        Command($"{Products.Select} ORDER BY id").ListAsync(Products.Read, ct);

    /// <returns>False where too few are left; then nothing was taken.</returns>
    public async Task<bool> TakeFromStock(OrderLine line, CancellationToken ct) =>
        await Command("UPDATE products SET stock = stock - @quantity WHERE id = @id AND stock >= @quantity",
            ("@id", line.ProductId), ("@quantity", line.Quantity)).RunAsync(ct) == 1;

    public Task<int> NextOrderId(CancellationToken ct) => Counters.Next(db, tx, "order", ct);

    public async Task Write(OrderDetails details, CancellationToken ct)
    {
        var order = details.Order;
        await Command("""
            INSERT INTO orders (id, customer_id, placed_at, status, total_cents, note)
            VALUES (@id, @customer, @placedAt, @status, @total, @note)
            """,
            ("@id", order.Id), ("@customer", order.CustomerId), ("@placedAt", order.PlacedAt), ("@status", order.Status.ToString()),
            ("@total", (int)(order.Total * 100)), ("@note", details.Note)).RunAsync(ct);

        foreach (var (index, line) in details.Lines.Index())
        {
            await Command("""
                INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price_cents)
                VALUES (@order, @no, @product, @quantity, @price)
                """,
                ("@order", order.Id), ("@no", index + 1), ("@product", line.ProductId), ("@quantity", line.Quantity),
                ("@price", (int)(line.UnitPrice * 100))).RunAsync(ct);
        }
    }

    private DbCommand Command(string sql, params ReadOnlySpan<(string, object?)> values) => db.Command(sql, values).In(tx);
}
