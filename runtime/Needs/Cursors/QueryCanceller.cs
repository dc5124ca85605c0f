using System.Data.Common;

namespace Needs.Cursors;

/// <summary>
/// Ends a running query from beside it, on a thread of the pool: drivers block in their Cancel, which takes a connection of its own, and
/// some block the reader's thread in each read.
/// </summary>
internal sealed class QueryCanceller(DbCommand command, Action<DbCommand>? cancel)
{
    private const int LongestPause = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private Timer? _timer;
    private TaskCompletionSource? _cancelling;
    private int _attempts;
    private bool _isStarted;
    private bool _isStopped;

    /// <summary>Whether somebody waits for the query now. Where nobody does, the first attempt is enough.</summary>
    public volatile bool IsAwaited;

    /// <summary>Cancels the query after this time, unless it has ended by then. Only the first call counts.</summary>
    /// <param name="after">The time; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    public void Start(TimeSpan after)
    {
        lock (_gate)
        {
            if (_isStopped || _isStarted || after == Timeout.InfiniteTimeSpan) return;
            _isStarted = true;
            _timer ??= new Timer(static state => ((QueryCanceller)state!).Attempt(), this, Timeout.Infinite, Timeout.Infinite);
            _timer.Change(after, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The query has ended: nothing is cancelled from here on.</summary>
    /// <returns>Completes when no Cancel is at work any more: a late one would hit the connection's next query.</returns>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _isStopped = true;
            _timer?.Dispose();
            return _cancelling?.Task ?? Task.CompletedTask;
        }
    }

    private void Attempt()
    {
        TaskCompletionSource? cancelling = null;
        lock (_gate)
        {
            if (_isStopped) return;
            if (_attempts == 0 || IsAwaited)
                cancelling = _cancelling = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (cancelling is not null) TryCancel();
        Finish();
        cancelling?.SetResult();
    }

    private void TryCancel()
    {
        try
        {
            if (cancel is null) command.Cancel();
            else cancel(command);
        }
        catch (Exception)
        {
            // The connection may be gone, or closed meanwhile: whoever reads on it is told.
        }
    }

    /// <summary>Once more after a pause: the query may not have begun yet, or the server had no connection left to cancel it by.</summary>
    private void Finish()
    {
        lock (_gate)
        {
            _cancelling = null;
            if (_isStopped) return;
            _timer!.Change(FirstPause * (1 << Math.Min(_attempts, LongestPause)), Timeout.InfiniteTimeSpan);
            _attempts++;
        }
    }
}
