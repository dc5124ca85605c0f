namespace Needs.MySql.Tests.Soak;

/// <summary>Looks at the heap now and then, after forced collections.</summary>
internal sealed class MemoryWatch
{
    private readonly List<long> _bytes = [];
    private readonly List<int> _threads = [];

    private long First => Median(_bytes.Take(_bytes.Count / 3));

    private long Last => Median(_bytes.Skip(_bytes.Count - _bytes.Count / 3));

    /// <summary>Whether the last third of the time needed about as much as the first. What is in flight at a look makes some 20 MB of difference.</summary>
    public bool IsFlat => Last < First * 1.5 + 32e6;

    public async Task RunAsync(TimeSpan interval, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(interval, CancellationToken.None);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            _bytes.Add(GC.GetTotalMemory(forceFullCollection: true));
            _threads.Add(ThreadPool.ThreadCount);
        }
    }

    public override string ToString() => FormattableString.Invariant($"{First / 1e6:0.0} MB in the first third, {Last / 1e6:0.0} MB in the last; {string.Join(' ', _bytes.Zip(_threads, (bytes, threads) => $"{bytes / 1_000_000}/{threads}"))} (MB/threads)");

    private static long Median(IEnumerable<long> values) => values.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : 0;
}
