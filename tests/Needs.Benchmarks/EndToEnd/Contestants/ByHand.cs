using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>
/// The ceiling: minimal APIs, which bind the form before the handler runs; the connection is opened then, and closed before the answer is
/// written, since the handler returns its value.
/// </summary>
internal sealed class ByHand(string key, string name) : Contestant(key, name)
{
    public override void AddServices(IServiceCollection services, string connectionString) => services.AddSingleton(_ => new MySqlDataSource(connectionString));

    public override void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/orders/{id:int}", static async (int id, MySqlDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Shop.FindAsync(db, id, ct);
        });
        endpoints.MapPost("/orders/{number:int}", static async (int number, MySqlDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Shop.PlaceAsync(db, number, ct);
        });
        endpoints.MapGet("/articles", static async (MySqlDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Shop.ArticlesAsync(db, ct);
        });
        endpoints.MapPost("/uploads", static async ([FromForm] UploadForm form, MySqlDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await Shop.StoreAsync(db, form, ct);
        }).DisableAntiforgery();
    }
}
