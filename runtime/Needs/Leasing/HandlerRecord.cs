using Needs.Statistics;

namespace Needs.Leasing;

/// <summary>What a database remembers of one handler. Guarded by the lock of its table.</summary>
internal sealed class HandlerRecord(HandlerDescriptor handler)
{
    private readonly DurationCounts _holds = new();
    private readonly DurationCounts _waits = new();
    private long _lent;

    public HandlerDescriptor Handler => handler;

    public Turnstile Runs { get; } = new(handler.MaxConcurrency > 0 ? handler.MaxConcurrency : int.MaxValue);

    public long Refused { get; set; }

    public long Retries { get; set; }

    public void CountLoan(TimeSpan waited, TimeSpan held)
    {
        _lent++;
        _waits.Add(waited);
        _holds.Add(held);
    }

    public HandlerStatus Snapshot() => new(handler, _lent, Refused, Retries, _holds.Snapshot(), _waits.Snapshot());
}
