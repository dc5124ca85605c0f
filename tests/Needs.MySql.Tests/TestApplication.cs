using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Needs.MySql.Tests;

/// <summary>A web application on Kestrel whose handlers are lent connections to one database.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TestApplication(string connectionString, Action<IServiceCollection>? add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddNeeds(needs => needs.AddDatabase(MySqlProviderFactory.Instance, connectionString));
        add?.Invoke(builder.Services);
        _application = builder.Build();
        Database = _application.Services.GetRequiredService<Database>();
    }

    public Uri Address => new(_application.Urls.First());

    public Database Database { get; }

    public static async Task<TestApplication> StartAsync(
        string connectionString, Action<IEndpointRouteBuilder> map, Action<IServiceCollection>? add = null)
    {
        var application = new TestApplication(connectionString, add);
        map(application._application);
        await application._application.StartAsync();
        return application;
    }

    public Task StopAsync() => _application.StopAsync();

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
