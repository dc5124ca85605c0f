using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>The same <c>await using</c> in the order that comes naturally: it stands on top, and all the rest of the request below it.</summary>
internal sealed class ByHandConnectionFirst(string key, string name) : Contestant(key, name)
{
    public override void AddServices(IServiceCollection services, string connectionString) => services.AddSingleton(_ => new MySqlDataSource(connectionString));

    public override void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/orders/{id:int}", static async (int id, MySqlDataSource source, HttpResponse response, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            await response.WriteAsJsonAsync(await Shop.FindAsync(db, id, ct), ct);
        });
        endpoints.MapPost("/orders/{number:int}", static async (int number, MySqlDataSource source, HttpResponse response, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            await response.WriteAsJsonAsync(await Shop.PlaceAsync(db, number, ct), ct);
        });
        endpoints.MapGet("/articles", static async (MySqlDataSource source, HttpResponse response, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            await response.WriteAsJsonAsync(await Shop.ArticlesAsync(db, ct), ct);
        });
        endpoints.MapPost("/uploads", static async (HttpRequest request, MySqlDataSource source, HttpResponse response, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            var fields = await request.ReadFormAsync(ct);
            var form = new UploadForm(fields["title"].ToString(), fields["text"].ToString());
            await response.WriteAsJsonAsync(await Shop.StoreAsync(db, form, ct), ct);
        });
    }
}
