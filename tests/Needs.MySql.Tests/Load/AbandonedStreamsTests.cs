using System.Net;
using Needs.Testing;
using Needs.Testing.Http;

namespace Needs.MySql.Tests.Load;

[Collection(LoadCollection.Name)]
public sealed class AbandonedStreamsTests : IAsyncLifetime
{
    private LoadApplication _application = null!;

    public async Task InitializeAsync() => _application = await LoadApplication.StartAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public async Task StreamsWhoseReadersLeave_GiveTheirConnectionsBack()
    {
        var readers = Enumerable.Range(0, LoadApplication.PoolSize).Select(_ => new SlowReader(_application.Address, "/large/stream")).ToArray();
        foreach (var reader in readers) Assert.Equal("HTTP/1.1 200 OK", await reader.FirstLine.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(LoadApplication.PoolSize, _application.Database.LeaseCount);

        foreach (var reader in readers) reader.Dispose();

        await Eventually.IsTrueAsync(() => _application.Database.LeaseCount == 0);
        using var client = new HttpClient { BaseAddress = _application.Address };
        var answers = await Task.WhenAll(readers.Select(_ => client.GetAsync("/fast")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.InRange(await _application.ServerConnectionsAsync(), 1, LoadApplication.PoolSize);
    }
}
