using System.Collections.Concurrent;
using System.Diagnostics;
using Needs.MySql.Tests.Load;
using Xunit.Abstractions;

namespace Needs.MySql.Tests.Hygiene;

/// <summary>Nothing that a handler leaves on its session is there for the next one, and nothing of it is in anybody's way meanwhile.</summary>
[Collection(LoadCollection.Name)]
public sealed class LeftoversTests(ITestOutputHelper output)
{
    private const int Runs = 10_000;
    private const int Workers = 4;

    [Theory]
    [InlineData(SessionReset.AtReturn, Runs)]
#if !MYSQL_DATA // which has no reset of its own to call
    [InlineData(SessionReset.FullAtReturn, Runs / 5)]
#endif
    public async Task RandomLeftovers_NoneIsThereForTheNextHandler(SessionReset reset, int runs)
    {
        await using var db = await TestDatabase.CreateAsync();
        await db.ExecuteAsync($"CREATE TABLE {db.Schema}.`order` (id INT PRIMARY KEY)");
        await using var database = Open(db, Workers, reset);
        var clean = await HygieneHandlers.Look(database);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}; a clean session: {clean}");

        var found = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, runs), new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (run, _) =>
        {
            // While the driver closes a reader that was left open, it has the session in its pool as it is: only its own reset at the next
            // loan comes before anybody sees it.
            var left = await HygieneHandlers.Leave(database, seed + run, withReaders: reset == SessionReset.AtReturn);
            var state = await HygieneHandlers.Look(database);
            if (state != clean) found.Enqueue($"{run}: {state}, after {left}");
        });

        output.WriteLine($"{found.Count} of {runs} left something: {string.Join("; ", found.Take(5))}");
        Assert.Empty(found);
        Assert.Equal(0, database.LeaseCount);
    }

    [Theory]
    [InlineData("BEGIN; UPDATE account SET balance = 0 WHERE id = 1", "UPDATE account SET balance = 100 WHERE id = 1")]
    [InlineData("DO GET_LOCK('idle', 0)", "SELECT IF(GET_LOCK('idle', 50) = 1, RELEASE_LOCK('idle'), 1/0)")]
    [InlineData("LOCK TABLES account WRITE", "UPDATE account SET balance = 100 WHERE id = 1")]
    public async Task LockIsLeft_OthersGetItWhileTheConnectionIsIdle(string left, string wanted)
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var database = Open(db, poolSize: 1);
        await using var other = new MySqlConnection(db.ConnectionString);
        await other.OpenAsync();

        var waits = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            await HygieneHandlers.Execute(database, left);
            var start = Stopwatch.GetTimestamp();
            await other.ExecuteAsync(wanted);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        waits.Sort();
        output.WriteLine($"{left}: others got it after {waits[100]:0.00} ms (median), {waits[198]:0.00} ms (99 %)");
        Assert.InRange(waits[100], 0, 1000);
    }

    private static Database Open(TestDatabase db, int poolSize, SessionReset reset = SessionReset.AtReturn)
    {
        var connectionString = new MySqlConnectionStringBuilder(db.ConnectionString)
        {
            AllowUserVariables = true,
            MaximumPoolSize = (uint)poolSize,
            ConnectionTimeout = 30,
            ConnectionReset = reset != SessionReset.FullAtReturn,
        };
        return new Database(MySqlProviderFactory.Instance.CreateDataSource(connectionString.ConnectionString), new DatabaseOptions { SessionReset = reset });
    }
}
