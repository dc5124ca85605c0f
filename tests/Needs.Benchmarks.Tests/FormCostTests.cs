using Needs.Benchmarks.Forms;
using Xunit.Abstractions;

namespace Needs.Benchmarks.Tests;

/// <summary>What binding may cost: bytes exactly, times by ratios within one run, which are generous as the machine may be busy.</summary>
public sealed class FormCostTests(ITestOutputHelper output)
{
    private const string Valid = "8 scalars, list";
    private const int Tries = 8;

    [Fact]
    public async Task ValidForm_AllocatesHardlyMoreThanCodeWrittenByHand()
    {
        // On a busy machine the JIT compiler may not have had its last word at first.
        var more = long.MaxValue;
        for (var tries = 0; tries < Tries && more > 0; tries++)
        {
            var cost = await CompareAsync(Valid, rounds: 5);
            var most = Math.Min(cost[Contestant.HandOverCollection].Allocated + 256, cost[Contestant.HandOverFormData].Allocated + 512);
            more = Math.Min(more, cost[Contestant.Needs].Allocated - most);
        }

        Assert.InRange(more, long.MinValue, 0);
    }

    [Theory]
    [InlineData(Valid, Contestant.HandOverCollection, 0.8)]
    [InlineData(Valid, Contestant.HandOverFormData, 0.7)]
    [InlineData(Valid, Contestant.Minimal, 1.4)]
    [InlineData(Valid, Contestant.Mvc, 2.8)]
    [InlineData("1 bad field", Contestant.Minimal, 2)]
    [InlineData("20 nested items", Contestant.Minimal, 1.3)]
    [InlineData("100 tags, 200 unknown", Contestant.Minimal, 1.2)]
    public async Task Form_IsBoundFasterThanByOthers(string workload, string other, double times)
    {
        var best = 0.0;
        for (var tries = 0; tries < Tries && best < times; tries++)
        {
            var cost = await CompareAsync(workload, rounds: 30);
            best = Math.Max(best, cost[other].Times.Min() / cost[Contestant.Needs].Times.Min());
        }

        output.WriteLine($"{best:F2} times as fast as {other}");
        Assert.InRange(best, times, double.MaxValue);
    }

    [Fact]
    public async Task LargeFile_AllocatesHardlyMoreThanTheFrameworksForm()
    {
        await using var app = new FormApp(Contestant.Needs, Contestant.HandOverCollection);

        var cost = await LargeUpload.MeasureAsync(app.Calls(Workload.LargeFile), rounds: 4);

        output.WriteLine($"{cost[0].Allocated:N0} bytes, {cost[1].Allocated:N0} with ReadFormAsync");
        Assert.InRange(cost[0].Allocated, 0, cost[1].Allocated * 3 / 2);
    }

    private static async Task<Dictionary<string, FormCost>> CompareAsync(string workload, int rounds)
    {
        await using var app = new FormApp();
        var calls = app.Calls(Workload.Named(workload));
        var costs = SteadyState.Measure(calls, rounds);
        return calls.Zip(costs).ToDictionary(cost => cost.First.Contestant, cost => cost.Second);
    }
}
