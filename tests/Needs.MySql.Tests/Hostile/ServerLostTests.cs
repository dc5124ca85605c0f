using System.Net;
using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Hostile;

public class ServerLostTests
{
    [Fact]
    public async Task ApplicationWhoseServerDies_AsksForPatienceAndServesAgainWhenItIsBack()
    {
        await using var server = await MariaDbServer.StartAsync();
        await using var application = await WorkingApplication.StartAsync(server);
        var working = await application.StartWorkAsync(seconds: 300);

        await server.KillAsync();

        foreach (var answer in await Task.WhenAll(working).WaitAsync(TimeSpan.FromMinutes(1)))
        {
#if MYSQL_DATA
            // Its transactions don't tell, once the connection is gone, whether the handler had committed: so nobody is asked to try again.
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
#else
            AssertAsksForPatience(answer);
#endif
        }

        using (var answer = await application.Client.GetAsync("/ping"))
            AssertAsksForPatience(answer);
        Assert.Equal(0, application.Database.LeaseCount);
        await server.RestartAsync();
        var pings = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => application.Client.GetStringAsync("/ping")));
        Assert.All(pings, ping => Assert.Equal("1", ping));
        Assert.Equal(100, await application.Data.BalanceAsync(1));
    }

    private static void AssertAsksForPatience(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
    }
}
