using System.Net;

namespace Needs.MySql.Tests.Load;

[Collection(LoadCollection.Name)]
public sealed class ManyRequestsTests : IAsyncLifetime
{
    // MySql.Data blocks a thread for each request that waits for the pool, so many waiting ones time out.
#if MYSQL_DATA
    private const int Requests = 100;
#else
    private const int Requests = 1000;
#endif

    private const int Cancelled = (Requests + 2) / 3;

    /// <summary>Who is cancelled when so many requests have ended: by the clock, a fast machine would be done before.</summary>
    private readonly CancellationTokenSource?[] _cancelledAt = new CancellationTokenSource?[Requests + 1];
    private int _ended;
    private LoadApplication _application = null!;

    public async Task InitializeAsync() => _application = await LoadApplication.StartAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public async Task ManyAtOnceAThirdCancelledATenthThrowing_LeaveNothingBehind()
    {
        using var client = new HttpClient { BaseAddress = _application.Address };
        for (var i = 0; i < Cancelled; i++) _cancelledAt[EndsBefore(3 * i)] = new CancellationTokenSource();

        var ends = await Task.WhenAll(Enumerable.Range(0, Requests).Select(id => PlaceAsync(client, id)));

        await NothingIsLeftAsync();
        Assert.All(ends, (end, id) => Assert.True(end == Planned(id) || (end == End.CancelledByClient && IsCancelled(id)), $"{id}: {end}"));
        Assert.InRange(ends.Count(end => end == End.CancelledByClient), Requests / 10, Cancelled);
        await WorkIsWholeAsync(ends);
        await PoolIsWholeAsync(client);
    }

    private static bool IsCancelled(int id) => id % 3 == 0;

    private static int EndsBefore(int id) => 1 + 2 * (id / 3 * 7919 % Cancelled);

    private static End Planned(int id) => Fails(id) ? End.ServerError : End.Done;

    private static bool Fails(int id) => id % 10 == 5;

    private async Task<End> PlaceAsync(HttpClient client, int id)
    {
        var patience = IsCancelled(id) ? _cancelledAt[EndsBefore(id)]!.Token : CancellationToken.None;
        try
        {
            using var answer = await client.PostAsync($"/orders?id={id}&fails={Fails(id)}", content: null, patience);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => End.Done,
                HttpStatusCode.InternalServerError => End.ServerError,
                _ => End.Unexpected,
            };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return End.CancelledByClient;
        }
        finally
        {
            _cancelledAt[Interlocked.Increment(ref _ended)]?.Cancel();
        }
    }

    private async Task NothingIsLeftAsync()
    {
        var giveUp = DateTime.UtcNow.AddSeconds(60);
        while (DateTime.UtcNow < giveUp && (_application.Database.LeaseCount > 0 || await _application.ServerConnectionsAsync() > LoadApplication.PoolSize))
            await Task.Delay(50);

        Assert.Equal(0, _application.Database.LeaseCount);
        Assert.InRange(await _application.ServerConnectionsAsync(), 1, LoadApplication.PoolSize);
    }

    private async Task WorkIsWholeAsync(End[] ends)
    {
        var done = Enumerable.Range(0, Requests).Where(id => ends[id] == End.Done).ToArray();
        Assert.Equal(done.Length, await _application.CountOrdersAsync(done));
        Assert.Equal(0, await _application.CountOrdersAsync(Enumerable.Range(0, Requests).Where(Fails)));
        Assert.Equal(0, await _application.CountHalvesAsync());
    }

    private static async Task PoolIsWholeAsync(HttpClient client)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2 * LoadApplication.PoolSize).Select(_ => client.GetStringAsync("/fast")));
        Assert.All(answers, answer => Assert.Equal("7", answer));
    }

    private enum End
    {
        Done,
        ServerError,
        CancelledByClient,
        Unexpected,
    }
}
