using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Tests.Documentation;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Leaks;

/// <summary>Every case file compiles, and the leak rules report what is marked in it: these ids at these places, nothing else.</summary>
public class LeakCaseTests
{
    internal static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Rules.Analyzers.Where(analyzer => analyzer.GetType().Namespace == "Needs.Analyzers.Leaks")];

    public static TheoryData<string> Files => [.. LeakCaseFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public Task File_IsReportedAsMarked(string name) =>
        new AnalyzerTest
        {
            Analyzers = Analyzers,
            References = LeakCaseReferences.All,
            Usings = [],
            Sources = [(name, LeakCaseFile.Read(name).Text)],
        }.RunAsync();

    [Theory]
    [MemberData(nameof(Files))]
    public void File_LabelsWhatItMarks(string name)
    {
        var file = LeakCaseFile.Read(name);
        var cases = file.Cases.ToList();

        Assert.Equal(LeakCase.LabelsIn(file.Markup), cases.Count);
        Assert.DoesNotContain(cases, c => c.IsBad != c.Marks > 0);
        Assert.Equal(file.Markup.Diagnostics.Length, cases.Sum(c => c.Marks));
        Assert.Empty(file.Markup.Locations);
    }

    [Fact]
    public void Cases_AreMany()
    {
        var cases = LeakCaseFile.All.SelectMany(file => file.Cases).ToList();

        Assert.InRange(cases.Count(c => c.IsBad), 300, int.MaxValue);
        Assert.InRange(cases.Count(c => !c.IsBad), 300, int.MaxValue);
    }
}
