using Needs.Benchmarks.Generator;
using Needs.Testing;

namespace Needs.Benchmarks.Tests;

/// <summary>What an edit may make the generator allocate: bytes are the same on any machine, times are not.</summary>
public sealed class GeneratorCostTests
{
    private static readonly Editor Small = new(new Shop(20, 10));

    public static TheoryData<string> Edits => [.. Edit.All.Select(edit => edit.Name)];

    [Fact]
    public void Shop_IsCodeThatTheCompilerTakes() => new GeneratorRunner { AspNetCore = true }.Run(new Shop(6, 20).Sources);

    [Fact]
    public void Contestants_WriteTheSameFiles() => Correctness.CheckContestants(Small);

    [Theory, MemberData(nameof(Edits))]
    public void Edit_WritesAgainWhatItChanges(string edit) => Correctness.CheckEdit(Small, Edit.All.Single(one => one.Name == edit));

    [Fact]
    public void UnrelatedEdit_AllocatesLittleAndFarLessThanASyntaxProvider()
    {
        var costs = new Editor(new Shop(200, 50)).Measure(Edit.Unrelated, edits: 3, Contestant.Needs, Contestant.Syntax);

        var needs = costs[0].Megabytes.Median;
        Assert.InRange(needs, 0, 3);
        Assert.InRange(costs[1].Megabytes.Median / needs, 3.5, double.MaxValue);
    }
}
