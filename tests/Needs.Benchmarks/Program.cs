using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Needs.Benchmarks.Forms;
using Needs.Benchmarks.Leaks;

if (args is ["leaks", .. var folders])
{
    await LeakComparison.RunAsync(folders);
    return;
}

if (args is not ["quick", ..])
{
    var config = DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks");
    BenchmarkSwitcher.FromAssembly(typeof(FormsBenchmarks).Assembly).Run(args, config);
    return;
}

await using var app = new FormApp();
foreach (var workload in Workload.All.Where(workload => args.Length < 2 || workload.Name.Contains(args[1], StringComparison.Ordinal)))
{
    Console.WriteLine(workload);
    var calls = app.Calls(workload);
    var results = QuickComparison.Run(calls, rounds: 200);
    foreach (var (call, (time, allocated)) in calls.Zip(results))
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {call,-8} {time,8:F2} us {time / results[0].Time,6:F2} x {allocated,8} B"));
}
