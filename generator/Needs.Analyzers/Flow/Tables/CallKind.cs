namespace Needs.Analyzers.Flow;

/// <summary>What a call does to resources, where a table knows it.</summary>
internal enum CallKind : byte
{
    /// <summary>No table knows it.</summary>
    Unknown,

    /// <summary>Touches no resource.</summary>
    Harmless,

    /// <summary>Talks to the database: can throw, takes nothing over.</summary>
    Query,

    /// <summary>Gives a resource that holds a session already.</summary>
    Acquire,

    /// <summary>Gives a connection that is not open.</summary>
    Create,

    /// <summary>Opens its receiver.</summary>
    Open,

    /// <summary>Releases its receiver.</summary>
    Release,

    /// <summary>Releases its arguments, or takes them over.</summary>
    TakeOver,

    /// <summary>Gives its receiver, or its first argument, in another form.</summary>
    Same,

    /// <summary>Gives a command that leads to its receiver or argument.</summary>
    Command,

    /// <summary>Gives one of the items of a collection.</summary>
    Item,

    /// <summary>Puts its arguments into a collection.</summary>
    Add,

    /// <summary>Does not return.</summary>
    Throw,
}
