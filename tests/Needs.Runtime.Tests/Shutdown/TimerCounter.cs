namespace Needs.Runtime.Tests.Shutdown;

/// <summary>The system's clock, with a count of the timers that run on it.</summary>
internal sealed class TimerCounter : TimeProvider
{
    private int _made;
    private int _disposed;

    public int Made => _made;

    public int Running => _made - _disposed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _made);
        return new CountedTimer(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class CountedTimer(TimerCounter counter, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            Interlocked.Increment(ref counter._disposed);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
