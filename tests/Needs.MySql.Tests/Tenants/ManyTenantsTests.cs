// MySql.Data has no pool for each data source: what is idle can't be closed by it, so there is no cap on what is open, only on what is lent.
#if !MYSQL_DATA
using System.Diagnostics;
using Needs.MySql.Tests.Load;
using Xunit.Abstractions;

namespace Needs.MySql.Tests.Tenants;

[Collection(LoadCollection.Name)]
public sealed class ManyTenantsTests(ITestOutputHelper output)
{
    private const int Tenants = 200;
    private const int RequestsAtOnce = 3;
    private const int Rounds = 4;
    private const int Cap = 40;
    private const int Looks = 10;

    [Fact]
    public async Task TwoHundredTenantsWantThreeConnectionsEach_AllAreServedRightlyWithinTheCap()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var tenants = await TestTenants.CreateAsync(database, Tenants);
        var server = new MySqlConnectionStringBuilder(database.ConnectionString);
        await using var counter = new ConnectionCounter(server.Server, (int)server.Port);
        var common = tenants.Common(counter.Port);
        using var done = new CancellationTokenSource();
        List<double> times;
        int mostSampled;

        await using (var application = await TenantApplication.StartAsync(tenants.Keys, (_, key) => TenantSources.Create(common, key), Cap))
        {
            var sampling = SampleAsync(database, tenants, done.Token);
            times = await LoadAsync(application, tenants);
            await done.CancelAsync();
            mostSampled = await sampling;
            Assert.Empty(application.Databases.GetLeases());
            Assert.InRange(application.Databases.GetTenantsStatus()!.Connections, 1, Cap);
        }

        times.Sort();
        output.WriteLine(
            $"{times.Count} requests of {Tenants} tenants, {Tenants * RequestsAtOnce} at once, cap {Cap}: most open {counter.Most} "
            + $"(the server's list, at most {mostSampled}), {counter.Total} connects; "
            + $"p50 {times[times.Count / 2]:0} ms, p99 {times[times.Count * 99 / 100]:0} ms.");
        Assert.Equal(Tenants * RequestsAtOnce * Rounds, times.Count);
        Assert.InRange(counter.Most, 2, Cap);
    }

    private static async Task<List<double>> LoadAsync(TenantApplication application, TestTenants tenants)
    {
        using var client = new HttpClient { BaseAddress = application.Address, Timeout = TimeSpan.FromMinutes(5) };
        var times = new List<double>();
        await Task.WhenAll(Enumerable.Range(0, Tenants * RequestsAtOnce).Select(async number =>
        {
            var tenant = number % Tenants;
            for (var round = 0; round < Rounds; round++)
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await TenantApplication.GetAsync(client, tenant, "/whose");
                var text = await answer.Content.ReadAsStringAsync();
                Assert.Equal($"{tenants.Keys[tenant].User} {tenants.Keys[tenant].User}", text);
                lock (times) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }));
        return times;
    }

    /// <summary>
    /// Looks at the server's own list again and again. One that was closed stays in it until the server comes to it, so only those count that
    /// are in it each time for a while.
    /// </summary>
    private static async Task<int> SampleAsync(TestDatabase database, TestTenants tenants, CancellationToken done)
    {
        await using var beside = new MySqlConnection(new MySqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await beside.OpenAsync(CancellationToken.None);
        var (most, looks) = (0, new Queue<HashSet<long>>());
        while (!done.IsCancellationRequested)
        {
            looks.Enqueue(await tenants.ConnectionsAsync(beside));
            most = Math.Max(most, looks.Last().Count);
            if (looks.Count > Looks) looks.Dequeue();
            if (looks.Count == Looks) Assert.InRange(looks.Aggregate(looks.Last().AsEnumerable(), Enumerable.Intersect).Count(), 0, Cap);
            await Task.Delay(50, CancellationToken.None);
        }

        return most;
    }
}
#endif
