using System.Text.RegularExpressions;

namespace Needs.Benchmarks.Programs;

/// <summary>Programs that do the same answer the same.</summary>
internal static partial class SameAnswers
{
    /// <exception cref="InvalidOperationException">Two of them answer differently.</exception>
    public static async Task CheckAsync(IEnumerable<WebProgram> programs, IReadOnlyList<string> paths, params (string Path, string Json)[] posts)
    {
        var answers = new List<(WebProgram Program, List<string> Texts)>();
        foreach (var program in programs)
        {
            await using var running = await RunningProgram.StartAsync(program, paths[0]);
            var texts = new List<string>();
            foreach (var path in paths) texts.Add($"GET {path}: {await running.GetAsync(path)}");
            foreach (var (path, json) in posts) texts.Add($"POST {path}: {Clock().Replace(await running.PostAsync(path, json), "now")}");
            answers.Add((program, texts));
        }

        foreach (var (program, texts) in answers)
        {
            foreach (var (first, other) in answers[0].Texts.Zip(texts))
            {
                if (first != other) throw new InvalidOperationException($"{answers[0].Program.Name} and {program.Name} differ:\n{first}\n{other}");
            }
        }
    }

    // When an order was placed.
    [GeneratedRegex("(?<=\"placedAt\":\")[^\"]*")]
    private static partial Regex Clock();
}
