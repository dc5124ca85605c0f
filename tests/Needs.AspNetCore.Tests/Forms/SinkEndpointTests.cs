using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Needs.AspNetCore.Tests.Endpoints;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Endpoints whose files go to a sink of the handler's choice, over HTTP.</summary>
public sealed class SinkEndpointTests
{
    private readonly MemorySink.Store _store = new();

    [Theory]
    [InlineData("/parts/sunk", "title=a&photo=<dir/x.png|4>")]
    [InlineData("/parts/sunk-bound", "a 4")]
    public async Task Files_GoToTheSink(string path, string expected)
    {
        Assert.Equal((HttpStatusCode.OK, expected), await PostAsync(path, "a"));
        Assert.Equal("photo=<x.png|file>", _store.ToString());
    }

    [Theory]
    [InlineData("/parts/sunk-refused", "a", "taken")]
    [InlineData("/parts/sunk-bound", "", "required")]
    public async Task FilesOfARefusedForm_AreTakenBack(string path, string title, string code)
    {
        var (status, answer) = await PostAsync(path, title);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"codes\":{{\"title\":[\"{code}\"]}}", answer);
        Assert.Equal("", _store.ToString());
    }

    private async Task<(HttpStatusCode Status, string Answer)> PostAsync(string path, string title)
    {
        await using var app = await EndpointApp.StartAsync(builder => builder.Services.AddSingleton(_store));
        using var content = new MultipartFormDataContent
        {
            { new StringContent(title), "title" },
            { new ByteArrayContent("file"u8.ToArray()), "photo", "dir/x.png" },
        };

        using var response = await app.Client.PostAsync(path, content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
