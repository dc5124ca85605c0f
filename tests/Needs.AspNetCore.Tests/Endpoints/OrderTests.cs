using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>Bind, lend, run, give back, write: in this order.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task RequestThatCanNotBeBound_OpensNoConnection()
    {
        await using var app = await EndpointApp.StartAsync();

        using var response = await app.GetAsync("/ours/int?id=x");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("", app.Source.Log.ToString());
    }

    [Fact]
    public async Task BodyThatArrivesSlowly_HoldsNoConnection()
    {
        await using var app = await EndpointApp.StartAsync();
        const string json = """{"name":"slow"}""";
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /order/body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json[..5]}"));
        await Task.Delay(200);

        Assert.Equal(0, app.Database.LeaseCount);
        Assert.Equal("", app.Source.Log.ToString());

        await stream.WriteAsync(Encoding.ASCII.GetBytes(json[5..]));
        Assert.Contains("\r\nslow\r\n", await new StreamReader(stream).ReadToEndAsync());
        Assert.Equal("OpenAsync, CloseAsync", app.Source.Log.ToString());
    }

    [Theory]
    [InlineData("result", "Open, then 0")]
    [InlineData("result-async", "Open, then 0")]
    [InlineData("json", "0")]
    [InlineData("json-async", "0")]
    public async Task Result_IsWrittenWhenTheConnectionIsBack(string path, string expected)
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.Equal($"200 {expected}", await app.GetTextAsync($"/order/{path}"));
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("stream-sync")]
    public async Task Stream_KeepsTheConnectionWhileItIsWritten(string path)
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.Equal("200 [1]", await app.GetTextAsync($"/order/{path}"));
        Assert.Equal(0, app.Database.LeaseCount);
        Assert.Equal("OpenAsync, CloseAsync", app.Source.Log.ToString());
    }

    [Fact]
    public async Task SynchronousHandler_IsLentToWithoutBlockingAThread()
    {
        await using var app = await EndpointApp.StartAsync();

        await app.GetTextAsync("/order/result");

        Assert.All(app.Source.Log.Events, happened => Assert.True(happened.IsAsync));
    }
}
