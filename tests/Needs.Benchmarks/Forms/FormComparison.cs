using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Forms;

/// <summary>Ways of reading a form: again and again, for the first time, and with a large file.</summary>
internal sealed class FormComparison : IComparison
{
    private const int Rounds = 60;
    private const int UploadRounds = 20;
    private const int FirstRepetitions = 7;

    private static readonly Workload[] First = [Workload.Named("8 scalars, list"), Workload.Named("1 KiB file")];

    public string Name => "forms";

    public async Task<Report> RunAsync()
    {
        await using var app = new FormApp();
        var steady = Workload.All.Select(workload => new FormResult(workload, Contestant.All, SteadyState.Measure(app.Calls(workload), Rounds))).ToList();
        var upload = new FormResult(
            Workload.LargeFile, Contestant.Uploaders, await LargeUpload.MeasureAsync(app.Calls(Workload.LargeFile), UploadRounds));
        var first = new List<FirstResult>();
        foreach (var workload in First)
            first.Add(new FirstResult(workload, await FirstRequest.MeasureAsync(Contestant.All, workload, FirstRepetitions)));

        return new Report(
            FormTargets.Of(steady, first[0]),
            [SteadyTable(steady), UploadTable(upload), FirstTable(first)],
            [PlotOf(steady)])
        {
            Slower = [.. FormTargets.Slower([.. steady, upload]), .. FormTargets.SlowerAtFirst(first)],
        };
    }

    private static Table SteadyTable(IReadOnlyList<FormResult> results)
    {
        var table = new Table(
            $"Steady state; {Rounds} rounds of 300 requests.", "request", "read by", "µs", "times Needs", "bytes allocated");
        foreach (var result in results)
        {
            foreach (var contestant in Contestant.All)
            {
                var cost = result[contestant];
                table.Add(
                    result.Workload.Name, Contestant.Describe(contestant), cost.Time.ToString("0.0"), result.TimesNeeds(contestant).Median.ToString("0.00"),
                    cost.Allocated.ToString("N0"));
            }
        }

        return table;
    }

    private static Table UploadTable(FormResult result)
    {
        var table = new Table($"A file of 10 MiB, read to its end by the handler; {UploadRounds} rounds.", "read by", "ms", "KB allocated");
        foreach (var contestant in Contestant.Uploaders)
        {
            var cost = result[contestant];
            table.Add(Contestant.Describe(contestant), new Sample(cost.Times.Select(time => time / 1000)).ToString("0.0"), (cost.Allocated / 1e3).ToString("N1"));
        }

        return table;
    }

    private static Table FirstTable(IReadOnlyList<FirstResult> results)
    {
        var table = new Table(
            $"The first request of a process; {FirstRepetitions} processes each.", "request", "read by", "ms from the start of the process", "ms of the request alone");
        foreach (var result in results)
        {
            foreach (var contestant in Contestant.All)
                table.Add(result.Workload.Name, Contestant.Describe(contestant), result.Total(contestant).ToString("0"), result.Alone(contestant).ToString("0.0"));
        }

        return table;
    }

    private static Plot PlotOf(IReadOnlyList<FormResult> results) => Plot.Bars(
        "steady", "Steady state: time of a request, Needs = 1", "times Needs", [.. results.Select(result => result.Workload.Name)],
        Contestant.All.Select(contestant => (
            Contestant.Describe(contestant).Replace("`", ""), (IReadOnlyList<double>)[.. results.Select(result => result.TimesNeeds(contestant).Median)])));
}
