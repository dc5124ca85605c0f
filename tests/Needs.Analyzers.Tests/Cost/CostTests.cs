using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Injection;
using Needs.Analyzers.Leaks;
using Needs.Analyzers.Lending;
using Needs.Analyzers.Tests.Cases;
using Needs.Testing.Metering;
using Needs.Testing.Verification;
using Xunit.Abstractions;

namespace Needs.Analyzers.Tests.Cost;

/// <summary>What the analysis takes: a promise of the rules' pages. Processor time of one analyzer alone, the best of some runs.</summary>
public class CostTests(ITestOutputHelper output)
{
    private const int Runs = 4;

    // Of such that a busy machine spoils one of.
    private const int Rounds = 3;

    private const double MostForFourTimesAsMany = 6;

    private static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(100);

    // What is more than the aim is for slow and busy machines.
    private static readonly TimeSpan LongestForALongMethod = Aim * 10;

    // Those that play methods; the others only look at names.
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new LeakAnalyzer(), new LendingAnalyzer(), new InjectionAnalyzer()];

    public static TheoryData<string> Names => [.. Analyzers.Select(NameOf)];

    public static TheoryData<string> Shapes => [.. LongMethods.Shapes.Keys];

    [Theory, MemberData(nameof(Shapes))]
    public async Task LongMethod_TakesAMoment(string shape)
    {
        var compilation = Compile(LongMethods.File(LongMethods.Shapes[shape]()));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        foreach (var analyzer in Analyzers.Select(NameOf))
        {
            var best = await BestAsync(analyzer, compilation, enough: LongestForALongMethod / 2);

            output.WriteLine($"{shape}: {best.Cpu.TotalMilliseconds:F0} ms, {best.AllocatedBytes >> 20} MB, {best.Reports.Length} reports ({analyzer})");
            Assert.InRange(best.Cpu, TimeSpan.Zero, LongestForALongMethod);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Methods_CostTheSameEachHoweverManyThereAre(string analyzer)
    {
        var (one, four) = await CompareAsync(analyzer, ManyMethods.Files(200), ManyMethods.Files(800));

        Assert.Equal(one.Reports.Length * 4, four.Reports.Length);
    }

    [Theory, MemberData(nameof(Names))]
    public Task MethodsOfOneChainOfCalls_CostTheSameEachHoweverManyThereAre(string analyzer) =>
        CompareAsync(analyzer, [ManyMethods.Chain(200)], [ManyMethods.Chain(800)]);

    [Theory, MemberData(nameof(Names))]
    public Task MethodsThatAllCallEachOther_CostTheSameEachHoweverManyThereAre(string analyzer) =>
        CompareAsync(analyzer, [ManyMethods.Mesh(25)], [ManyMethods.Mesh(100)]);

    private async Task<(AnalyzerCost One, AnalyzerCost Four)> CompareAsync(string analyzer, IEnumerable<string> some, IEnumerable<string> fourTimes)
    {
        var (small, large) = (Compile(some), Compile(fourTimes));
        for (var rounds = Rounds; ; rounds--)
        {
            var one = await BestAsync(analyzer, small);
            var four = await BestAsync(analyzer, large);
            output.WriteLine($"{one.Cpu.TotalMilliseconds:F1} ms, four times as many: {four.Cpu.TotalMilliseconds:F1} ms, {four.Cpu / one.Cpu:F2} times");
            if (rounds > 1 && four.Cpu > MostForFourTimesAsMany * one.Cpu) continue;

            Assert.InRange(four.Cpu / one.Cpu, 0, MostForFourTimesAsMany);
            return (one, four);
        }
    }

    private static async Task<AnalyzerCost> BestAsync(string analyzer, Compilation compilation, TimeSpan enough = default)
    {
        AnalyzerCost? best = null;
        for (var run = 0; run < Runs && (best is null || best.Cpu > enough); run++)
        {
            // A shape that never ends fails, and is named.
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var cost = await AnalyzerCost.OfAsync([Analyzers.Single(one => NameOf(one) == analyzer)], compilation, cancellation: patience.Token);
            best = best is null || cost.Cpu < best.Cpu ? cost : best;
        }

        return best!;
    }

    private static string NameOf(DiagnosticAnalyzer analyzer) => analyzer.GetType().Name;

    private static Compilation Compile(params IEnumerable<string> sources) =>
        new TestProject
        {
            Files = [.. sources.Select((source, number) => ($"File{number}.cs", source))],
            References = CaseReferences.All,
            Usings = ["System"],
        }.Compile();
}
