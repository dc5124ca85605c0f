using System.Collections.Immutable;
using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Robustness;

/// <summary>What is reported of a file does not hang on which files the compiler has seen before it.</summary>
public class OrderTests
{
    /// <summary>One file of so many is looked at alone, others in each run: all of them take a minute.</summary>
    private const int Share = 3;

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
        var first = Random.Shared.Next(Share);
        var files = compilation.SyntaxTrees.Reverse().Where((_, place) => place % Share == first).ToList();
        var together = await RuleRun.ReportsAsync(compilation, concurrent: true);

        var oneByOne = new List<string>();
        foreach (var file in files) oneByOne.AddRange(await RuleRun.ReportsAsync(compilation, file));

        RuleRun.AssertSame([.. together.Where(report => files.Exists(file => report.StartsWith(file.FilePath + " ", StringComparison.Ordinal)))], oneByOne);
    }
}
