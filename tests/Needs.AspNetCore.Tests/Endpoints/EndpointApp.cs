using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Needs.AspNetCore.Tests.Hosting;
using Needs.AspNetCore.Tests.Retries;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>An application on Kestrel, on a free port of the loopback interface, whose database is a fake.</summary>
internal sealed class EndpointApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EndpointApp(WebApplication app, FakeDataSource source, LogCollector log)
    {
        _app = app;
        Source = source;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public FakeDataSource Source { get; }

    public LogCollector Log { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public Database Database => _app.Services.GetRequiredService<Database>();

    /// <param name="configure">Adds to the application before it is built.</param>
    /// <param name="map">Maps endpoints; <c>MapHandlers()</c> unless given.</param>
    /// <param name="poolSize">The connections of the database.</param>
    /// <param name="environment">The name of the environment.</param>
    public static async Task<EndpointApp> StartAsync(
        Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, int? poolSize = null, string environment = "Production")
    {
        var source = new FakeDataSource(poolSize);
        var log = new LogCollector();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(log);
        builder.Services.AddNeeds(needs => needs.AddDatabase(source).AddDatabase("reporting", new FakeDataSource()));
        builder.Services.AddSingleton<IClock>(new Clock("12:00"));
        builder.Services.AddKeyedSingleton<IClock>("utc", new Clock("10:00"));
        builder.Services.AddSingleton<Signal>().AddSingleton<Disposals>().AddSingleton(new Trouble()).AddSingleton<FakeGate>();
        configure?.Invoke(builder);

        var app = builder.Build();
        if (map is null) app.MapHandlers();
        else map(app);
        await app.StartAsync();
        return new EndpointApp(app, source, log);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path);

    public async Task<string> GetTextAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    public Task<HttpResponseMessage> PostJsonAsync(string path, string json) =>
        Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Waits until no connection is lent.</summary>
    public Task UntilIdleAsync() => UntilAsync(() => Database.LeaseCount == 0, "a connection is still lent");

    /// <summary>Waits until something with this text has been logged.</summary>
    public Task UntilLoggedAsync(string text) =>
        UntilAsync(() => Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)), $"'{text}' was not logged");

    private static async Task UntilAsync(Func<bool> isSo, string otherwise)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            if (tries == 6000) throw new TimeoutException(otherwise);
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
