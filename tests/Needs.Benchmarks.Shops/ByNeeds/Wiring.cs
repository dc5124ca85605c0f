using System.Data.Common;

namespace Needs.Benchmarks.Shops;

internal static class Wiring
{
    public static void Add(IServiceCollection services, DbProviderFactory driver, string connectionString) =>
        services.AddNeeds(needs => needs.AddDatabase(driver, connectionString));

    public static void Map(WebApplication app) => app.MapHandlers();
}
