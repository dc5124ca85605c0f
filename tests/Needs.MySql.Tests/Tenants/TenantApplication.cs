using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Needs.MySql.Tests.Tenants;

/// <summary>A web application on Kestrel that lends to each request from the database of the tenant whose number is in its header.</summary>
internal sealed class TenantApplication : IAsyncDisposable
{
    public const string Header = "X-Tenant";

    private readonly WebApplication _application;

    private TenantApplication(
        IReadOnlyList<DatabaseKey> keys,
        Func<IServiceProvider, DatabaseKey, DbDataSource> createDataSource,
        int maxConnections,
        Action<WebApplicationBuilder>? add,
        Action<WebApplication>? use)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddNeeds(needs => needs.AddTenants(
            createDataSource,
            (context, _) => keys[int.Parse(context.Request.Headers[Header].ToString(), CultureInfo.InvariantCulture)],
            limits => limits.MaxConnections = maxConnections));
        add?.Invoke(builder);
        _application = builder.Build();
        use?.Invoke(_application);
        _application.MapGet("/whose", TenantHandlers.WhoseEndpoint);
        _application.MapGet("/impatient", TenantHandlers.ImpatientEndpoint);
        _application.MapGet("/fails", TenantHandlers.FailsEndpoint);
        Databases = _application.Services.GetRequiredService<Databases>();
    }

    public Uri Address => new(_application.Urls.First());

    public Databases Databases { get; }

    public IServiceProvider Services => _application.Services;

    public static async Task<TenantApplication> StartAsync(
        IReadOnlyList<DatabaseKey> keys,
        Func<IServiceProvider, DatabaseKey, DbDataSource> createDataSource,
        int maxConnections,
        Action<WebApplicationBuilder>? add = null,
        Action<WebApplication>? use = null)
    {
        var application = new TenantApplication(keys, createDataSource, maxConnections, add, use);
        await application._application.StartAsync();
        return application;
    }

    /// <summary>The answer to a tenant's request.</summary>
    public static async Task<HttpResponseMessage> GetAsync(HttpClient client, int tenant, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { Header, tenant.ToString(CultureInfo.InvariantCulture) } } };
        return await client.SendAsync(request);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
