namespace Needs;

/// <summary>What one handler does with the connections of a database. A copy: it does not change.</summary>
public sealed class HandlerStatus
{
    internal HandlerStatus(
        HandlerDescriptor handler, long lent, long refused, long retries, DurationHistogram holdTimes, DurationHistogram waitTimes)
    {
        Handler = handler;
        Lent = lent;
        Refused = refused;
        Retries = retries;
        HoldTimes = holdTimes;
        WaitTimes = waitTimes;
    }

    /// <summary>The handler.</summary>
    public HandlerDescriptor Handler { get; }

    /// <summary>How many connections it holds now.</summary>
    public int Held { get; private set; }

    /// <summary>How many of its runs wait for a connection now.</summary>
    public int Waiting { get; private set; }

    /// <summary>How long it has held the connections that it holds now: the sum over all of them.</summary>
    public TimeSpan HeldTime { get; private set; }

    /// <summary>How long it has held the one of them that it has held longest; zero when it holds none.</summary>
    public TimeSpan LongestHeld { get; private set; }

    /// <summary>How many connections it was lent and gave back, since the database was made.</summary>
    public long Lent { get; }

    /// <summary>How many times it was refused one by a <see cref="DatabaseBusyException"/>.</summary>
    public long Refused { get; }

    /// <summary>How many times it was run again after a failure.</summary>
    public long Retries { get; }

    /// <summary>How long it held those that it gave back.</summary>
    public DurationHistogram HoldTimes { get; }

    /// <summary>How long it had waited for them.</summary>
    public DurationHistogram WaitTimes { get; }

    internal void Add(LeaseInfo lease)
    {
        if (lease.IsWaiting)
        {
            Waiting++;
            return;
        }

        Held++;
        HeldTime += lease.Held;
        if (lease.Held > LongestHeld) LongestHeld = lease.Held;
    }
}
