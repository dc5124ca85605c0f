using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.AspNetCore.Tests.Forms;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Retries;

/// <summary>Requests that their database can't serve for now: 503, with a time to come again, and nothing of the inside.</summary>
public sealed class RefusalTests
{
    private const string Inside = "db1.internal";
    private const string Secret = "hunter2";

    private static readonly FakeDbException Unreachable = new($"Unable to connect to {Inside} with Password={Secret}", "08001", 1042);
    private static readonly FakeDbException Lost = new($"Lost connection to {Inside}", "HY000", 2013);
    private static readonly FakeDbException NotReady = new($"WSREP has not yet prepared node {Inside} for application use", "08S01", 1047);

    [Theory]
    [InlineData("GET", "/refusal/async")]
    [InlineData("POST", "/refusal/async")]
    [InlineData("GET", "/refusal/sync")]
    [InlineData("POST", "/refusal/sync")]
    [InlineData("GET", "/refusal/transaction")]
    [InlineData("DELETE", "/refusal/nothing")]
    [InlineData("GET", "/refusal/stream")]
    [InlineData("GET", "/refusal/late")]
    public async Task ServerThatIsAway_IsAnsweredWith503(string method, string path)
    {
        await using var app = await StartAsync(new Trouble());
        app.Source.At(FakeOperation.Open).Throws(Unreachable);

        await AssertRefusedAsync(app, method, path);

        Assert.Contains(app.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(Inside, StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(0, app.Services.GetRequiredService<Trouble>().Attempts);
    }

    [Theory]
    [InlineData("GET", "/refusal/async", 503)]
    [InlineData("POST", "/refusal/async", 500)]
    [InlineData("GET", "/refusal/sync", 503)]
    [InlineData("POST", "/refusal/sync", 500)]
    [InlineData("GET", "/refusal/transaction", 503)]
    [InlineData("POST", "/refusal/transaction", 503)]
    [InlineData("DELETE", "/refusal/nothing", 503)]
    [InlineData("POST", "/refusal/committed", 500)]
    [InlineData("POST", "/refusal/committed-once", 500)]
    [InlineData("GET", "/refusal/stream", 503)]
    public async Task WorkThatIsLostWhileTheHandlerRuns_IsAnsweredWith503WhereNothingIsDoneForCertain(string method, string path, int status)
    {
        foreach (var error in new[] { Lost, NotReady, FakeDbException.Deadlock() })
        {
            await using var app = await StartAsync(new Trouble(error, error));

            if (status == 503) await AssertRefusedAsync(app, method, path);
            else Assert.Equal(status, (int)(await SendAsync(app, method, path)).Status);
        }
    }

    [Fact]
    public async Task ServerThatIsLostWhenTheAnswerHasBegun_CutsItOff()
    {
        await using var app = await StartAsync(new Trouble(Lost));

        await Assert.ThrowsAsync<HttpRequestException>(() => app.GetAsync("/refusal/late"));

        await app.UntilIdleAsync();
    }

    [Fact]
    public async Task CommitWithoutAnAnswer_IsNoRefusal()
    {
        await using var app = await StartAsync(new Trouble());
        app.Source.At(FakeOperation.Commit).Breaks(Lost);

        var answer = await SendAsync(app, "DELETE", "/refusal/nothing");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Null(answer.RetryAfter);
    }

    public static TheoryData<Exception> ErrorsOfTheHandler =>
    [
        new FakeDbException("Duplicate entry", "23000", 1062),
        new HttpRequestException("Another service is away.", new System.Net.Sockets.SocketException(111)),
        new IOException("The disk is full."),
        new TimeoutException(),
        new InvalidOperationException(),
    ];

    [Theory, MemberData(nameof(ErrorsOfTheHandler))]
    public async Task OtherErrors_AreErrors(Exception error)
    {
        await using var app = await StartAsync(new Trouble(error));

        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(app, "GET", "/refusal/async")).Status);
    }

    [Fact]
    public async Task HandlerAtItsLimit_RefusesTheNextRequestAndNamesTheHolderInTheLogOnly()
    {
        var gate = new FakeGate();
        await using var app = await StartAsync(new Trouble(), builder => builder.Services.AddSingleton(gate));
        var first = app.GetTextAsync("/refusal/limited");
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        await AssertRefusedAsync(app, "GET", "/refusal/limited");

        var warning = Assert.Single(app.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Contains("Held by Needs.AspNetCore.Tests.Retries.RefusalHandlers.Limited", warning, StringComparison.Ordinal);
        gate.Release();
        Assert.Equal("200 served", await first);
        Assert.Equal("200 served", await app.GetTextAsync("/refusal/limited"));
    }

    [Theory]
    [InlineData("GET", 503)]
    [InlineData("POST", 500)]
    public async Task HandlerThatIsRefusedInTheMiddleOfAnother_IsExcusedWhereNothingCanBeDone(string method, int status)
    {
        var gate = new FakeGate();
        await using var app = await StartAsync(new Trouble(), builder => builder.Services.AddSingleton(gate));
        var first = app.GetTextAsync("/refusal/limited");
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(status, (int)(await SendAsync(app, method, "/refusal/calls")).Status);

        gate.Release();
        await first;
    }

    [Theory]
    [InlineData("/refusal/async")]
    [InlineData("/refusal/sync")]
    public async Task PoolThatIsEmpty_RefusesTheRequest(string path)
    {
        await using var app = await StartAsync(new Trouble(), poolSize: 1);
        app.Source.PoolTimeout = TimeSpan.FromMilliseconds(50);
        await using (await app.Database.LendAsync(new HandlerDescriptor("Shop.Reports.Year")))
            await AssertRefusedAsync(app, "GET", path);

        Assert.Contains(app.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("Shop.Reports.Year", StringComparison.Ordinal));
        await app.UntilIdleAsync();
        app.Source.PoolTimeout = TimeSpan.FromSeconds(30);
        Assert.Equal("200 1", await app.GetTextAsync(path));
    }

    [Fact]
    public async Task UploadOfARefusedRequest_IsDiscarded()
    {
        var store = new MemorySink.Store();
        await using var app = await StartAsync(new Trouble(Lost, Lost), builder => builder.Services.AddSingleton(store));
        using var content = new MultipartFormDataContent { { new ByteArrayContent([1]), "f", "x.bin" } };

        using var response = await app.Client.PostAsync("/refusal/upload", content);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await store.AssertBecomesAsync("");
    }

    [Fact]
    public async Task ProblemDetailsService_WritesTheAnswer()
    {
        await using var app = await StartAsync(new Trouble(), builder => builder.Services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["house"] = "style"));
        app.Source.At(FakeOperation.Open).Throws(Unreachable);

        var answer = await SendAsync(app, "GET", "/refusal/async");

        Assert.Equal("1", answer.RetryAfter);
        Assert.Equal("style", JsonDocument.Parse(answer.Text).RootElement.GetProperty("house").GetString());
    }

    private static async Task AssertRefusedAsync(EndpointApp app, string method, string path)
    {
        var answer = await SendAsync(app, method, path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("1", answer.RetryAfter);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Null(answer.CacheControl);
        var problem = JsonDocument.Parse(answer.Text).RootElement;
        Assert.Equal(["type", "title", "status", "detail"], problem.EnumerateObject().Select(member => member.Name));
        Assert.Equal(503, problem.GetProperty("status").GetInt32());
        Assert.Equal("Service Unavailable", problem.GetProperty("title").GetString());
        foreach (var inside in new[] { Inside, Secret, "Handlers", "Shop", "connection", "1042", "pool", "default" })
            Assert.DoesNotContain(inside, answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<Answer> SendAsync(EndpointApp app, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Client.SendAsync(request);
        return new Answer(
            response.StatusCode,
            response.Headers.TryGetValues("Retry-After", out var seconds) ? seconds.Single() : null,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.CacheControl?.ToString(),
            await response.Content.ReadAsStringAsync());
    }

    private static Task<EndpointApp> StartAsync(Trouble trouble, Action<WebApplicationBuilder>? configure = null, int? poolSize = null) =>
        EndpointApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(trouble);
                configure?.Invoke(builder);
            },
            poolSize: poolSize);

    private sealed record Answer(HttpStatusCode Status, string? RetryAfter, string? MediaType, string? CacheControl, string Text);
}
