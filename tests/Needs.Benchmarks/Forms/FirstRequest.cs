using System.Diagnostics;
using System.Globalization;

namespace Needs.Benchmarks.Forms;

/// <summary>The first form of a process: one process for each contestant and repetition, this program started again.</summary>
/// <param name="Total">From the start of the process to the answer, in milliseconds.</param>
/// <param name="Alone">The request alone, in milliseconds.</param>
internal sealed record FirstRequest(double Total, double Alone)
{
    /// <summary>What the program is started with to be such a process.</summary>
    public const string Argument = "first-form";

    /// <summary>The costs of each contestant's first request, by turns, there and back.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<FirstRequest>>> MeasureAsync(IReadOnlyList<string> contestants, Workload workload, int repetitions)
    {
        var all = contestants.Select(_ => new List<FirstRequest>()).ToList();
        var models = new HashSet<string>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var i = repetition % 2 == 0 ? turn : contestants.Count - 1 - turn;
                var (first, model) = await StartAsync(contestants[i], workload);
                all[i].Add(first);
                models.Add(model);
            }
        }

        return models.Count == 1 ? all : throw new InvalidOperationException($"{workload}: {string.Join(" | ", models)}");
    }

    /// <summary>The other process: answers one form, and prints when it was ready, when it had answered, and what it was given.</summary>
    public static async Task AnswerAsync(string contestant, string workload)
    {
        await using var app = new FormApp([contestant]);
        var call = app.Call(contestant, Workload.Named(workload));
        var ready = Stopwatch.GetTimestamp();
        await call.RunAsync();
        var answered = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ready} {answered} {call.Describe()}"));
    }

    /// <summary>The clock is the machine's, so both processes read the same.</summary>
    private static async Task<(FirstRequest First, string Model)> StartAsync(string contestant, Workload workload)
    {
        var arguments = new[] { typeof(FirstRequest).Assembly.Location, Argument, contestant, workload.Name };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{contestant} ended with {process.ExitCode} in place of an answer.");

        var parts = output.TrimEnd().Split(' ', 3);
        var (ready, answered) = (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
        return (new FirstRequest(Milliseconds(started, answered), Milliseconds(ready, answered)), parts[2]);
    }

    private static double Milliseconds(long start, long end) => Stopwatch.GetElapsedTime(start, end).TotalMilliseconds;
}
