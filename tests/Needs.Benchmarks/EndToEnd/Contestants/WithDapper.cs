using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>The best order by hand, with Dapper for the work on the connection: the same statements.</summary>
internal sealed class WithDapper(string key, string name) : Contestant(key, name)
{
    public override void AddServices(IServiceCollection services, string connectionString) => services.AddSingleton(_ => new MySqlDataSource(connectionString));

    public override void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/orders/{id:int}", static async (int id, MySqlDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await db.QuerySingleAsync<Order>(new CommandDefinition(Shop.FindSql, new { id }, cancellationToken: ct));
        });
        endpoints.MapPost("/orders/{number:int}", static async (int number, MySqlDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            await using var tx = await db.BeginTransactionAsync(ct);
            await db.ExecuteAsync(new CommandDefinition(Shop.PlaceSql, new { number }, tx, cancellationToken: ct));
            var lines = await db.ExecuteAsync(new CommandDefinition(Shop.LinesSql, new { number }, tx, cancellationToken: ct));
            await tx.CommitAsync(ct);
            return new Placed(number, lines);
        });
        endpoints.MapGet("/articles", static async (MySqlDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            return await db.QueryAsync<Article>(new CommandDefinition(Shop.ArticlesSql, cancellationToken: ct));
        });
        endpoints.MapPost("/uploads", static async ([FromForm] UploadForm form, MySqlDataSource source, CancellationToken ct) =>
        {
            await using var db = await source.OpenConnectionAsync(ct);
            await db.ExecuteAsync(new CommandDefinition(Shop.StoreSql, new { title = form.Title, length = form.Text.Length }, cancellationToken: ct));
            return new Stored(form.Title, form.Text.Length);
        }).DisableAntiforgery();
    }
}
