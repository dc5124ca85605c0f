using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Forms over Kestrel: clients that leave, that never end, and that say more than they may.</summary>
[Collection(nameof(Uploads))]
public sealed class UploadAbortTests
{
    [Fact]
    public async Task ClientThatLeavesDuringAnUpload_LeavesNothing()
    {
        await using var app = await StartAsync();
        using (var socket = await SendAsync(app, new string('x', 200_000), contentLength: 1_000_000))
        {
            await Eventually.IsTrueAsync(() => Uploads.Open().Count == 1);
            socket.Client.Close(0);
        }

        await Uploads.AssertNoneAsync();
        await app.UntilLoggedAsync("Executed endpoint");
        Assert.DoesNotContain(app.Log.Lines, line => IsErrorOfOurs(line));
    }

    [Fact]
    public async Task FormPastTheServersLimit_IsAnsweredAsThat()
    {
        await using var app = await StartAsync(maxBody: 1000);
        using var content = new MultipartFormDataContent { { new StringContent(new string('x', 5000)), "a" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/form") { Content = content };
        request.Headers.ExpectContinue = true;

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("MaxRequestBodySize", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", false)]
    [InlineData("Production", false)]
    [InlineData("Production", true)]
    public async Task MalformedForm_HasOneAnswerEverywhere(string environment, bool withProblemDetails)
    {
        await using var app = await StartAsync(environment: environment, withProblemDetails: withProblemDetails);
        using var content = new StringContent("--xyz\r\nno header", Encoding.ASCII);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(MultipartBodies.ContentType);

        using var response = await app.Client.PostAsync("/form", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"codes\":{\"\":[\"malformed\"]}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no header", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_OfAnotherSiteIsRefused()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/form") { Content = new FormUrlEncodedContent([new("a", "1")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    /// <summary>Kestrel itself complains, of any endpoint, that it can't read the rest of the body.</summary>
    private static bool IsErrorOfOurs(string line) =>
        line.StartsWith("Error", StringComparison.Ordinal) && !line.Contains("draining of the request body failed", StringComparison.Ordinal);

    private static Task<EndpointApp> StartAsync(long? maxBody = null, string environment = "Production", bool withProblemDetails = false) =>
        EndpointApp.StartAsync(
            builder =>
            {
                if (maxBody is not null) builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = maxBody);
                if (withProblemDetails) builder.Services.AddProblemDetails();
            },
            app => app.MapPost("/form", async context =>
            {
                if (await FormReader.ReadAsync(context, new FormReadOptions()) is { } form) await context.Response.WriteAsync(await FormExchange.DescribeAsync(form));
            }),
            environment: environment);

    private static async Task<TcpClient> SendAsync(EndpointApp app, string content, int contentLength)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port);
        var form = $"--xyz\r\n{MultipartBodies.Part("name=\"f\"; filename=\"x\"", content)}";
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(
            $"POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: {MultipartBodies.ContentType}\r\nContent-Length: {contentLength}\r\n\r\n{form}"));
        return socket;
    }
}
