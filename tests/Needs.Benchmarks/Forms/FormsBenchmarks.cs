using BenchmarkDotNet.Attributes;

namespace Needs.Benchmarks.Forms;

/// <summary>Forms bound by Needs and by what one would use without it. Ratios are to <see cref="NeedsTyped"/>.</summary>
[MemoryDiagnoser, MinColumn]
[SimpleJob(launchCount: 3, warmupCount: 8, iterationCount: 15), IterationTime(100)]
[HideColumns("Error", "StdDev", "Median")]
public class FormsBenchmarks
{
    private readonly Dictionary<string, FormCall> _calls = [];
    private FormApp _app = null!;

    public static IEnumerable<Workload> Workloads => Workload.All;

    [ParamsSource(nameof(Workloads))]
    public Workload Form { get; set; } = null!;

    [GlobalSetup]
    public void Start()
    {
        _app = new FormApp();
        var calls = _app.Calls(Form);
        QuickComparison.WarmUp(calls);
        foreach (var call in calls) _calls.Add(call.Contestant, call);
    }

    [GlobalCleanup]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task NeedsTyped() => _calls[Contestant.Needs].RunAsync();

    [Benchmark]
    public Task HandWrittenOverFormData() => _calls[Contestant.HandOverFormData].RunAsync();

    [Benchmark]
    public Task HandWrittenOverFormCollection() => _calls[Contestant.HandOverCollection].RunAsync();

    [Benchmark]
    public Task MinimalApi() => _calls[Contestant.Minimal].RunAsync();

    [Benchmark]
    public Task Mvc() => _calls[Contestant.Mvc].RunAsync();
}
