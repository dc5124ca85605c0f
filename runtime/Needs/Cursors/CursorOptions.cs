using System.Data.Common;

namespace Needs;

/// <summary>How a <see cref="DbCursor"/> reads, and how it ends. The defaults suit most queries.</summary>
public sealed class CursorOptions
{
    internal static CursorOptions Default { get; } = new();

    /// <summary>
    /// The transaction that the query runs in, for drivers that ask for it on each command; <see langword="null"/> (the default) for none,
    /// or where the command has it already.
    /// </summary>
    public DbTransaction? Transaction { get; init; }

    /// <summary>
    /// The time that the driver gives the query, and each row after the first, in whole seconds; <see cref="TimeSpan.Zero"/> for any time,
    /// <see langword="null"/> (the default) for what the driver or the command says.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or above <see cref="int.MaxValue"/> seconds.</exception>
    public TimeSpan? CommandTimeout
    {
        get;
        init => field = value is { } time && (time < TimeSpan.Zero || time.TotalSeconds > int.MaxValue) ? throw OutOfRange(time) : value;
    }

    /// <summary>
    /// How long a cursor that is left early reads on before it has the server end the query; 5 ms by default. A small rest is cheaper to
    /// read than to cancel. <see cref="TimeSpan.Zero"/> cancels at once, <see cref="Timeout.InfiniteTimeSpan"/> never.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a day.</exception>
    public TimeSpan DrainTime
    {
        get;
        init => field = value != Timeout.InfiniteTimeSpan && (value < TimeSpan.Zero || value > TimeSpan.FromDays(1)) ? throw OutOfRange(value) : value;
    } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// The most rows that are read; what is left is treated as when a reader leaves early, and <see cref="DbCursor.IsTruncated"/> tells.
    /// <see langword="null"/> (the default) for all.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long? MaxRows
    {
        get;
        init => field = value < 0 ? throw new ArgumentOutOfRangeException(nameof(MaxRows), value, "It can't be negative.") : value;
    }

    /// <summary>
    /// How a running query is ended from beside it; <see langword="null"/> (the default) for <see cref="DbCommand.Cancel"/>. For drivers
    /// whose Cancel does nothing: with Microsoft.Data.Sqlite,
    /// <c>command => raw.sqlite3_interrupt(((SqliteConnection)command.Connection!).Handle)</c>. Called on a thread of the pool, again when
    /// the query goes on, never after the cursor has ended. What it throws is ignored.
    /// </summary>
    public Action<DbCommand>? Cancel { get; init; }

    private static ArgumentOutOfRangeException OutOfRange(
        TimeSpan value, [System.Runtime.CompilerServices.CallerMemberName] string? name = null) => new(name, value, "It is out of range.");
}
