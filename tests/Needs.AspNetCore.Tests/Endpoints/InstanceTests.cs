using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Endpoints;

public sealed class InstanceTests
{
    [Fact]
    public async Task Object_IsBuiltForEachRequestFromServicesAndDefaults()
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.Equal("200 12:00 10:00 True 3 fast 1", await app.GetTextAsync("/instance/sync"));
        Assert.Equal("200 5 2", await app.GetTextAsync("/instance/async?id=5"));
        Assert.Equal("200 12:00", await app.GetTextAsync("/instance/struct"));
        Assert.Equal("200 marked", await app.GetTextAsync("/instance/marked"));
    }

    [Theory]
    [InlineData("sync", 200, "DisposeAsync")]
    [InlineData("async?id=1", 200, "DisposeAsync")]
    [InlineData("fails", 500, "DisposeAsync")]
    [InlineData("marked", 200, "Dispose")]
    public async Task Object_IsDisposedOfOnce(string path, int status, string expected)
    {
        await using var app = await EndpointApp.StartAsync();

        using var response = await app.GetAsync($"/instance/{path}");

        Assert.Equal(status, (int)response.StatusCode);
        await app.UntilLoggedAsync("Request finished");
        Assert.Equal([expected], app.Services.GetRequiredService<Disposals>().Names);
    }

    [Fact]
    public async Task RequestThatCanNotBeBound_BuildsNoObject()
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.StartsWith("400", await app.GetTextAsync("/instance/async?id=x"));
        Assert.Empty(app.Services.GetRequiredService<Disposals>().Names);
    }
}
