using Needs.Benchmarks.Analyzers;
using Xunit.Abstractions;

namespace Needs.Benchmarks.Tests;

/// <summary>What all rules together may cost on generated code: allocations nearly exactly, time by a generous ratio within one run.</summary>
public sealed class AnalyzerCostTests(ITestOutputHelper output)
{
    private const double Times = 2;
    private const int Tries = 4;

    [Theory]
    [InlineData(true, 670)]
    [InlineData(false, 13_200)]
    public async Task AllRules_AllocateLittlePerThousandLines(bool isBusiness, double mostKilobytes)
    {
        // What is made once for all is not counted.
        await OfAsync(Contestant.Needs, CodeBase.Of("first", DataAccessCode.Files(classes: 1)));
        var code = isBusiness ? BusinessCode.Files(classes: 40) : DataAccessCode.Files(classes: 20);
        var cost = await OfAsync(Contestant.Needs, CodeBase.Of("generated", code));

        output.WriteLine($"{cost.Allocated.Median:F0} KB");
        Assert.InRange(cost.Allocated.Median, 0, mostKilobytes);
    }

    [Fact]
    public async Task AllRules_TakeLessThanHalfOfWhatDisposeAnalysisTakes()
    {
        var code = CodeBase.Of("business", BusinessCode.Files(classes: 10));
        var best = 0.0;
        for (var tries = 0; tries < Tries && best < Times; tries++)
        {
            var (needs, other) = (await OfAsync(Contestant.Needs, code), await OfAsync(Contestant.DisposeAnalysis, code));
            best = Math.Max(best, other.Cpu.Median / needs.Cpu.Median);
        }

        output.WriteLine($"{best:F1} times as fast");
        Assert.InRange(best, Times, double.MaxValue);
    }

    private static async Task<CodeBaseCost> OfAsync(Contestant contestant, CodeBase code) =>
        new(code, contestant, [await CodeBaseCost.OfAsync(contestant, code)]);
}
