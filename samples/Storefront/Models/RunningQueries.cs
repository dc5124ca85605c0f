using System.Collections.Concurrent;

namespace Storefront;

/// <summary>The queries that run in consoles now, by the names that the consoles gave them, so that a Stop button finds its own.</summary>
public sealed class RunningQueries
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);

    /// <summary>A console runs one query: an earlier one that its browser has left already is stopped.</summary>
    /// <returns>Cancelled when somebody stops it. It needs no disposal: there is no timer in it.</returns>
    public CancellationTokenSource Begin(string console)
    {
        Stop(console);
        return _running[console] = new CancellationTokenSource();
    }

    public void Stop(string console)
    {
        if (_running.TryGetValue(console, out var query)) query.Cancel();
    }

    public void End(string console, CancellationTokenSource query) => _running.TryRemove(new(console, query));
}
