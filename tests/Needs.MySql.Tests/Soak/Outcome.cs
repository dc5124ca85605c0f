namespace Needs.MySql.Tests.Soak;

/// <summary>What a client may believe of the work that it asked for.</summary>
internal enum Outcome : byte
{
    /// <summary>It was told that the work is done.</summary>
    Committed,

    /// <summary>It was told that nothing is done.</summary>
    Undone,

    /// <summary>It was told that this is unknown, or it left before it was told.</summary>
    Unknown,
}
