using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Needs.MySql.Tests.Hostile;

/// <summary>The application stops while handlers hold connections.</summary>
public class ShutdownTests
{
    /// <summary>Seconds. MySql.Data does not end a statement that runs, so its test takes as long.</summary>
#if MYSQL_DATA
    private const double LongWork = 10;
#else
    private const double LongWork = 60;
#endif

    [Fact]
    public async Task HandlersThatFinishInTime_CommitAndAnswer()
    {
        await using var application = await StartAsync(patience: TimeSpan.FromMinutes(1));
        var working = await application.StartWorkAsync(seconds: 3);

        await application.StopAsync();

        foreach (var answer in await Task.WhenAll(working))
            Assert.Equal((HttpStatusCode.OK, "done"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal((101, 101), (await application.Data.BalanceAsync(1), await application.Data.BalanceAsync(2)));
    }

    [Fact]
    public async Task HandlersThatDoNotFinishInTime_AreCancelledAndRolledBack()
    {
        await using var application = await StartAsync(patience: TimeSpan.FromSeconds(0.3));
        var working = await application.StartWorkAsync(LongWork);

        await application.StopAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, application.Database.LeaseCount);
        Assert.Equal((100, 100), (await application.Data.BalanceAsync(1), await application.Data.BalanceAsync(2)));
#if !MYSQL_DATA // Its pools are the process's own, not the data source's.
        await application.Data.AssertServerConnectionsAsync(0);
#endif
        foreach (var request in working)
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => request);
    }

    private static Task<WorkingApplication> StartAsync(TimeSpan patience) =>
        WorkingApplication.StartAsync(add: services => services.Configure<HostOptions>(options => options.ShutdownTimeout = patience));
}
