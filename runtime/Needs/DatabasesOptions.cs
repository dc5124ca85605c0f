namespace Needs;

/// <summary>What the databases made by credentials may use together. Read once, when the <see cref="Databases"/> are created.</summary>
public sealed class DatabasesOptions
{
    /// <summary>
    /// How many connections all databases made by credentials may have open together, idle ones included; 1 or more.
    /// <see langword="null"/>, unless set: as many as their pools allow. Who would exceed it waits, first come first served, while
    /// connections that lie idle are closed: those of the credentials used least recently first.
    /// </summary>
    /// <remarks>
    /// It holds for drivers that close their idle connections when their data source is disposed of, as MySqlConnector
    /// does. With others it limits the leases only. A connection that a driver opens beside its pool, to stop a running query, is not counted.
    /// </remarks>
    public int? MaxConnections { get; set; }

    /// <summary>
    /// After how long without use the connections for some credentials are closed, and the credentials forgotten: 10 minutes unless set.
    /// <see cref="Timeout.InfiniteTimeSpan"/>: never.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    internal void Validate()
    {
        if (MaxConnections < 1) throw Invalid(nameof(MaxConnections), $"{MaxConnections} connections serve nobody: set 1 or more, or null for no limit");
        if (IdleTimeout != Timeout.InfiniteTimeSpan && (IdleTimeout <= TimeSpan.Zero || IdleTimeout > LongestTimer))
            throw Invalid(nameof(IdleTimeout), $"{IdleTimeout} is no time that a timer can wait: set a positive one, or Timeout.InfiniteTimeSpan");
    }

    private static TimeSpan LongestTimer => TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private static ArgumentException Invalid(string option, string why) => new($"{nameof(DatabasesOptions)}.{option}: {why}.");
}
