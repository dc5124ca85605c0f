using Needs;
using Storefront.Data;

namespace Storefront;

/// <summary>Opens the shop: tables, sample data, web server.</summary>
public static class Opening
{
    private const string DefaultAddress = "http://localhost:5080";

    public static async Task RunAsync(WebApplication app, StoreDatabase store)
    {
        if (string.IsNullOrEmpty(app.Configuration["urls"])) app.Urls.Add(DefaultAddress);
        app.Services.GetRequiredService<PhotoFolder>().Prepare();
        await PrepareAsync(app.Services.GetRequiredService<Database>());
        await app.StartAsync();
        Console.WriteLine($"""

              Storefront is open:  {string.Join("  ", app.Urls)}
              Who holds what       {app.Urls.First()}/needs
              Its data is kept in  {store.Name}, {store.Place}
              Its photos are in    {app.Services.GetRequiredService<PhotoFolder>().Path}
              Ctrl+C closes it.

            """);
        await app.WaitForShutdownAsync();
    }

    /// <summary>No request here, so no HttpContext: the generated wrappers take the Database itself.</summary>
    private static async Task PrepareAsync(Database database)
    {
        await Schema.Create(database);
        if (await Seed.FillIfEmpty(database)) Console.WriteLine("The store was empty: filled it with sample customers and orders.");
    }
}
