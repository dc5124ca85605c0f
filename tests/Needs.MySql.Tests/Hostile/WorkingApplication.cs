using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Hostile;

/// <summary>A web application, and requests that are at work in it on both accounts.</summary>
internal sealed class WorkingApplication : IAsyncDisposable
{
    private readonly TestApplication _application;

    private WorkingApplication(TestDatabase data, TestApplication application)
    {
        Data = data;
        _application = application;
        Client = new HttpClient { BaseAddress = application.Address };
    }

    public TestDatabase Data { get; }

    public Database Database => _application.Database;

    public HttpClient Client { get; }

    public static async Task<WorkingApplication> StartAsync(MariaDbServer? server = null, Action<IServiceCollection>? add = null)
    {
        var data = await TestDatabase.CreateAsync(poolSize: 4, server);
        return new(data, await TestApplication.StartAsync(
            data.ConnectionString,
            endpoints =>
            {
                endpoints.MapGet("/ping", HostileHandlers.PingEndpoint);
                endpoints.MapPost("/work", HostileHandlers.WorkEndpoint);
            },
            add));
    }

    public async Task<Task<HttpResponseMessage>[]> StartWorkAsync(double seconds)
    {
        var working = new[] { 1, 2 }.Select(id => Client.PostAsync(FormattableString.Invariant($"/work?id={id}&seconds={seconds}"), null)).ToArray();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Database.GetLeases().Count(lease => !lease.IsWaiting) < working.Length)
            await Task.Delay(10, patience.Token);
        return working;
    }

    public async Task StopAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        await Data.DisposeAsync();
    }
}
