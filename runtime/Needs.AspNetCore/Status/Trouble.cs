using System.Globalization;

namespace Needs.AspNetCore;

/// <summary>Something that is wrong with the connections of a database now, in words for an operator. No SQL and no credentials.</summary>
/// <param name="Kind">What it is, so that it is the same trouble a second later.</param>
/// <param name="IsSevere">Whether handlers go without a connection, or soon will.</param>
/// <param name="Text">A sentence without its first letter in upper case: the database's name stands before it.</param>
/// <param name="Handler">Whose trouble it is; <see langword="null"/> for all.</param>
internal sealed record Trouble(string Kind, bool IsSevere, string Text, string? Handler = null)
{
    /// <summary>Opening a connection is a wait too; what takes longer than this is worth a word.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<Trouble> Of(DatabaseStatus status)
    {
        var troubles = new List<Trouble>();
        AddWaits(status, troubles);
        AddLongHolds(status, troubles);
        if (status.IsSuspect)
            troubles.Add(new Trouble("node", false, "a node could not serve lately: connections are verified before they are lent."));
        return troubles;
    }

    private static void AddWaits(DatabaseStatus status, List<Trouble> troubles)
    {
        var waits = status.Leases.Where(lease => lease.IsWaiting && lease.Age >= LongWait).ToLookup(lease => IsAtItsLimit(status, lease.Handler));
        foreach (var own in waits[true].GroupBy(lease => lease.Handler))
        {
            troubles.Add(new Trouble(
                "handler", false, $"{own.Key.Name} is at its own limit of {own.Key.MaxConcurrency}, and {Waiting(own)}.", own.Key.Name));
        }

        if (!waits[false].Any()) return;
        var why = status.Held >= status.MaxLeases ? $"all {status.MaxLeases} connections are lent, and " : "";
        troubles.Add(new Trouble("wait", true, $"{why}{Waiting(waits[false])}."));
    }

    private static void AddLongHolds(DatabaseStatus status, List<Trouble> troubles)
    {
        if (status.HoldWarning == Timeout.InfiniteTimeSpan) return;
        foreach (var holds in status.Leases.Where(lease => lease.Held > status.HoldWarning).GroupBy(lease => lease.Handler))
        {
            var (count, longest) = (holds.Count(), Seconds(holds.Max(lease => lease.Held)));
            var text = count == 1
                ? $"{holds.Key.Name} has held a connection for {longest}."
                : $"{holds.Key.Name} has held {count} connections for more than {Seconds(status.HoldWarning)}, the oldest for {longest}.";
            troubles.Add(new Trouble("hold", true, text, holds.Key.Name));
        }
    }

    private static bool IsAtItsLimit(DatabaseStatus status, HandlerDescriptor handler) =>
        handler.MaxConcurrency > 0 && status.Handlers.Any(one => one.Handler == handler && one.Held >= handler.MaxConcurrency);

    private static string Waiting(IEnumerable<LeaseInfo> waits)
    {
        var count = waits.Count();
        var longest = Seconds(waits.Max(lease => lease.Age));
        return count == 1 ? $"1 call has waited {longest} for a connection" : $"{count} calls wait for a connection, the first for {longest}";
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
