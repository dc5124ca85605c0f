using System.Net;

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
        foreach (var reader in readers) Assert.Equal("HTTP/1.1 200 OK", await reader.FirstLine.WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal(LoadApplication.PoolSize, _application.Database.LeaseCount);

        foreach (var reader in readers) reader.Dispose();

        var giveUp = DateTime.UtcNow.AddSeconds(10);
        while (DateTime.UtcNow < giveUp && _application.Database.LeaseCount > 0) await Task.Delay(50);
        Assert.Equal(0, _application.Database.LeaseCount);
        using var client = new HttpClient { BaseAddress = _application.Address };
        var answers = await Task.WhenAll(readers.Select(_ => client.GetAsync("/fast")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.InRange(await _application.ServerConnectionsAsync(), 1, LoadApplication.PoolSize);
    }
}
