namespace Needs.Analyzers.Flow;

/// <summary>
/// What one world knows of an entity. A value that nothing was learned of is <see cref="Unknown"/>; the later five imply that it is not null.
/// </summary>
internal enum State : byte
{
    /// <summary>Not made yet, or no longer of interest.</summary>
    Absent,
    Unknown,
    Null,
    NotNull,
    True,
    False,

    /// <summary>An input that was found to be closed.</summary>
    Closed,

    /// <summary>A connection that was made but not opened: it holds no session.</summary>
    Created,

    /// <summary>Holds a session: to be released or handed on.</summary>
    Open,
    Released,

    /// <summary>Somebody else's duty from here on, or out of sight.</summary>
    Escaped,
}
