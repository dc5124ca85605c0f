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
        await _store.AssertBecomesAsync("");
    }

    [Theory]
    [InlineData("result", "photo=<x.png|file>")]
    [InlineData("result-sync", "photo=<x.png|file>")]
    [InlineData("bad-result", "")]
    [InlineData("waits", "")]
    [InlineData("empty", "")]
    public async Task ClientThatLeaves_UndoesNothingOfAHandlerThatHasEnded(string path, string kept)
    {
        var started = new Signal();
        await using var app = await StartAsync(started);
        using var content = Content("a");
        using var leaving = new CancellationTokenSource();
        var sending = app.Client.PostAsync("/sinks/" + path, content, leaving.Token);
        await started.Reached;
        Assert.Equal("photo=<x.png|file>", _store.ToString());

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await app.UntilLoggedAsync("Request finished");
        Assert.Equal(kept, _store.ToString());
    }

    [Theory]
    [InlineData("nothing", "photo=<x.png|file>")]
    [InlineData("sequence", "photo=<x.png|file>")]
    [InlineData("unwritable", "photo=<x.png|file>")]
    [InlineData("throws", "")]
    [InlineData("throws-late", "")]
    public async Task HandlerThatEndsWell_KeepsItsFilesAndOneThatThrowsDoesNot(string path, string kept)
    {
        await using var app = await StartAsync();
        using var content = Content("a");

        using (await app.Client.SendAsync(new(HttpMethod.Post, "/sinks/" + path) { Content = content }, HttpCompletionOption.ResponseHeadersRead))
            await app.UntilLoggedAsync("Request finished");

        Assert.Equal(kept, _store.ToString());
    }

    private Task<EndpointApp> StartAsync(Signal? started = null) =>
        EndpointApp.StartAsync(builder => builder.Services.AddSingleton(_store).AddSingleton(started ?? new Signal()));

    private async Task<(HttpStatusCode Status, string Answer)> PostAsync(string path, string title)
    {
        await using var app = await StartAsync();
        using var content = Content(title);

        using var response = await app.Client.PostAsync(path, content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static MultipartFormDataContent Content(string title) => new()
    {
        { new StringContent(title), "title" },
        { new ByteArrayContent("file"u8.ToArray()), "photo", "dir/x.png" },
    };
}
