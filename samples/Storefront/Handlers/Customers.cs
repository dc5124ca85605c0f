using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Storefront.Data;

namespace Storefront;

public static partial class Customers
{
    private const string Select = """
        SELECT c.id, c.name, c.email, c.city, c.country, c.joined,
               (SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id),
               (SELECT COALESCE(SUM(o.total_cents), 0) FROM orders o WHERE o.customer_id = c.id AND o.status <> 'Cancelled') AS spent,
               (SELECT p.file FROM customer_photos p WHERE p.customer_id = c.id)
        FROM customers c
        """;

    [HttpGet("/api/customers")]
    [NeedsDb]
    public static async Task<Slice<Customer>> List(
        DbConnection db, string? search = null, PageNumber page = default, CancellationToken ct = default)
    {
        var terms = new SearchTerms(search);
        var total = await db.Command($"SELECT COUNT(*) FROM customers WHERE {terms.Where}", [.. terms.Values]).NumberAsync(ct);
        var customers = await db.Command(
            $"{Select} WHERE {terms.Where} ORDER BY c.sort_name, c.id LIMIT @size OFFSET @skipped",
            [.. terms.Values, ("@size", PageNumber.Size), ("@skipped", page.Skipped)]).ListAsync(Read, ct);
        return Slice.Of(customers, page, total ?? 0);
    }

    [HttpGet("/api/customers/{id:int}")]
    [NeedsDb]
    public static async Task<Results<Ok<Customer>, NotFound>> Find(DbConnection db, int id, CancellationToken ct = default) =>
        await Get(db, id, ct) is { } customer ? TypedResults.Ok(customer) : TypedResults.NotFound();

    internal static Task<Customer?> Get(DbConnection db, int id, CancellationToken ct) =>
        db.Command($"{Select} WHERE c.id = @id", ("@id", id)).FirstAsync(Read, ct);

    internal static Task<List<Customer>> Best(DbConnection db, int count, CancellationToken ct) =>
        db.Command($"{Select} ORDER BY spent DESC, c.id LIMIT @count", ("@count", count)).ListAsync(Read, ct);

    internal static Task<List<string>> Countries(DbConnection db, CancellationToken ct) =>
        db.Command("SELECT DISTINCT country FROM customers ORDER BY country").ListAsync(row => row.GetString(0), ct);

    private static Customer Read(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Utc(5), (int)row.Number(6), row.Money(7),
        row.Text(8) is { } photo ? $"/customers/{row.GetInt32(0)}/photo?{photo}" : null);
}
