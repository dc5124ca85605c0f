using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.AspNetCore.Tests.Forms;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Retries;

/// <summary>Endpoints of handlers with <c>Retries</c>, over HTTP.</summary>
[Collection(nameof(Uploads))]
public sealed class RetryEndpointTests
{
    private static readonly byte[] LargeFile = Encoding.ASCII.GetBytes(new string('x', 300_000));

    [Theory]
    [InlineData("/retry/json", "3 hammer")]
    [InlineData("/retry/sync", "3")]
    public async Task DeadlockTwice_IsAnsweredByTheThirdAttempt(string path, string expected)
    {
        await using var app = await StartAsync(Trouble.Deadlocks(2));

        using var response = path == "/retry/json" ? await app.PostJsonAsync(path, """{"name":"hammer","count":1}""") : await app.GetAsync(path);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        AssertOneCommit(app, attempts: 3);
    }

    [Fact]
    public async Task HandlerWithoutAResult_IsRetriedToo()
    {
        await using var app = await StartAsync(Trouble.Deadlocks(2));

        using var response = await app.Client.DeleteAsync("/retry/nothing");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("3", Assert.Single(response.Headers.GetValues("X-Attempt")));
        AssertOneCommit(app, attempts: 3);
    }

    [Theory]
    [InlineData("/retry/form", "2 name=Ann age=42")]
    [InlineData("/retry/bound", "2 Ann 42")]
    public async Task Form_IsThereInTheSecondAttempt(string path, string expected)
    {
        await using var app = await StartAsync(Trouble.Deadlocks(1));
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "Ann", ["age"] = "42" });

        using var response = await app.Client.PostAsync(path, content);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        AssertOneCommit(app, attempts: 2);
    }

    [Fact]
    public async Task Files_CanBeReadAgain()
    {
        await using var app = await StartAsync(Trouble.Deadlocks(2));
        using var content = new MultipartFormDataContent
        {
            { new StringContent("hello"), "note" },
            { new ByteArrayContent("small"u8.ToArray()), "first", "a.txt" },
            { new ByteArrayContent(LargeFile), "second", "b.txt" },
        };

        using var response = await app.Client.PostAsync("/retry/form", content);

        Assert.Equal("3 note=hello first=small second=300000", await response.Content.ReadAsStringAsync());
        AssertOneCommit(app, attempts: 3);
    }

    [Theory]
    [InlineData(2, HttpStatusCode.OK, "f=<a.txt|small>")]
    [InlineData(9, HttpStatusCode.ServiceUnavailable, "")]
    public async Task Sink_IsGivenAFileOnce_AndKeepsItWhenAnAttemptSucceeds(int deadlocks, HttpStatusCode status, string kept)
    {
        var store = new MemorySink.Store();
        await using var app = await StartAsync(Trouble.Deadlocks(deadlocks), builder => builder.Services.AddSingleton(store));
        using var content = new MultipartFormDataContent { { new ByteArrayContent("small"u8.ToArray()), "f", "a.txt" } };

        using var response = await app.Client.PostAsync("/retry/sink", content);

        Assert.Equal(status, response.StatusCode);
        await app.UntilLoggedAsync("Request finished");
        await store.AssertBecomesAsync(kept);
    }

    [Fact]
    public async Task Deadlocks_WithoutEnd_AreAnsweredWith503()
    {
        await using var app = await StartAsync(Trouble.Deadlocks(9));

        using var response = await app.GetAsync("/retry/sync");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(4, AttemptsIn(app));
        Assert.Equal(0, app.Source.Log.Count(FakeOperation.Commit));
        Assert.Equal(0, app.Database.LeaseCount);
    }

    [Fact]
    public async Task AttemptThatWroteToTheResponse_IsTheLast()
    {
        await using var app = await StartAsync(Trouble.Deadlocks(1));

        await Assert.ThrowsAsync<HttpRequestException>(() => app.GetAsync("/retry/writes"));

        await app.UntilIdleAsync();
        Assert.Equal(1, AttemptsIn(app));
        Assert.Equal(0, app.Source.Log.Count(FakeOperation.Commit));
    }

    [Fact]
    public async Task AttemptThatWroteIntoTheResponsesBuffer_IsTheLast()
    {
        await using var app = await StartAsync(Trouble.Deadlocks(1));

        await Record.ExceptionAsync(() => app.GetAsync("/retry/buffers"));

        await app.UntilIdleAsync();
        Assert.Equal(1, AttemptsIn(app));
        Assert.Equal(0, app.Source.Log.Count(FakeOperation.Commit));
    }

    [Fact]
    public async Task AttemptThatWroteIntoAMiddlewaresMemory_IsTheLast()
    {
        await using var app = await StartAsync(Trouble.Deadlocks(1), map: static app =>
        {
            app.Use(async (context, next) =>
            {
                var body = context.Response.Body;
                using var memory = new MemoryStream();
                context.Response.Body = memory;
                await next(context);
                context.Response.Body = body;
                await body.WriteAsync(memory.ToArray());
            });
            app.MapHandlers();
        });

        await Record.ExceptionAsync(() => app.GetAsync("/retry/streams-to-memory"));

        await app.UntilIdleAsync();
        Assert.Equal(1, AttemptsIn(app));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ResultThatFails_WhenTheWorkIsCommitted_IsNeitherRetriedNorExcused(int deadlocks)
    {
        await using var app = await StartAsync(Trouble.Deadlocks(deadlocks));

        using var response = await app.GetAsync("/retry/result");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        AssertOneCommit(app, attempts: deadlocks + 1);
    }

    [Fact]
    public async Task CommitWithoutAnAnswer_IsNeitherRetriedNorExcused()
    {
        await using var app = await StartAsync(new Trouble());
        app.Source.At(FakeOperation.Commit).Breaks(FakeDbException.Lost(), times: 1);

        using var response = await app.GetAsync("/retry/sync");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(1, AttemptsIn(app));
    }

    [Fact]
    public async Task ObjectOfTheHandler_IsMadeAnewForEachAttempt()
    {
        await using var app = await StartAsync(Trouble.Deadlocks(2));

        Assert.Equal("""200 ["line"]""", await app.GetTextAsync("/retry/object"));

        await app.UntilLoggedAsync("Request finished");
        Assert.Equal(3, app.Services.GetRequiredService<Trouble>().Objects.Distinct().Count());
        Assert.Equal(3, app.Services.GetRequiredService<Disposals>().Names.Count);
        AssertOneCommit(app, attempts: 3);
    }

    [Fact]
    public async Task ClientThatLeft_GetsNoFurtherAttempt()
    {
        var started = new Signal();
        await using var app = await StartAsync(Trouble.Deadlocks(9), builder => builder.Services.AddSingleton(started));
        using var leave = new CancellationTokenSource();
        var request = app.Client.GetAsync("/retry/waits", leave.Token);

        await started.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await app.UntilLoggedAsync("The client went away");
        await app.UntilIdleAsync();
        Assert.Equal(1, AttemptsIn(app));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("503", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndpointAndOverload_AreOneHandlerToTheDatabase()
    {
        await using var app = await StartAsync(new Trouble());

        await app.GetTextAsync("/retry/sync");
        RetryHandlers.Sync(app.Database, new Trouble());

        var handler = Assert.Single(app.Database.GetStatus().Handlers);
        Assert.Equal("Needs.AspNetCore.Tests.Retries.RetryHandlers.Sync", handler.Handler.Name);
        Assert.Equal(2, handler.Lent);
    }

    private static Task<EndpointApp> StartAsync(Trouble trouble, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null) =>
        EndpointApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(trouble);
                configure?.Invoke(builder);
            },
            map);

    private static int AttemptsIn(EndpointApp app) => app.Services.GetRequiredService<Trouble>().Attempts;

    private static void AssertOneCommit(EndpointApp app, int attempts)
    {
        Assert.Equal(attempts, AttemptsIn(app));
        Assert.Equal(1, app.Source.Log.Count(FakeOperation.Commit));
        Assert.Equal(1, app.Source.MostOpenConnections);
        Assert.Equal(0, app.Database.LeaseCount);
    }
}
