using System.Collections.Immutable;
using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Robustness;

/// <summary>What is reported of a file does not hang on which files the compiler has seen before it.</summary>
public class OrderTests
{
    private static ImmutableArray<CaseFile> Cases { get; } = [.. CaseFamily.All.SelectMany(family => family.Files)];

    [Fact]
    public async Task ShuffledFiles_AreReportedTheSame()
    {
        var shuffled = Cases.ToArray();
        new Random(1).Shuffle(shuffled);

        var inOrder = await RuleRun.ReportsAsync(CaseFamily.Compile(Cases), concurrent: false);

        Assert.NotEmpty(inOrder);
        RuleRun.AssertSame(inOrder, await RuleRun.ReportsAsync(CaseFamily.Compile(shuffled), concurrent: false));
        RuleRun.AssertSame(inOrder, await RuleRun.ReportsAsync(CaseFamily.Compile(shuffled), concurrent: true));
    }

    [Fact]
    public async Task FilesOneByOne_AreReportedAsAllTogether()
    {
        var compilation = CaseFamily.Compile(Cases);
        var together = await RuleRun.ReportsAsync(compilation, concurrent: true);

        var oneByOne = new List<string>();
        foreach (var tree in compilation.SyntaxTrees.Reverse())
            oneByOne.AddRange(await RuleRun.ReportsAsync(compilation, tree));

        RuleRun.AssertSame(together, oneByOne);
    }
}
