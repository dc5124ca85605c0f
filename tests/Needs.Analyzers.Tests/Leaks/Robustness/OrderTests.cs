using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Leaks.Robustness;

/// <summary>What is reported of a file does not hang on which files the compiler has seen before it.</summary>
public class OrderTests
{
    private static ImmutableArray<(string Name, string Text)> Cases { get; } =
        [.. LeakCaseFile.All.Select(file => (file.Name, file.Markup.Source))];

    [Fact]
    public async Task ShuffledFiles_AreReportedTheSame()
    {
        var shuffled = Cases.ToArray();
        new Random(1).Shuffle(shuffled);

        var inOrder = await LeakRun.ReportsAsync(Compile(Cases), concurrent: false);

        Assert.NotEmpty(inOrder);
        LeakRun.AssertSame(inOrder, await LeakRun.ReportsAsync(Compile([.. shuffled]), concurrent: false));
        LeakRun.AssertSame(inOrder, await LeakRun.ReportsAsync(Compile([.. shuffled]), concurrent: true));
    }

    [Fact]
    public async Task FilesOneByOne_AreReportedAsAllTogether()
    {
        var compilation = Compile(Cases);
        var together = await LeakRun.ReportsAsync(compilation, concurrent: true);

        var oneByOne = new List<string>();
        foreach (var tree in compilation.SyntaxTrees.Reverse())
            oneByOne.AddRange(await LeakRun.ReportsAsync(compilation, tree));

        LeakRun.AssertSame(together, oneByOne);
    }

    private static Compilation Compile(ImmutableArray<(string Name, string Text)> files) =>
        new TestProject { Files = files, References = LeakCaseReferences.All, Usings = [] }.Compile();
}
