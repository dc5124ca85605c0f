namespace Needs.Leasing;

/// <summary>Where a loan stands on its way to a connection.</summary>
internal enum LeaseStage
{
    /// <summary>It waits for another run of its handler to end.</summary>
    AtHandlerLimit,

    /// <summary>It waits for any other loan of the database to end.</summary>
    AtDatabaseLimit,

    /// <summary>It waits for a connection of any database made by key to be closed.</summary>
    AtTotalLimit,

    /// <summary>It is its turn: its connection is open, or being opened.</summary>
    In,
}
