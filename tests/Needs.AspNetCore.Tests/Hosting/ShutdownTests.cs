using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class ShutdownTests
{
    private readonly LogCollector _log = new();
    private readonly FakeDataSource _source = new();

    [Fact]
    public async Task RequestThatRunsAtTheStop_IsAnsweredBeforeTheDatabaseCloses()
    {
        var atWork = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var application = Application(TimeSpan.FromMinutes(1));
        application.MapGet("/", async (Database database) =>
        {
            await using var lease = await database.LendAsync(Registered.Handler);
            atWork.SetResult();
            await release.Task;
            return _source.IsDisposed ? "closed" : "open";
        });
        await application.StartAsync();
        using var client = new HttpClient();
        var answer = client.GetStringAsync(application.Urls.Single());
        await atWork.Task;

        var stop = application.StopAsync();
        await Task.Delay(50);
        Assert.False(stop.IsCompleted);
        release.SetResult();

        Assert.Equal("open", await answer);
        await stop;
        Assert.False(_source.IsDisposed);
        await application.DisposeAsync();
        Assert.True(_source.IsDisposed);
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WorkThatOutlivesTheServer_IsWaitedForWhileItsServicesExist()
    {
        await using var application = Application(TimeSpan.FromMinutes(1));
        await application.StartAsync();
        var lease = await application.Services.GetRequiredService<Database>().LendAsync(Registered.Handler);

        var stop = application.StopAsync();
        while (!_log.Lines.Any(line => line.Contains("Stopping: waiting", StringComparison.Ordinal))) await Task.Delay(10);
        Assert.False(stop.IsCompleted);
        Assert.NotNull(application.Services.GetRequiredService<Database>());
        await lease.ReturnAsync();
        await stop;

        Assert.Single(_log.Lines, line => line.StartsWith(
            "Information: Stopping: waiting for 1 connections that are still lent: Shop.Orders.Find (", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LeaseThatNeverComesBack_IsNamedAndTheStopIsBounded()
    {
        var application = Application(TimeSpan.FromMilliseconds(300));
        await application.StartAsync();
        await application.Services.GetRequiredService<Database>().LendAsync(Registered.Handler);

        var time = Stopwatch.StartNew();
        await application.StopAsync();
        await application.DisposeAsync();

        Assert.InRange(time.Elapsed, TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(25));
        Assert.Single(_log.Lines, line => line.StartsWith(
            "Warning: Database 'default' closed after waiting 00:00:00.3000000 for 1 connections that were not given back: Shop.Orders.Find (",
            StringComparison.Ordinal));
        Assert.True(_source.IsDisposed);
    }

    [Fact]
    public async Task HostThatHasNoTimeLeft_DoesNotWaitForLeases()
    {
        var application = Application(TimeSpan.FromMinutes(3));
        await application.StartAsync();
        var lease = await application.Services.GetRequiredService<Database>().LendAsync(Registered.Handler);

        var time = Stopwatch.StartNew();
        await application.StopAsync(new CancellationToken(canceled: true));

        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await lease.ReturnAsync();
        await application.DisposeAsync();
    }

    [Fact]
    public async Task WhatEndsAfterTheServer_CanStillUseTheDatabase()
    {
        var application = Application(TimeSpan.FromMinutes(1), services => services.AddSingleton<WritesAtTheEnd>());
        await application.StartAsync();
        var writer = application.Services.GetRequiredService<WritesAtTheEnd>();

        await application.StopAsync();
        await application.DisposeAsync();

        Assert.True(writer.HasWritten);
    }

    private WebApplication Application(TimeSpan timeout, Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.Services.AddNeeds(needs => needs.AddDatabase(_ => _source));
        builder.Services.Configure<NeedsOptions>(options => options.ShutdownTimeout = timeout);
        add?.Invoke(builder.Services);
        return builder.Build();
    }

    private sealed class WritesAtTheEnd(Database database) : IAsyncDisposable
    {
        public bool HasWritten { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await using var lease = await database.LendAsync(Registered.Handler);
            HasWritten = lease.Connection<FakeConnection>() is not null;
        }
    }
}
