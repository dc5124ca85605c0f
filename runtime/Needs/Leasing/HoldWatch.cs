namespace Needs.Leasing;

/// <summary>
/// Tells of leases that are held for long. Its timer runs only while something is lent: an idle database has none, and lending costs no
/// more than a look at a flag.
/// </summary>
internal sealed class HoldWatch(Database database, LeaseTable leases, TimeSpan limit, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _isDisposed;
    private bool _isWatching;

    public void Lent()
    {
        if (limit == Timeout.InfiniteTimeSpan || Volatile.Read(ref _isWatching) || Interlocked.Exchange(ref _isWatching, true)) return;
        LookIn(limit);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    private void LookIn(TimeSpan wait)
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _timer ??= time.CreateTimer(Look, new WeakReference<HoldWatch>(this), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A timer that runs would keep a database alive that nobody has any more.</summary>
    private static void Look(object? watch)
    {
        if (((WeakReference<HoldWatch>)watch!).TryGetTarget(out var target)) target.Look();
    }

    private void Look()
    {
        // First, so that whoever lends from now on starts the timer, unless it goes on anyway.
        Volatile.Write(ref _isWatching, false);
        var (held, next) = leases.HeldLongerThan(limit, time);
        foreach (var lease in held) database.Report(new LongHold(database.Name, lease));
        if (next is { } wait && !Interlocked.Exchange(ref _isWatching, true)) LookIn(wait);
    }
}
