using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Programs;

/// <summary>What starting a program and asking it once took, some times over.</summary>
internal sealed record StartUps(WebProgram Program, Sample Listening, Sample FirstRequest, Sample Total, Sample Cpu)
{
    /// <summary>Programs take turns, there and back.</summary>
    public static async Task<IReadOnlyList<StartUps>> MeasureAsync(IReadOnlyList<WebProgram> programs, string path, int rounds)
    {
        var runs = programs.ToDictionary(program => program, _ => new List<RunningProgram>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var program in round % 2 == 0 ? programs : programs.Reverse())
            {
                await using var running = await RunningProgram.StartAsync(program, path);
                runs[program].Add(running);
            }
        }

        return
        [
            .. programs.Select(program => new StartUps(
                program,
                Of(runs[program], run => run.Listening),
                Of(runs[program], run => run.FirstRequest),
                Of(runs[program], run => run.Listening + run.FirstRequest),
                Of(runs[program], run => run.Cpu))),
        ];
    }

    private static Sample Of(List<RunningProgram> runs, Func<RunningProgram, TimeSpan> figure) => new(runs.Select(run => figure(run).TotalMilliseconds));
}
