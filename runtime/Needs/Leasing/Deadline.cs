using System.Diagnostics.CodeAnalysis;

namespace Needs.Leasing;

/// <summary>A token that ends with the caller's or when time is over. Used again and again, so that it costs nothing once it exists.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer that runs holds nothing.")]
internal sealed class Deadline(TimeProvider time)
{
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _caller;

    /// <summary>Whether time was over, at the last use.</summary>
    public bool IsOver => _source?.IsCancellationRequested == true;

    public CancellationToken Start(TimeSpan limit, CancellationToken caller)
    {
        if (_source?.TryReset() != true)
        {
            _source?.Dispose();
            _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }

        _source.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.FromMilliseconds(1));
        _caller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        return _source.Token;
    }

    /// <summary>To be called after each <see cref="Start"/>.</summary>
    public void Stop()
    {
        _caller.Dispose();
        if (!_source!.IsCancellationRequested) _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }
}
