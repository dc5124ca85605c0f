namespace Needs;

/// <summary>A connection that was held longer than <see cref="DatabaseOptions.HoldWarning"/>, and is held still.</summary>
public sealed class LongHold
{
    internal LongHold(string database, LeaseInfo lease)
    {
        Database = database;
        Lease = lease;
    }

    /// <summary>The name of the database.</summary>
    public string Database { get; }

    /// <summary>Who holds it, and how long.</summary>
    public LeaseInfo Lease { get; }

    /// <summary>Returns a sentence for a log.</summary>
    public override string ToString() => $"A connection of database '{Database}' is held for long: {Lease}";
}
