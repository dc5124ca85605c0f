namespace Needs;

/// <summary>How a <see cref="Database"/> is named and how it ends. Read once, when the database is created.</summary>
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

    internal DatabaseOptions WithName(string name) => new()
    {
        Name = name,
        ShutdownTimeout = ShutdownTimeout,
        TimeProvider = TimeProvider,
        OwnsDataSource = OwnsDataSource,
        NestedLoans = NestedLoans,
    };

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Name)) throw Invalid(nameof(Name), "a database needs a name");
        if (TimeProvider is null) throw Invalid(nameof(TimeProvider), "a database needs a clock");
        if (ShutdownTimeout != Timeout.InfiniteTimeSpan && (ShutdownTimeout < TimeSpan.Zero || ShutdownTimeout > LongestTimer))
            throw Invalid(nameof(ShutdownTimeout), $"{ShutdownTimeout} is no time that a timer can wait");
        if (!Enum.IsDefined(NestedLoans)) throw Invalid(nameof(NestedLoans), $"{NestedLoans} is neither Allow nor Refuse");
    }

    private static ArgumentException Invalid(string option, string why) => new($"{nameof(DatabaseOptions)}.{option}: {why}.");
}
