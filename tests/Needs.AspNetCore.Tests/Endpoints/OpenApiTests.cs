using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>The document of Microsoft.AspNetCore.OpenApi, as clients read it.</summary>
public sealed class OpenApiTests(OpenApiTests.Application application) : IClassFixture<OpenApiTests.Application>
{
    [Fact]
    public void Parameters_AreThoseOfTheRequestOnly()
    {
        var parameters = Operation("/described/items/{id}", "get").GetProperty("parameters").EnumerateArray().Select(parameter =>
            $"{parameter.GetProperty("in")} {parameter.GetProperty("name")}{(parameter.TryGetProperty("required", out var required) && required.GetBoolean() ? " required" : "")}");

        Assert.Equal(["path id required", "query lang", "header X-Version required", "query related required", "query day"], parameters);
    }

    [Fact]
    public void Operation_HasWhatItsAttributesSay()
    {
        var operation = Operation("/described/items/{id}", "get");

        Assert.Equal("GetItem", operation.GetProperty("operationId").GetString());
        Assert.Equal("One item", operation.GetProperty("summary").GetString());
        Assert.Equal(["items"], operation.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(["OpenApiHandlers"], Operation("/described/items", "post").GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
    }

    [Theory]
    [InlineData("/described/items/{id}", "get", "200 application/json #/components/schemas/Item; 404 application/json #/components/schemas/ProblemDetails")]
    [InlineData("/described/items", "post", "201 application/json #/components/schemas/Item; 409 application/json string")]
    [InlineData("/described/maybe", "post", "200 text/plain string")]
    [InlineData("/described/items/{id}", "delete", "200")]
    [InlineData("/described/all", "get", "200 application/json array")]
    public void Responses_AreThoseOfTheResult(string path, string method, string expected)
    {
        var responses = Operation(path, method).GetProperty("responses").EnumerateObject().Select(response =>
            response.Name + (response.Value.TryGetProperty("content", out var content)
                ? string.Concat(content.EnumerateObject().Select(media => $" {media.Name} {Schema(media.Value.GetProperty("schema"))}"))
                : ""));

        Assert.Equal(expected, string.Join("; ", responses));
    }

    [Theory]
    [InlineData("/described/items", "post", "True application/json #/components/schemas/Item")]
    [InlineData("/described/items/put", "put", "True application/json #/components/schemas/Item")]
    [InlineData("/described/maybe", "post", "False application/json #/components/schemas/Item")]
    public void RequestBody_IsTheBodyParameter(string path, string method, string expected)
    {
        var body = Operation(path, method).GetProperty("requestBody");
        var isRequired = body.TryGetProperty("required", out var required) && required.GetBoolean();
        var media = body.GetProperty("content").EnumerateObject().Single();

        Assert.Equal(expected, $"{isRequired} {media.Name} {Schema(media.Value.GetProperty("schema"))}");
    }

    [Theory]
    [InlineData("/described/items/{id}", "get")]
    [InlineData("/described/items", "post")]
    [InlineData("/described/maybe", "post")]
    [InlineData("/described/items/{id}", "delete")]
    [InlineData("/described/all", "get")]
    public void Operation_IsThatOfTheMinimalApi(string path, string method) =>
        Assert.Equal(Neutral(Operation("/theirs" + path, method)), Neutral(Operation(path, method)));

    [Fact]
    public void HandlerWithoutDescription_IsNotInTheDocument() =>
        Assert.False(application.Document.RootElement.GetProperty("paths").TryGetProperty("/described/hidden", out _));

    [Fact]
    public void NameAndOrder_AreThoseOfTheAttribute()
    {
        var endpoint = application.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == "GetItem");

        Assert.Equal("/described/items/{id:int}", endpoint.RoutePattern.RawText);
        Assert.Equal(3, endpoint.Order);
        Assert.Equal("GetItem", endpoint.Metadata.GetMetadata<IRouteNameMetadata>()?.RouteName);
    }

    /// <summary>The operation without what differs on purpose: minimal APIs have the application's name as their tag.</summary>
    private static string Neutral(JsonElement operation) => string.Join('\n', operation.EnumerateObject()
        .Where(property => property.Name is not ("operationId" or "tags"))
        .Select(property => property.ToString()));

    private JsonElement Operation(string path, string method) =>
        application.Document.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method);

    private static string Schema(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? reference.GetString()!
        : schema.TryGetProperty("oneOf", out var one) ? string.Join('|', one.EnumerateArray().Select(Schema).Where(text => text != "null"))
        : schema.TryGetProperty("type", out var type) ? type.ToString()
        : "?";

    public sealed class Application : IAsyncLifetime
    {
        internal EndpointApp App { get; private set; } = null!;

        internal JsonDocument Document { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            App = await EndpointApp.StartAsync(
                static builder => builder.Services.AddOpenApi(),
                static app =>
                {
                    app.MapHandlers();
                    MapTheirs(app);
                    app.MapOpenApi();
                });
            Document = JsonDocument.Parse(await App.Client.GetStringAsync("/openapi/v1.json"));
        }

        public async Task DisposeAsync() => await App.DisposeAsync();

        private static void MapTheirs(WebApplication app)
        {
            var theirs = app.MapGroup("/theirs/described");
            theirs.MapGet("items/{id:int}", [EndpointSummary("One item"), ProducesResponseType<ProblemDetails>(404)] Item? (
                int id, [FromQuery(Name = "lang")] string? language, [FromHeader(Name = "X-Version")] int version, Guid[] related, IClock clock,
                CancellationToken ct, DayOfWeek day = DayOfWeek.Monday) => null);
            theirs.MapPost("items", Results<Created<Item>, Conflict<string>> (Item item) => TypedResults.Created("/", item));
            theirs.MapPost("maybe", string (Item? item) => "");
            theirs.MapDelete("items/{id:int}", Task (int id) => Task.CompletedTask);
            theirs.MapGet("all", IAsyncEnumerable<Item> () => throw new NotSupportedException());
        }
    }
}
