using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>
/// One connection for all that serves a request, opened by whoever makes it, so that all find it open. A factory can't await. The uploads
/// are a controller's: minimal APIs bind the form before they ask for services, a controller has them in its constructor.
/// </summary>
internal sealed class InjectedScoped(string key, string name) : Contestant(key, name)
{
    public override void AddServices(IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new MySqlDataSource(connectionString));
        services.AddScoped(static all => all.GetRequiredService<MySqlDataSource>().OpenConnection());
        services.AddControllers().AddApplicationPart(typeof(UploadsController).Assembly);
    }

    public override void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/orders/{id:int}", static (int id, MySqlConnection db, CancellationToken ct) => Shop.FindAsync(db, id, ct));
        endpoints.MapPost("/orders/{number:int}", static (int number, MySqlConnection db, CancellationToken ct) => Shop.PlaceAsync(db, number, ct));
        endpoints.MapGet("/articles", static (MySqlConnection db, CancellationToken ct) => Shop.ArticlesAsync(db, ct));
        endpoints.MapControllers();
    }
}
