namespace Needs.AspNetCore;

/// <summary>What a configuration says of how connections are lent: the same keys for all databases and for one.</summary>
internal sealed record LendingSettings(
    TimeSpan? ShutdownTimeout, NestedLoans? NestedLoans, int? MaxLeases, TimeSpan? WaitLimit, TimeSpan? HoldWarning, SessionReset? SessionReset)
{
    public static string[] Keys { get; } =
    [
        nameof(ShutdownTimeout), nameof(NestedLoans), nameof(MaxLeases), nameof(WaitLimit), nameof(HoldWarning), nameof(SessionReset),
    ];

    public static LendingSettings Read(SettingsReader settings) => new(
        settings.Time(nameof(ShutdownTimeout), mayBeZero: true),
        settings.Choice<NestedLoans>(nameof(NestedLoans)),
        settings.Count(nameof(MaxLeases)),
        settings.Time(nameof(WaitLimit), mayBeNever: true),
        settings.Time(nameof(HoldWarning), mayBeNever: true),
        settings.Choice<SessionReset>(nameof(SessionReset)));

    public void Apply(NeedsOptions options)
    {
        options.ShutdownTimeout = ShutdownTimeout ?? options.ShutdownTimeout;
        options.NestedLoans = NestedLoans ?? options.NestedLoans;
        options.MaxLeases = MaxLeases ?? options.MaxLeases;
        options.WaitLimit = WaitLimit ?? options.WaitLimit;
        options.HoldWarning = HoldWarning ?? options.HoldWarning;
        options.SessionReset = SessionReset ?? options.SessionReset;
    }

    public void Apply(DatabaseOptions options)
    {
        options.ShutdownTimeout = ShutdownTimeout ?? options.ShutdownTimeout;
        options.NestedLoans = NestedLoans ?? options.NestedLoans;
        options.MaxLeases = MaxLeases ?? options.MaxLeases;
        options.WaitLimit = WaitLimit ?? options.WaitLimit;
        options.HoldWarning = HoldWarning ?? options.HoldWarning;
        options.SessionReset = SessionReset ?? options.SessionReset;
    }
}
