using Microsoft.CodeAnalysis;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Leaks;

/// <summary>What every report says besides its place, shown on all cases in one compilation.</summary>
public class LeakReportTests
{
    private static readonly string[] Kinds = ["connection", "reader", "transaction", "resource"];

    private static readonly Lazy<Task<IReadOnlyList<Diagnostic>>> Reports = new(ReportAsync);

    [Fact]
    public async Task AllCasesAtOnce_AreReportedAsEachAlone()
    {
        var reported = (await Reports.Value).Select(d => (File: d.Location.SourceTree!.FilePath, d.Id, d.Location.SourceSpan)).Order();
        var marked = LeakCaseFile.All
            .SelectMany(file => file.Markup.Diagnostics.Select(mark => (File: file.Name, mark.Id, SourceSpan: mark.Span)))
            .Order();

        Assert.Equal(marked, reported);
    }

    [Fact]
    public async Task Report_NamesItsVariableAndWhatItHolds() =>
        Assert.All(await Reports.Value, diagnostic =>
        {
            var marked = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

            Assert.Contains(diagnostic.Properties["Kind"], Kinds);
            if (diagnostic.Properties.TryGetValue("Name", out var name))
                Assert.EndsWith(name!, marked, StringComparison.Ordinal);
        });

    [Fact]
    public async Task Report_SaysWhereItWasOpenedAndWhereItIsLost() =>
        Assert.All(await Reports.Value, diagnostic =>
        {
            Assert.Equal(2, diagnostic.AdditionalLocations.Count);
            Assert.All(diagnostic.AdditionalLocations, location => Assert.Equal(diagnostic.Location.SourceTree, location.SourceTree));
        });

    private static async Task<IReadOnlyList<Diagnostic>> ReportAsync()
    {
        var project = new TestProject
        {
            Files = [.. LeakCaseFile.All.Select(file => (file.Name, file.Markup.Source))],
            References = LeakCaseReferences.All,
            Usings = [],
        };
        return await Reported.ByAsync(LeakCaseTests.Analyzers, project.Compile());
    }
}
