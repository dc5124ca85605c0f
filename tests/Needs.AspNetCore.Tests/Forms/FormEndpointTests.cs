using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Generated endpoints whose handlers take a form, over HTTP.</summary>
[Collection(nameof(Uploads))]
public sealed class FormEndpointTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("/forms/lent/7", "Open 7 a=1&b=2&a=3")]
    [InlineData("/forms/lent-sync", "Open a=1&b=2&a=3")]
    [InlineData("/forms/unlent", "12:00 a=1&b=2&a=3")]
    public async Task Fields_ArriveInTheirOrder(string path, string expected)
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.Equal($"200 {expected}", await PostAsync(app, path, "a=1&b=2&a=3"));
    }

    [Fact]
    public async Task FieldsOfAGet_AreThoseOfTheQuery()
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.Equal("200 12:00 a=1&b=2", await app.GetTextAsync("/forms/unlent?a=1&b=2"));
    }

    [Fact]
    public async Task Multipart_HasTextsAndFiles()
    {
        await using var app = await EndpointApp.StartAsync();
        using var content = new MultipartFormDataContent
        {
            { new StringContent("hello"), "note" },
            { new ByteArrayContent(new byte[100_000]), "file", "picture.png" },
        };

        using var response = await app.Client.PostAsync("/forms/upload", content);

        Assert.Equal("1 hello", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/forms/lent/7", "text/plain", "a=1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/forms/lent/7", "application/json", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/forms/lent/7", "multipart/form-data", "a=1", HttpStatusCode.BadRequest)]
    [InlineData("/forms/small", UrlEncoded, "a=1&b=2&c=3", HttpStatusCode.RequestEntityTooLarge)]
    public async Task FormThatCanNotBeRead_IsAnsweredWithoutAConnection(string path, string type, string body, HttpStatusCode expected)
    {
        await using var app = await EndpointApp.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await app.Client.PostAsync(path, content);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("", app.Source.Log.ToString());
    }

    [Fact]
    public async Task FormOfAnotherSite_IsRefusedWithoutAConnection()
    {
        await using var app = await EndpointApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/forms/lent/7") { Content = new StringContent("a=1", Encoding.UTF8, UrlEncoded) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var response = await app.Client.SendAsync(request);

        Assert.InRange((int)response.StatusCode, 400, 403);
        Assert.Equal("", app.Source.Log.ToString());
    }

    [Fact]
    public async Task EndpointThatIsMappedByHand_ReadsTheFormToo()
    {
        await using var app = await EndpointApp.StartAsync(map: static app => app.MapPost("/by-hand", FormHandlers.ByHandEndpoint));

        Assert.Equal("200 a=1", await PostAsync(app, "/by-hand", "a=1"));
    }

    [Fact]
    public async Task Overload_TakesTheFormAsItIs()
    {
        await using var database = new Database(new FakeDataSource());
        var form = new FormData { { "a", "1" } };

        Assert.Equal("Open 7 a=1", await FormHandlers.Lent(database, form, 7, default));
    }

    [Fact]
    public async Task Document_HasBothContentTypesOfAForm()
    {
        await using var app = await EndpointApp.StartAsync(
            static builder => builder.Services.AddOpenApi(),
            static app =>
            {
                app.MapHandlers();
                app.MapOpenApi();
            });

        using var document = JsonDocument.Parse(await app.Client.GetStringAsync("/openapi/v1.json"));
        var path = document.RootElement.GetProperty("paths").GetProperty("/forms/unlent");

        var content = path.GetProperty("post").GetProperty("requestBody").GetProperty("content");
        Assert.Equal([UrlEncoded, "multipart/form-data"], content.EnumerateObject().Select(media => media.Name));
        Assert.All(content.EnumerateObject(), media => Assert.Equal("object", media.Value.GetProperty("schema").GetProperty("type").GetString()));
        Assert.False(path.GetProperty("get").TryGetProperty("requestBody", out _));
    }

    private static async Task<string> PostAsync(EndpointApp app, string path, string form)
    {
        using var response = await app.Client.PostAsync(path, new StringContent(form, Encoding.UTF8, UrlEncoded));
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }
}
