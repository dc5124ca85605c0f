using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Endpoints;

public sealed class ProblemTests
{
    private const string BadMany = "/problems/five-secret/many?day=Someday-secret&t=1-secret&t=2-secret";

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task ManyBadValues_AreNamedAtOnceInEveryEnvironment(string environment)
    {
        await using var app = await EndpointApp.StartAsync(environment: environment);
        using var request = new HttpRequestMessage(HttpMethod.Post, BadMany) { Content = JsonContent.Create("secret") };
        request.Headers.Add("X-When", "never-secret");

        using var response = await app.Client.SendAsync(request);

        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal("One or more validation errors occurred.", problem.GetProperty("title").GetString());
        Assert.Equal("https://tools.ietf.org/html/rfc9110#section-15.5.1", problem.GetProperty("type").GetString());
        var errors = problem.GetProperty("errors").EnumerateObject().ToDictionary(error => error.Name, error => error.Value[0].GetString());
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["id"] = "The value is not a valid whole number (Int32).",
                ["day"] = "The value is not a valid DayOfWeek.",
                ["X-When"] = "The value is not a valid DateOnly.",
                ["t"] = "The value is not a valid Guid.",
                ["name"] = "A value is required in the route or the query string.",
                ["item"] = "The request body is not the JSON that is expected here (line 1, byte 9).",
            },
            errors);
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain(app.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal("", app.Source.Log.ToString());
    }

    [Fact]
    public async Task ProblemDetailsService_WritesTheAnswer()
    {
        await using var app = await EndpointApp.StartAsync(builder => builder.Services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["house"] = "style"));

        var problem = JsonDocument.Parse(await app.Client.GetStringAnywayAsync("/ours/int?id=x")).RootElement;

        Assert.Equal("style", problem.GetProperty("house").GetString());
        Assert.Equal("The value is not a valid whole number (Int32).", problem.GetProperty("errors").GetProperty("id")[0].GetString());
        Assert.True(problem.TryGetProperty("traceId", out _));
    }

    [Fact]
    public async Task ProblemDetailsServiceThatCanNotWriteForTheClient_LeavesItToTheEndpoint()
    {
        await using var app = await EndpointApp.StartAsync(builder => builder.Services.AddProblemDetails());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ours/int?id=x") { Headers = { { "Accept", "text/html" } } };

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"id\"", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/json; charset=nonsense", 415)]
    [InlineData("", 415)]
    [InlineData("application/json", 200)]
    [InlineData("application/vnd.shop+json; charset=\"utf-16\"", 200)]
    public async Task BodyOfAnotherType_IsRefusedByTheEndpointItself(string contentType, int status)
    {
        await using var app = await EndpointApp.StartAsync(map: app => app.MapPost("/", ProblemHandlers.ByHandEndpoint));
        var encoding = contentType.Contains("utf-16", StringComparison.Ordinal) ? Encoding.Unicode : Encoding.UTF8;
        using var content = new ByteArrayContent(encoding.GetBytes("""{"name":"n"}"""));
        if (contentType != "") content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await app.Client.PostAsync("/", content);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 415) Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task BodyThatIsTooLarge_IsRefusedAs413()
    {
        await using var app = await EndpointApp.StartAsync();

        using var response = await app.PostJsonAsync("/problems/limited", $$"""{"name":"{{new string('x', 200)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("", app.Source.Log.ToString());
    }

    [Theory]
    [InlineData("/problems/strict", """{"age":-1}""")]
    [InlineData("/problems/strict", """{"age":"\ud800"}""")]
    [InlineData("/problems/converted", "\"not base 64\"")]
    [InlineData("/problems/converted", "null")]
    [InlineData("/problems/converted", "5")]
    public async Task UserCodeThatRefusesTheBody_IsTheClientsError(string path, string json)
    {
        await using var app = await EndpointApp.StartAsync();

        using var response = await app.PostJsonAsync(path, json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"value\":[", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("99999999999999")]
    public async Task UserParserThatThrows_IsTheClientsError(string text)
    {
        await using var app = await EndpointApp.StartAsync();

        using var response = await app.GetAsync($"/problems/picky?value={text}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("The value is not a valid Picky.", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task BytesThatAreNoText_AreTheClientsError()
    {
        await using var app = await EndpointApp.StartAsync();
        using var content = new ByteArrayContent([(byte)'{', 0xff, 0xfe, (byte)'}']) { Headers = { { "Content-Type", "application/json" } } };

        using var response = await app.Client.PostAsync("/ours/body", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task JsonTooDeep_IsTheClientsError()
    {
        await using var app = await EndpointApp.StartAsync();

        using var response = await app.PostJsonAsync("/ours/body", new string('[', 10_000));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
