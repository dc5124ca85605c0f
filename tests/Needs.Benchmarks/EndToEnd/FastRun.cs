using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>Only fast clients: what the way to the connection costs.</summary>
/// <param name="Workload">What they ask for.</param>
/// <param name="Windows">A repetition each.</param>
internal sealed record FastRun(Workload Workload, IReadOnlyDictionary<Contestant, IReadOnlyList<Window>> Windows)
{
    public const int Repetitions = 5;

    /// <summary>Contestants change so often that a repetition of all is of the same few seconds.</summary>
    internal const int TurnsOfARepetition = 8;

    /// <summary>The JIT compiler has its last word late where the clients leave it no processor.</summary>
    private const int WarmUpRounds = 6;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<FastRun> MeasureAsync(Rivals rivals, Workload workload)
    {
        var before = await CountAsync(rivals);
        var all = rivals.All.ToDictionary(rival => rival.Server.Contestant, _ => new List<Window>());
        var warm = rivals.All.ToDictionary(rival => rival.Server.Contestant, _ => new Window());
        for (var round = 0; round < WarmUpRounds; round++)
        {
            foreach (var (server, clients) in Turns.Of(rivals.All, round)) warm[server.Contestant].Add(await clients.RunAsync(workload, WarmUp, Patience));
        }

        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            foreach (var windows in all.Values) windows.Add(new Window());
            for (var turn = 0; turn < TurnsOfARepetition; turn++)
            {
                foreach (var (server, clients) in Turns.Of(rivals.All, turn)) all[server.Contestant][^1].Add(await clients.RunAsync(workload, Turn, Patience));
            }
        }

        if (workload == Workload.Place) await CheckPlacedAsync(rivals, before, contestant => all[contestant].Append(warm[contestant]));
        return new FastRun(workload, all.ToDictionary(pair => pair.Key, IReadOnlyList<Window> (pair) => pair.Value));
    }

    public Sample Rate(Contestant contestant) => new(Windows[contestant].Select(window => window.Rate));

    /// <summary>The latency below which this share of the answers lies.</summary>
    public Sample Milliseconds(Contestant contestant, double share) => new(Windows[contestant].Select(window => new Sample(window.Milliseconds).At(share)));

    /// <summary>How many times as many requests as the other contestant, within the same repetition.</summary>
    public Sample Ratio(Contestant contestant, Contestant other) =>
        new(Windows[contestant].Zip(Windows[other], static (window, others) => window.Rate / others.Rate));

    public int Wrong(Contestant contestant) => Windows[contestant].Sum(window => window.Wrong + window.Unanswered);

    private static async Task<Dictionary<Contestant, long>> CountAsync(Rivals rivals)
    {
        var counts = new Dictionary<Contestant, long>();
        foreach (var (server, _) in rivals.All) counts[server.Contestant] = await rivals.CountPlacedAsync(server.Contestant);
        return counts;
    }

    /// <summary>The database must have what the clients were told.</summary>
    private static async Task CheckPlacedAsync(Rivals rivals, Dictionary<Contestant, long> before, Func<Contestant, IEnumerable<Window>> windowsOf)
    {
        foreach (var (contestant, count) in await CountAsync(rivals))
        {
            var windows = windowsOf(contestant).ToList();
            var told = windows.Sum(window => window.Milliseconds.Count - window.Wrong);
            var unknown = windows.Sum(window => window.Unanswered + window.Wrong);
            if (count - before[contestant] - told is var more && (more < 0 || more > unknown))
                throw new InvalidOperationException($"'{contestant}' said that it placed {told} orders; the database has {count - before[contestant]}.");
        }
    }
}
