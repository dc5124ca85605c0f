using System.Data.Common;

namespace Needs;

/// <summary>How a <see cref="Database"/> is named, how it lends and how it ends. Read once, when the database is created.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The name of a database that was given none: <c>default</c>.</summary>
    public const string DefaultName = "default";

    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The database's name in messages, metrics and <see cref="Databases"/>. Never empty; <c>default</c> unless set.</summary>
    public string Name { get; set; } = DefaultName;

    /// <summary>
    /// How long disposal waits for the leases that are still out: 30 seconds unless set. <see cref="TimeSpan.Zero"/> does not wait;
    /// <see cref="Timeout.InfiniteTimeSpan"/> waits for all of them.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock for lease ages and for <see cref="ShutdownTimeout"/>: the system's unless set.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Whether disposing of the database also disposes of its data source: yes unless set to <see langword="false"/>.</summary>
    public bool OwnsDataSource { get; set; } = true;

    /// <summary>
    /// Whether a handler that holds a connection may call one that borrows another from the same database:
    /// <see cref="NestedLoans.Allow"/>, which checks nothing, unless set. <c>AddNeeds</c> refuses it in the environment
    /// <c>Development</c>.
    /// </summary>
    public NestedLoans NestedLoans { get; set; }

    /// <summary>
    /// How many connections are lent at once, at most; others wait, first come, first served. <see langword="null"/>, which it is unless
    /// set: as many as the driver's pool gives. The size of that pool, or a little less, is a good value.
    /// </summary>
    public int? MaxLeases { get; set; }

    /// <summary>
    /// How long a handler waits for its connection before a <see cref="DatabaseBusyException"/> ends the wait. <see langword="null"/>,
    /// which it is unless set: 15 seconds for its turn under <see cref="MaxLeases"/> and <see cref="NeedsDbAttribute.MaxConcurrency"/>, and
    /// then as long as the driver waits. <see cref="NeedsDbAttribute.WaitMilliseconds"/> goes before it. What a driver does synchronously,
    /// or without looking at its token, can't be ended by it.
    /// </summary>
    public TimeSpan? WaitLimit { get; set; }

    /// <summary>
    /// How long a connection is held before <see cref="Database.HeldTooLong"/> is raised, once for each lease: 30 seconds unless set;
    /// <see cref="Timeout.InfiniteTimeSpan"/> for never.
    /// </summary>
    public TimeSpan HoldWarning { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// When it is undone what a handler leaves behind on its session: <see cref="SessionReset.AtReturn"/> unless set.
    /// </summary>
    public SessionReset SessionReset { get; set; }

    /// <summary>
    /// What is done at the return to undo what a handler left on its session, in place of what <see cref="SessionReset"/> says unless it says <see cref="SessionReset.ByDriver"/>.
    /// <see langword="null"/> unless set.
    /// </summary>
    public Func<DbConnection, CancellationToken, ValueTask>? ResetConnection { get; set; }

    internal DatabaseOptions WithName(string name) => new()
    {
        Name = name,
        ShutdownTimeout = ShutdownTimeout,
        TimeProvider = TimeProvider,
        OwnsDataSource = OwnsDataSource,
        NestedLoans = NestedLoans,
        MaxLeases = MaxLeases,
        WaitLimit = WaitLimit,
        HoldWarning = HoldWarning,
        SessionReset = SessionReset,
        ResetConnection = ResetConnection,
    };

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Name)) throw Invalid(nameof(Name), "a database needs a name");
        if (TimeProvider is null) throw Invalid(nameof(TimeProvider), "a database needs a clock");
        if (ShutdownTimeout != Timeout.InfiniteTimeSpan && (ShutdownTimeout < TimeSpan.Zero || ShutdownTimeout > LongestTimer))
            throw Invalid(nameof(ShutdownTimeout), $"{ShutdownTimeout} is no time that a timer can wait");
        if (!Enum.IsDefined(NestedLoans)) throw Invalid(nameof(NestedLoans), $"{NestedLoans} is neither Allow nor Refuse");
        if (MaxLeases < 1) throw Invalid(nameof(MaxLeases), $"at most {MaxLeases} connections at once would lend none");
        if (WaitLimit <= TimeSpan.Zero && WaitLimit != Timeout.InfiniteTimeSpan || WaitLimit > LongestTimer)
            throw Invalid(nameof(WaitLimit), $"{WaitLimit} is no time that a handler can wait");
        if (HoldWarning != Timeout.InfiniteTimeSpan && (HoldWarning <= TimeSpan.Zero || HoldWarning > LongestTimer))
            throw Invalid(nameof(HoldWarning), $"{HoldWarning} is no time that a timer can wait");
        if (!Enum.IsDefined(SessionReset)) throw Invalid(nameof(SessionReset), $"{SessionReset} is neither AtReturn nor ByDriver nor FullAtReturn");
    }

    private static ArgumentException Invalid(string option, string why) => new($"{nameof(DatabaseOptions)}.{option}: {why}.");
}
