using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

internal sealed class WithNeeds(string key, string name, SessionReset reset) : Contestant(key, name)
{
    public override void AddServices(IServiceCollection services, string connectionString) =>
        services.AddNeeds(needs => needs.AddDatabase(MySqlConnectorFactory.Instance, connectionString, options => options.SessionReset = reset));

    public override void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/orders/{id:int}", NeedsHandlers.FindEndpoint);
        endpoints.MapPost("/orders/{number:int}", NeedsHandlers.PlaceEndpoint);
        endpoints.MapGet("/articles", NeedsHandlers.ArticlesEndpoint);
        endpoints.MapPost("/uploads", NeedsHandlers.UploadEndpoint);
    }
}
