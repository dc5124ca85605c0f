namespace Needs;

/// <summary>The leases that a <see cref="Database"/> stopped waiting for when it was disposed of.</summary>
public sealed class UnreturnedLeases
{
    internal UnreturnedLeases(string database, TimeSpan waited, IReadOnlyList<LeaseInfo> leases)
    {
        Database = database;
        Waited = waited;
        Leases = leases;
    }

    /// <summary>The name of the database.</summary>
    public string Database { get; }

    /// <summary>How long it waited: its <see cref="DatabaseOptions.ShutdownTimeout"/>.</summary>
    public TimeSpan Waited { get; }

    /// <summary>Who had not come back.</summary>
    public IReadOnlyList<LeaseInfo> Leases { get; }

    /// <summary>Returns a sentence for a log.</summary>
    public override string ToString() =>
        $"Database '{Database}' waited {Waited} for leases and closed without {Leases.Count} of them: {string.Join(", ", Leases)}";
}
