using System.Diagnostics;
using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>Fast clients beside so many slow ones at each contestant, all at the same time: what one contestant's cost, they cost all.</summary>
internal sealed record SlowRun(int SlowClients, IReadOnlyDictionary<Contestant, SlowOutcome> Outcomes)
{
    /// <inheritdoc cref="FastRun.TurnsOfARepetition"/>
    private const int TurnsOfARepetition = 4;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(150);

    /// <summary>What is on its way at the end of a turn has been waiting while others were answered within milliseconds.</summary>
    private static readonly TimeSpan TurnPatience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan BeginPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public static async Task<SlowRun> MeasureAsync(Rivals rivals, int slowClients, Func<Uri, SlowClient> start)
    {
        var outcomes = rivals.All.ToDictionary(rival => rival.Server.Contestant, _ => new SlowOutcome());
        var slow = rivals.All.ToDictionary(rival => rival.Server.Contestant, rival => Enumerable.Range(0, slowClients).Select(_ => start(rival.Server.Address)).ToList());
        try
        {
            foreach (var clients in slow.Values) await BeginAsync(clients);
            await Task.Delay(Settling);
            foreach (var (server, _) in rivals.All) outcomes[server.Contestant].InUse = await server.ConnectionsInUseAsync();

            var patient = rivals.All.Select(rival => (rival.Server.Contestant, Asked: AskAsync(rival.Server.Address))).ToList();
            for (var repetition = 0; repetition < FastRun.Repetitions; repetition++)
            {
                foreach (var outcome in outcomes.Values) outcome.Windows.Add(new Window());
                for (var turn = 0; turn < TurnsOfARepetition; turn++)
                {
                    foreach (var (server, clients) in Turns.Of(rivals.All, turn))
                        outcomes[server.Contestant].Windows[^1].Add(await clients.RunAsync(Workload.Find, Turn, TurnPatience));
                }
            }

            foreach (var (contestant, asked) in patient) outcomes[contestant].Patient = await asked;
            foreach (var (contestant, clients) in slow)
            {
                foreach (var client in clients) outcomes[contestant].Served += await client.EndAsync() ? 1 : 0;
            }
        }
        finally
        {
            foreach (var client in slow.Values.SelectMany(clients => clients)) client.Dispose();
        }

        foreach (var (server, _) in rivals.All) await server.UntilIdleAsync();
        return new SlowRun(slowClients, outcomes);
    }

    public Sample Rate(Contestant contestant) => new(Outcomes[contestant].Windows.Select(window => window.Rate));

    /// <inheritdoc cref="FastRun.Ratio"/>
    public Sample Ratio(Contestant contestant, Contestant other) => new(Outcomes[contestant].Windows.Zip(Outcomes[other].Windows)
        .Where(static pair => pair.Second.Rate > 0)
        .Select(static pair => pair.First.Rate / pair.Second.Rate)
        .DefaultIfEmpty(double.NaN));

    /// <summary>All have begun, or as many as a pool can serve.</summary>
    private static async Task BeginAsync(IReadOnlyCollection<SlowClient> clients)
    {
        var enough = Math.Min(clients.Count, ShopSchema.PoolSize);
        for (var start = Stopwatch.StartNew(); clients.Count(client => client.Begun.IsCompletedSuccessfully) < enough; await Task.Delay(20))
        {
            if (start.Elapsed > BeginPatience) throw new TimeoutException($"Not even {enough} of {clients.Count} slow clients have begun.");
        }
    }

    /// <summary>One request whose client waits for long.</summary>
    private static async Task<(int? Status, TimeSpan Time)> AskAsync(Uri address)
    {
        using var client = new KeepAliveClient(address);
        using var enough = new CancellationTokenSource(Patience);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var answer = await client.SendAsync(Workload.Find.Next().Request, enough.Token);
            return (answer.Status, Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException)
        {
            return (null, Patience);
        }
    }
}
