using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>
/// A pooled context, queries that track nothing, and one <c>SaveChanges</c>, which is a transaction. Its SQL is its own: it asks for the
/// same rows and columns, and sends both inserts at once.
/// </summary>
internal sealed class WithEntityFramework(string key, string name) : Contestant(key, name)
{
    public override void AddServices(IServiceCollection services, string connectionString)
    {
        var version = ServerVersion.AutoDetect(connectionString);
        services.AddDbContextPool<ShopContext>(options => options.UseMySql(connectionString, version));
    }

    public override void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/orders/{id:int}", static (int id, ShopContext shop, CancellationToken ct) =>
            shop.Orders.AsNoTracking().SingleAsync(order => order.Id == id, ct));
        endpoints.MapPost("/orders/{number:int}", static async (int number, ShopContext shop, CancellationToken ct) =>
        {
            shop.Add(new Purchase { Number = number });
            for (var product = 1; product <= Shop.LinesOfAnOrder; product++) shop.Add(new PurchaseLine { Number = number, Product = product });
            return new Placed(number, await shop.SaveChangesAsync(ct) - 1);
        });
        endpoints.MapGet("/articles", static (ShopContext shop, CancellationToken ct) =>
            shop.Articles.AsNoTracking().OrderBy(article => article.Id).ToListAsync(ct));
        endpoints.MapPost("/uploads", static async ([FromForm] UploadForm form, ShopContext shop, CancellationToken ct) =>
        {
            shop.Add(new Upload { Title = form.Title, Length = form.Text.Length });
            await shop.SaveChangesAsync(ct);
            return new Stored(form.Title, form.Text.Length);
        }).DisableAntiforgery();
    }
}
