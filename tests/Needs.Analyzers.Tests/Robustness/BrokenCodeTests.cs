using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Needs.Analyzers.Tests.Cases;
using Needs.Testing.Verification;
using Xunit.Abstractions;

namespace Needs.Analyzers.Tests.Robustness;

/// <summary>
/// Code that somebody is just typing: the rules never throw, always end, and say the same each time, on one thread or on many.
/// </summary>
public class BrokenCodeTests(ITestOutputHelper output)
{
    private const int FilesTogether = 6;

    // On a machine that is too busy for more within the budget.
    private const int LeastRounds = 3;

    // Set to try other edits than the usual ones.
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("NEEDS_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task EditedSources_AreReportedTheSameEachTime()
    {
        var clock = Stopwatch.StartNew();
        var (edited, reported) = (0, 0);
        output.WriteLine($"seed {Seed}");
        for (var round = 0; round < LeastRounds || clock.Elapsed < Budget; round++)
        {
            var random = new Random((Seed * 100_000) + round);
            var sources = Enumerable.Range(0, FilesTogether).Select(number => Pick(number, random)).Select(source => Edits.Apply(source, random)).ToArray();
            reported += await AssertSameAsync(sources, round);
            edited += sources.Length;
        }

        output.WriteLine($"{edited} edited files, {reported} reports");

        // The edits must have left something to find.
        Assert.InRange(reported, 1, int.MaxValue);
    }

    [Fact]
    public async Task UneditedSources_AreReportedTheSameEachTime()
    {
        foreach (var files in TestSources.Others.Chunk(60))
        {
            var compilation = Compile(files);
            RuleRun.AssertSame(await RuleRun.ReportsAsync(compilation, concurrent: true), await RuleRun.ReportsAsync(compilation, concurrent: false));
        }
    }

    // Two of three from the cases: the other files have hardly anything to analyse.
    private static string Pick(int number, Random random) =>
        number % 3 == 2 ? TestSources.Others[random.Next(TestSources.Others.Length)] : TestSources.Cases[random.Next(TestSources.Cases.Length)];

    private static async Task<int> AssertSameAsync(string[] sources, int round)
    {
        try
        {
            var compilation = Compile(sources);
            var first = await RuleRun.ReportsAsync(compilation, concurrent: true);
            RuleRun.AssertSame(first, await RuleRun.ReportsAsync(compilation, concurrent: true));
            RuleRun.AssertSame(first, await RuleRun.ReportsAsync(compilation, concurrent: false));
            return first.Length;
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"seed {Seed}, round {round}: {thrown.Message}\n{string.Join("\n----\n", sources)}", thrown);
        }
    }

    private static Compilation Compile(string[] sources) =>
        new TestProject
        {
            Files = [.. sources.Select((source, number) => ($"Test{number}.cs", source))],
            References = CaseReferences.All,
        }.Compile();
}
