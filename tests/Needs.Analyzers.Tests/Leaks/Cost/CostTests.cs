using Microsoft.CodeAnalysis;
using Needs.Analyzers.Leaks;
using Needs.Testing.Metering;
using Needs.Testing.Verification;
using Xunit.Abstractions;

namespace Needs.Analyzers.Tests.Leaks.Cost;

/// <summary>What the analysis takes: a promise of the rule's pages. Processor time of the analyzer alone, the best of some runs.</summary>
public class CostTests(ITestOutputHelper output)
{
    private const int Runs = 4;

    private static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(100);

    // What is more than the aim is for slow and busy machines.
    private static readonly TimeSpan LongestForALongMethod = Aim * 10;

    public static TheoryData<string> Shapes => [.. LongMethods.Shapes.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task LongMethod_TakesAMoment(string shape)
    {
        var compilation = Compile(LongMethods.File(LongMethods.Shapes[shape]()));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var best = await BestAsync(compilation, enough: Aim);

        output.WriteLine($"{shape}: {best.Cpu.TotalMilliseconds:F0} ms, {best.AllocatedBytes >> 20} MB, {best.Reports.Length} reports");
        Assert.InRange(best.Cpu, TimeSpan.Zero, LongestForALongMethod);
    }

    [Fact]
    public async Task Methods_CostTheSameEachHoweverManyThereAre()
    {
        var one = await BestAsync(Compile(ManyMethods.Files(200)));
        var four = await BestAsync(Compile(ManyMethods.Files(800)));

        output.WriteLine($"200: {one.Cpu.TotalMilliseconds:F1} ms, 800: {four.Cpu.TotalMilliseconds:F1} ms, {four.Cpu / one.Cpu:F2} times");
        Assert.Equal(one.Reports.Length * 4, four.Reports.Length);
        Assert.InRange(four.Cpu / one.Cpu, 0, 6);
    }

    [Fact]
    public async Task MethodsOfOneChainOfCalls_CostTheSameEachHoweverManyThereAre()
    {
        var one = await BestAsync(Compile(ManyMethods.Chain(200)));
        var four = await BestAsync(Compile(ManyMethods.Chain(800)));

        output.WriteLine($"200: {one.Cpu.TotalMilliseconds:F1} ms, 800: {four.Cpu.TotalMilliseconds:F1} ms, {four.Cpu / one.Cpu:F2} times");
        Assert.InRange(four.Cpu / one.Cpu, 0, 6);
    }

    [Fact]
    public async Task MethodsThatAllCallEachOther_CostTheSameEachHoweverManyThereAre()
    {
        var one = await BestAsync(Compile(ManyMethods.Mesh(25)));
        var four = await BestAsync(Compile(ManyMethods.Mesh(100)));

        output.WriteLine($"25: {one.Cpu.TotalMilliseconds:F1} ms, 100: {four.Cpu.TotalMilliseconds:F1} ms, {four.Cpu / one.Cpu:F2} times");
        Assert.InRange(four.Cpu / one.Cpu, 0, 6);
    }

    private static async Task<AnalyzerCost> BestAsync(Compilation compilation, TimeSpan enough = default)
    {
        AnalyzerCost? best = null;
        for (var run = 0; run < Runs && (best is null || best.Cpu > enough); run++)
        {
            // A shape that never ends fails, and is named.
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var cost = await AnalyzerCost.OfAsync([new LeakAnalyzer()], compilation, cancellation: patience.Token);
            best = best is null || cost.Cpu < best.Cpu ? cost : best;
        }

        return best!;
    }

    private static Compilation Compile(params IEnumerable<string> sources) =>
        new TestProject
        {
            Files = [.. sources.Select((source, number) => ($"File{number}.cs", source))],
            References = LeakCaseReferences.All,
            Usings = ["System"],
        }.Compile();
}
