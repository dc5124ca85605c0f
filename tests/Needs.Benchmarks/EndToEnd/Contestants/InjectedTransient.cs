using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>As the driver's documentation shows it: <c>AddMySqlDataSource</c> registers a transient connection, the handler opens it.</summary>
internal sealed class InjectedTransient(string key, string name) : Contestant(key, name)
{
    public override void AddServices(IServiceCollection services, string connectionString) => services.AddMySqlDataSource(connectionString);

    public override void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/orders/{id:int}", static async (int id, MySqlConnection db, CancellationToken ct) =>
        {
            await db.OpenAsync(ct);
            return await Shop.FindAsync(db, id, ct);
        });
        endpoints.MapPost("/orders/{number:int}", static async (int number, MySqlConnection db, CancellationToken ct) =>
        {
            await db.OpenAsync(ct);
            return await Shop.PlaceAsync(db, number, ct);
        });
        endpoints.MapGet("/articles", static async (MySqlConnection db, CancellationToken ct) =>
        {
            await db.OpenAsync(ct);
            return await Shop.ArticlesAsync(db, ct);
        });
        endpoints.MapPost("/uploads", static async ([FromForm] UploadForm form, MySqlConnection db, CancellationToken ct) =>
        {
            await db.OpenAsync(ct);
            return await Shop.StoreAsync(db, form, ct);
        }).DisableAntiforgery();
    }
}
