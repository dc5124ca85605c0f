using Microsoft.CodeAnalysis;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Cases;

/// <summary>What holds for the case files of every family.</summary>
internal static class CaseAssert
{
    /// <summary>The file compiles, and the family's rules report what is marked in it: these ids at these places, nothing else.</summary>
    public static Task ReportedAsMarkedAsync(CaseFamily family, string name) =>
        new AnalyzerTest
        {
            Analyzers = family.Analyzers,
            References = CaseReferences.All,
            Usings = [],
            Sources = [(name, CaseFile.Read(name).Text)],
        }.RunAsync();

    public static void LabelsWhatItMarks(string name)
    {
        var file = CaseFile.Read(name);
        var cases = file.Cases.ToList();

        Assert.Equal(Case.LabelsIn(file.Markup), cases.Count);
        Assert.DoesNotContain(cases, c => c.IsBad != c.Marks > 0);
        Assert.Equal(file.Markup.Diagnostics.Length, cases.Sum(c => c.Marks));
        Assert.Empty(file.Markup.Locations);
    }

    public static void AtLeast(CaseFamily family, int bad, int good)
    {
        var cases = family.Cases.ToList();

        Assert.InRange(cases.Count(c => c.IsBad), bad, int.MaxValue);
        Assert.InRange(cases.Count(c => !c.IsBad), good, int.MaxValue);
    }

    public static async Task AllAtOnceReportedAsEachAloneAsync(CaseFamily family)
    {
        var reported = (await family.ReportsAsync()).Select(d => (File: d.Location.SourceTree!.FilePath, d.Id, d.Location.SourceSpan)).Order();
        var marked = family.Files
            .SelectMany(file => file.Markup.Diagnostics.Select(mark => (File: file.Name, mark.Id, SourceSpan: mark.Span)))
            .Order();

        Assert.Equal(marked, reported);
    }
}
