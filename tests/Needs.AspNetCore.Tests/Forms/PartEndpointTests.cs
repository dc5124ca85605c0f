using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Needs.AspNetCore.Tests.Endpoints;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Endpoints whose handlers take a form in parts, over HTTP.</summary>
public sealed class PartEndpointTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    private static readonly string Truncated = "--xyz\r\n" + MultipartBodies.Part("name=\"a\"", "1");

    public static TheoryData<string, string, string> Bodies => new()
    {
        {
            MultipartBodies.ContentType,
            MultipartBodies.Form(
                MultipartBodies.Part("name=\"a\"", "1"),
                MultipartBodies.Part("name=\"f\"; filename=\"../x.txt\"", "content", "Content-Type: text/x-test\r\n"),
                MultipartBodies.Part("name=\"skip\"", new string('s', 100)),
                MultipartBodies.Part("name=\"b\"", "")),
            "200 a=1&f=<x.txt|text/x-test|content>&b="
        },
        { MultipartBodies.ContentType, "--xyz--\r\n", "200 " },
        { UrlEncoded, "a=1&b=&a=2", "200 a=1&b=&a=2" },
        { MultipartBodies.ContentType, Truncated, "400 malformed" },
        { MultipartBodies.ContentType, MultipartBodies.Form(MultipartBodies.Part("name=\"a\"", "01234567890")), "413 MaxTextLength" },
        { MultipartBodies.ContentType, MultipartBodies.Form(MultipartBodies.Part("name=\"f\"; filename=\"x\"", new string('f', 1001))), "413 MaxFileSize" },
        { MultipartBodies.ContentType, MultipartBodies.Form([.. Enumerable.Repeat(MultipartBodies.Part("name=\"skip\"", "1"), 6)]), "413 MaxFields" },
        { UrlEncoded, "a=01234567890", "413 MaxTextLength" },
        { "multipart/form-data", "a=1", "400 malformed" },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task Parts_ArriveInTheirOrderOrAreRefused(string contentType, string body, string expected)
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.Equal(expected, await PostAsync(app, "/parts/read", contentType, body));
    }

    [Fact]
    public async Task PartsOfAGet_AreThoseOfTheQuery()
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.Equal("200 a=1&b=2", await app.GetTextAsync("/parts/read?a=1&b=2"));
    }

    [Fact]
    public async Task FormOfAnotherSite_IsRefused()
    {
        await using var app = await EndpointApp.StartAsync();
        app.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        Assert.Equal("403 cross_site", await PostAsync(app, "/parts/read", UrlEncoded, "a=1"));
    }

    [Fact]
    public async Task AnswerThatHasBegun_IsCutOff()
    {
        await using var app = await EndpointApp.StartAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PostAsync(app, "/parts/begun", MultipartBodies.ContentType, Truncated));
    }

    [Theory]
    [InlineData("/parts/read", "413 MaxRequestBodySize")]
    [InlineData("/parts/caught", "200 MaxRequestBodySize 300")]
    public async Task BodyPastTheServersLimit_IsOverALimit(string path, string expected)
    {
        await using var app = await EndpointApp.StartAsync(
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 300));
        var body = MultipartBodies.Form(MultipartBodies.Part("name=\"f\"; filename=\"x\"", new string('f', 500)));

        Assert.Equal(expected, await PostAsync(app, path, MultipartBodies.ContentType, body));
        app.Client.DefaultRequestHeaders.TransferEncodingChunked = true;
        Assert.Equal(expected, await PostAsync(app, path, MultipartBodies.ContentType, body));
    }

    private static async Task<string> PostAsync(EndpointApp app, string path, string contentType, string body)
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await app.Client.PostAsync(path, content);
        var answer = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            using var problem = JsonDocument.Parse(answer);
            answer = problem.RootElement.TryGetProperty("limit", out var limit)
                ? limit.GetString()
                : problem.RootElement.GetProperty("codes").GetProperty("")[0].GetString();
        }

        return $"{(int)response.StatusCode} {answer}";
    }
}
