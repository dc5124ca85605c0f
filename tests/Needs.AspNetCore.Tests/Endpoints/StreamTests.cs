using System.Net;

namespace Needs.AspNetCore.Tests.Endpoints;

public sealed class StreamTests
{
    [Theory]
    [InlineData("items")]
    [InlineData("items-sync")]
    [InlineData("handed-on")]
    public async Task Stream_IsWrittenAsJsonArrayOverAnOpenConnection(string path)
    {
        await using var app = await EndpointApp.StartAsync();

        using var response = await app.GetAsync($"/stream/{path}?count=2");

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""[{"name":"Open","count":1},{"name":"Open","count":2}]""", await response.Content.ReadAsStringAsync());
        Assert.Equal("OpenAsync, CloseAsync", app.Source.Log.ToString());
        Assert.Equal(0, app.Database.LeaseCount);
    }

    [Fact]
    public async Task StreamThatEnds_IsCommitted()
    {
        await using var app = await EndpointApp.StartAsync();

        Assert.Equal("200 [1]", await app.GetTextAsync("/stream/counted"));
        Assert.Equal("OpenAsync, BeginAsync, CommitAsync, DisposeTransactionAsync, CloseAsync", app.Source.Log.ToString());
    }

    [Fact]
    public async Task StreamThatFailsBeforeItsFirstItem_IsAnError()
    {
        await using var app = await EndpointApp.StartAsync();

        using var response = await app.GetAsync("/stream/fails/0");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("OpenAsync, BeginAsync, RollbackAsync, DisposeTransactionAsync, CloseAsync", app.Source.Log.ToString());
    }

    [Fact]
    public async Task StreamThatFailsLater_CutsTheAnswerOff()
    {
        await using var app = await EndpointApp.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => app.GetAsync("/stream/fails/20"));
        await app.UntilIdleAsync();

        Assert.Equal("OpenAsync, BeginAsync, RollbackAsync, DisposeTransactionAsync, CloseAsync", app.Source.Log.ToString());
    }

    [Fact]
    public async Task StreamThatTheClientLeaves_IsRolledBackWithoutAnError()
    {
        await using var app = await EndpointApp.StartAsync();
        using (var response = await app.Client.GetAsync("/stream/endless", HttpCompletionOption.ResponseHeadersRead))
        await using (var body = await response.Content.ReadAsStreamAsync())
        {
            Assert.Equal('[', (char)body.ReadByte());
            Assert.Equal(1, app.Database.LeaseCount);
        }

        await app.UntilIdleAsync();

        Assert.Equal("OpenAsync, BeginAsync, RollbackAsync, DisposeTransactionAsync, CloseAsync", app.Source.Log.ToString());
        Assert.DoesNotContain(app.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
