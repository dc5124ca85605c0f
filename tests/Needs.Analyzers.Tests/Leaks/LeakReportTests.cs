using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Leaks;

/// <summary>What every report of a leak says besides its place, shown on all cases in one compilation.</summary>
public class LeakReportTests
{
    private static readonly string[] Kinds = ["connection", "reader", "transaction", "resource"];

    [Fact]
    public Task AllCasesAtOnce_AreReportedAsEachAlone() => CaseAssert.AllAtOnceReportedAsEachAloneAsync(CaseFamily.Leaks);

    [Fact]
    public async Task Report_NamesItsVariableAndWhatItHolds() =>
        Assert.All(await CaseFamily.Leaks.ReportsAsync(), diagnostic =>
        {
            var marked = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

            Assert.Contains(diagnostic.Properties["Kind"], Kinds);
            if (diagnostic.Properties.TryGetValue("Name", out var name))
                Assert.EndsWith(name!, marked, StringComparison.Ordinal);
        });

    [Fact]
    public async Task Report_SaysWhereItWasOpenedAndWhereItIsLost() =>
        Assert.All(await CaseFamily.Leaks.ReportsAsync(), diagnostic =>
        {
            Assert.Equal(2, diagnostic.AdditionalLocations.Count);
            Assert.All(diagnostic.AdditionalLocations, location => Assert.Equal(diagnostic.Location.SourceTree, location.SourceTree));
        });
}
