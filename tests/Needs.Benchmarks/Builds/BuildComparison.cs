using Needs.Benchmarks.Programs;
using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Builds;

/// <summary>What a build of 500 handlers takes with Needs, and of the same endpoints written by hand.</summary>
internal sealed class BuildComparison : IComparison
{
    private const int Rounds = 3;

    public string Name => "build";

    public async Task<Report> RunAsync()
    {
        using var folder = new TemporaryFolder();
        GeneratedApp[] apps = [GeneratedApp.WithNeeds(folder), GeneratedApp.WithNeeds(folder, rules: false), GeneratedApp.ByHand(folder)];
        foreach (var app in apps) await app.RestoreAsync();

        // The first build of all reads the SDK from the disk.
        await apps[^1].BuildAsync();
        var times = apps.ToDictionary(app => app, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var app in round % 2 == 0 ? apps : apps.Reverse()) times[app].Add((await app.BuildAsync()).TotalSeconds);
        }

        await SameAnswers.CheckAsync(apps.Select(app => app.Program), [.. AppCode.Paths()], [.. AppCode.Posts()]);
        var startUps = await StartUps.MeasureAsync([.. apps.Select(app => app.Program)], AppCode.Paths().First(), Rounds);
        var (generator, analyzers) = await apps[0].ReportAsync();

        var builds = apps.Select(app => new Sample(times[app])).ToList();
        return new Report([], [Table(apps, builds, startUps), Parts(generator, analyzers)], [])
        {
            Slower =
            [
                FormattableString.Invariant(
                    $"Build of {AppCode.Handlers} handlers: {builds[0].Median:F1} s with Needs, {builds[1].Median:F1} s without its rules, {builds[2].Median:F1} s for the same endpoints by hand."),
            ],
        };
    }

    private static Table Table(IReadOnlyList<GeneratedApp> apps, IReadOnlyList<Sample> builds, IReadOnlyList<StartUps> startUps)
    {
        var table = new Table(
            FormattableString.Invariant($"`dotnet build --no-restore --no-incremental` of {AppCode.Handlers} handlers, median of {Rounds} builds, and the least and the most; and what was built, started."),
            "program", "lines written", "build, s", "times by hand", "assembly, KB", "until the first answer, ms", "CPU until then, ms");
        for (var place = 0; place < apps.Count; place++)
        {
            table.Add(
                apps[place].Program.Name,
                FormattableString.Invariant($"{apps[place].Lines:N0}"),
                builds[place].ToString("F1"),
                FormattableString.Invariant($"{builds[place].Median / builds[^1].Median:F2}"),
                FormattableString.Invariant($"{new FileInfo(apps[place].Program.Assembly).Length / 1024.0:N0}"),
                startUps[place].Total.ToString("N0"),
                startUps[place].Cpu.ToString("N0"));
        }

        return table;
    }

    private static Table Parts(double generator, double analyzers)
    {
        var table = new Table("Within one build with Needs, seconds by the compiler's own report (of all threads together).", "generator", "rules");
        table.Add(FormattableString.Invariant($"{generator:F2}"), FormattableString.Invariant($"{analyzers:F2}"));
        return table;
    }
}
