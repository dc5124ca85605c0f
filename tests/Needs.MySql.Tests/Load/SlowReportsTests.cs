using System.Net;
using Needs.Testing;

namespace Needs.MySql.Tests.Load;

[Collection(LoadCollection.Name)]
public sealed class SlowReportsTests : IAsyncLifetime
{
    private const int Reports = 30;
    private const int MostAtOnce = LoadApplication.PoolSize - 2;
    private LoadApplication _application = null!;

    public async Task InitializeAsync() => _application = await LoadApplication.StartAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public async Task MoreSlowReportsThanTheirHandlerMayRun_LeaveConnectionsToOthersAndSendTheRestAway()
    {
        var gate = $"gate_{Guid.NewGuid():N}";
        await using var gatekeeper = await _application.ConnectAsync();
        await gatekeeper.ReadAsync($"SELECT GET_LOCK('{gate}', 0)");
        using var client = new HttpClient { BaseAddress = _application.Address };

        var reports = Enumerable.Range(0, Reports).Select(_ => client.GetAsync($"/report?gate={gate}")).ToArray();
        await Eventually.IsTrueAsync(() => Held() == MostAtOnce);
        for (var i = 0; i < 20; i++) Assert.Equal("7", await client.GetStringAsync("/fast"));
        await Eventually.IsTrueAsync(() => reports.Count(report => report.IsCompleted) == Reports - MostAtOnce);
        Assert.Equal(MostAtOnce, Held());

        // The lock goes from one report to the next: what one leaves on its session ends with its lease.
        await gatekeeper.ReadAsync($"SELECT RELEASE_LOCK('{gate}')");
        var answers = await Task.WhenAll(reports);
        Assert.Equal(MostAtOnce, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        });
        await Eventually.IsTrueAsync(() => _application.Database.LeaseCount == 0);
    }

    private int Held() => _application.Database.GetStatus().Handlers.Where(handler => handler.Handler.MaxConcurrency > 0).Sum(handler => handler.Held);
}
