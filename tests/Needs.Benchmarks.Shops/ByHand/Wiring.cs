using System.Data.Common;
using System.Runtime.CompilerServices;
using Storefront;

namespace Needs.Benchmarks.Shops;

/// <summary>What one writes without Needs: a connection is opened around each handler, after all else is bound.</summary>
internal static class Wiring
{
    public static void Add(IServiceCollection services, DbProviderFactory driver, string connectionString) =>
        services.AddSingleton(driver.CreateDataSource(connectionString));

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/customers", async (DbDataSource source, string? search, PageNumber? page, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Customers.List(db, search, page ?? default, ct);
        });
        app.MapGet("/api/customers/{id:int}", async (DbDataSource source, int id, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Customers.Find(db, id, ct);
        });
        app.MapGet("/api/customers/{customerId:int}/orders", async (DbDataSource source, int customerId, PageNumber? page, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Orders.OfCustomer(db, customerId, page ?? default, ct);
        });
        app.MapGet("/api/orders", async (DbDataSource source, OrderStatus? status, PageNumber? page, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Orders.List(db, status, page ?? default, ct);
        });
        app.MapGet("/api/orders/{id:int}", async (DbDataSource source, int id, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Orders.Find(db, id, ct);
        });
        app.MapGet("/api/orders/export", (DbDataSource source, CancellationToken ct) => Export(source, ct));
        app.MapPost("/api/orders", async (DbDataSource source, NewOrder order, TimeProvider time, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            await using var transaction = await db.BeginTransactionAsync(ct);
            var placed = await NewOrders.Place(db, transaction, order, time, ct);
            // The handler rolls back by itself where the stock is short.
            if (transaction.Connection is not null) await transaction.CommitAsync(ct);
            return placed;
        });
        app.MapGet("/api/overview", async (DbDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Overviews.Read(db, ct);
        });
        app.MapGet("/api/products", async (DbDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Products.List(db, ct);
        });
    }

    private static async IAsyncEnumerable<Order> Export(DbDataSource source, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await source.OpenConnectionAsync(ct);
        await foreach (var order in Orders.Export(db, ct)) yield return order;
    }
}
