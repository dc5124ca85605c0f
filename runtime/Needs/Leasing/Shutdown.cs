namespace Needs.Leasing;

/// <summary>The end of a database. It comes once, whoever asks for it and however often; later callers wait for the same end.</summary>
internal sealed class Shutdown(Database database, LeaseTable leases, TimeSpan timeout, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _allBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _spent;
    private ITimer? _timer;
    private bool _hasBegun;
    private bool _isTaken;

    /// <summary>Starts the clock and stops the lending.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_hasBegun) return;
            _hasBegun = true;
            var timeLeft = TimeLeft();
            if (timeLeft != TimeSpan.Zero)
                _timer = time.CreateTimer(static allBack => TimeOut(allBack!), _allBack, timeLeft, Timeout.InfiniteTimeSpan);
            leases.Close(_allBack);
            if (timeLeft == TimeSpan.Zero) TimeOut(_allBack);
        }
    }

    /// <summary>Waits for the leases without ending the lending. The time it takes is no longer there for the end.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            await leases.WhenIdle().WaitAsync(TimeLeft(), time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            Spend(time.GetElapsedTime(start));
        }
    }

    public void Run()
    {
        Begin();
        if (!Take())
        {
            _done.Task.GetAwaiter().GetResult();
            return;
        }

        try
        {
            Conclude(_allBack.Task.GetAwaiter().GetResult());
            leases.OwnedDataSource?.Dispose();
        }
        finally
        {
            _done.SetResult();
        }
    }

    public async ValueTask RunAsync()
    {
        Begin();
        if (!Take())
        {
            await _done.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            Conclude(await _allBack.Task.ConfigureAwait(false));
            if (leases.OwnedDataSource is { } owned) await owned.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _done.SetResult();
        }
    }

    private static void TimeOut(object allBack) => ((TaskCompletionSource<bool>)allBack).TrySetResult(false);

    private TimeSpan TimeLeft()
    {
        if (timeout == Timeout.InfiniteTimeSpan) return timeout;
        lock (_gate) return _spent < timeout ? timeout - _spent : TimeSpan.Zero;
    }

    private void Spend(TimeSpan spent)
    {
        lock (_gate) _spent += spent;
    }

    private bool Take() => !Interlocked.Exchange(ref _isTaken, true);

    private void Conclude(bool allBack)
    {
        _timer?.Dispose();
        database.EndObservation();
        if (!allBack) database.Report(new UnreturnedLeases(database.Name, timeout, leases.Snapshot(time)));
    }
}
