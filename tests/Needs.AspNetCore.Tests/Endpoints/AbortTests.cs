using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>A client that goes away stops the work for it, wherever that is, and is nobody's error.</summary>
public sealed class AbortTests
{
    private readonly Signal _started = new();

    [Fact]
    public async Task ClientThatLeavesDuringTheHandler_CancelsIt()
    {
        await using var app = await StartAsync();

        await LeaveAsync(app, "/abort/waits", _started.Reached);

        await AssertQuietAsync(app, "OpenAsync, CloseAsync");
    }

    [Theory]
    [InlineData("/abort/waits")]
    [InlineData("/abort/no-token")]
    [InlineData("/abort/sync")]
    [InlineData("/stream/items?count=1")]
    [InlineData("/stream/items-sync?count=1")]
    public async Task ClientThatLeavesDuringTheOpen_CancelsIt(string path)
    {
        await using var app = await StartAsync();
        var gate = app.Source.At(FakeOperation.Open).Waits();

        await LeaveAsync(app, path, gate.Reached);

        await AssertQuietAsync(app, "OpenAsync!");
    }

    [Fact]
    public async Task ClientThatLeavesDuringAQuery_RollsBack()
    {
        await using var app = await StartAsync();
        var gate = app.Source.At(FakeOperation.Execute).Waits();

        await LeaveAsync(app, "/abort/query", gate.Reached);

        await AssertQuietAsync(app, "OpenAsync, BeginAsync, ExecuteAsync!, RollbackAsync, DisposeTransactionAsync, CloseAsync");
    }

    [Fact]
    public async Task ClientThatLeavesDuringItsBody_HoldsNothing()
    {
        await using var app = await StartAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST /abort/body HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"name"));
            await app.UntilLoggedAsync("Executing endpoint");
            socket.Client.Close(0);
        }

        await app.UntilLoggedAsync("Executed endpoint");
        await AssertQuietAsync(app, "");
    }

    [Fact]
    public async Task MistakeOfTheApplication_IsLoggedThoughTheClientLeft()
    {
        await using var app = await StartAsync();

        await LeaveAsync(app, "/abort/breaks", _started.Reached);

        await app.UntilLoggedAsync("A mistake of the application's own.");
        Assert.Equal(0, app.Database.LeaseCount);
    }

    private Task<EndpointApp> StartAsync() => EndpointApp.StartAsync(builder => builder.Services.AddSingleton(_started));

    private static async Task LeaveAsync(EndpointApp app, string path, Task when)
    {
        using var leave = new CancellationTokenSource();
        var request = app.Client.GetAsync(path, leave.Token);
        await when.WaitAsync(TimeSpan.FromMinutes(1));
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    private static async Task AssertQuietAsync(EndpointApp app, string operations)
    {
        await app.UntilLoggedAsync("Executed endpoint");
        await app.UntilIdleAsync();
        Assert.Equal(operations, app.Source.Log.ToString());
        Assert.DoesNotContain(app.Log.Lines, line => IsComplaint(line) && !IsOfKestrelItself(line));
    }

    private static bool IsComplaint(string line) =>
        line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal);

    /// <summary>What Kestrel says of any endpoint, also of one that does nothing, whose client leaves in the middle of a body.</summary>
    private static bool IsOfKestrelItself(string line) =>
        line.Contains("draining of the request body failed", StringComparison.Ordinal) || line.Contains("Connection processing ended", StringComparison.Ordinal);
}
