namespace Needs.Testing;

/// <summary>How a fake transaction ended.</summary>
public enum FakeOutcome
{
    Unfinished,
    Committed,
    RolledBack,

    /// <summary>It was disposed of, or its connection closed, before it had an end.</summary>
    RolledBackByDriver,
}
