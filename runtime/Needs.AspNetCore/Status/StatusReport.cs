namespace Needs.AspNetCore;

/// <summary>Which databases the status page shows: those with names, those of tenants that are in trouble, and a line for each other.</summary>
internal sealed class StatusReport
{
    private const int MostTroubled = 10;
    private const int MostOthers = 100;

    public StatusReport(Databases databases)
    {
        var all = databases.GetStatus().Select(status => new DatabaseReport(status, Trouble.Of(status))).ToArray();
        var named = all.Where(report => databases.TryGet(report.Status.Database, out _)).ToArray();
        var tenants = all.Except(named).OrderByDescending(report => report.Status.Held + report.Status.Waiting).ToArray();
        var troubled = tenants.Where(report => report.Troubles.Count > 0).Take(MostTroubled).ToArray();

        Count = all.Length;
        Shown = [.. named, .. troubled];
        Others = [.. tenants.Except(troubled).Take(MostOthers)];
    }

    /// <summary>How many databases there are.</summary>
    public int Count { get; }

    public IReadOnlyList<DatabaseReport> Shown { get; }

    public IReadOnlyList<DatabaseReport> Others { get; }
}

internal sealed record DatabaseReport(DatabaseStatus Status, IReadOnlyList<Trouble> Troubles);
