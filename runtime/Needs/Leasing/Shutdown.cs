using System.Data.Common;

namespace Needs.Leasing;

/// <summary>The end of a database. Runs once, whoever asks for it and however often; later callers wait for the same end.</summary>
internal sealed class Shutdown(LeaseTable leases, DatabaseOptions options)
{
    private readonly string _name = options.Name;
    private readonly TimeSpan _timeout = options.ShutdownTimeout;
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private TimeSpan _remaining = options.ShutdownTimeout;

    public event Action<UnreturnedLeases>? TimedOut;

    public DbDataSource? Owned { get; set; }

    /// <summary>Waits for the leases without ending the lending. The time it takes is no longer there for the end.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        try
        {
            await leases.WhenIdle().WaitAsync(_remaining, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            Spend(_time.GetElapsedTime(start));
        }
    }

    public void Run()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            _done.Task.GetAwaiter().GetResult();
            return;
        }

        try
        {
            var allBack = leases.Close();
            using (StartTimer(allBack)) Conclude(allBack.Task.GetAwaiter().GetResult());
            Owned?.Dispose();
        }
        finally
        {
            _done.SetResult();
        }
    }

    public async ValueTask RunAsync()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            await _done.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            var allBack = leases.Close();
            await using (StartTimer(allBack).ConfigureAwait(false)) Conclude(await allBack.Task.ConfigureAwait(false));
            if (Owned is not null) await Owned.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _done.SetResult();
        }
    }

    private ITimer StartTimer(TaskCompletionSource<bool> allBack) =>
        _time.CreateTimer(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), allBack, _remaining, Timeout.InfiniteTimeSpan);

    private void Spend(TimeSpan time)
    {
        if (_remaining == Timeout.InfiniteTimeSpan) return;
        _remaining = _remaining > time ? _remaining - time : TimeSpan.Zero;
    }

    private void Conclude(bool allBack)
    {
        if (!allBack) TimedOut.Tell(new UnreturnedLeases(_name, _timeout, leases.Snapshot(_time)));
    }
}
