using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Lending;

/// <summary>What every report of the lending rules says besides its place, shown on all cases in one compilation.</summary>
public class LendingReportTests
{
    private static readonly string[] Kinds = ["connection", "reader", "transaction", "command"];

    [Fact]
    public Task AllCasesAtOnce_AreReportedAsEachAlone() => CaseAssert.AllAtOnceReportedAsEachAloneAsync(CaseFamily.Lending);

    [Fact]
    public async Task Report_SaysWhatItIsAbout() =>
        Assert.All(await CaseFamily.Lending.ReportsAsync(), diagnostic =>
        {
            Assert.Contains(diagnostic.Properties["Kind"], Kinds);
            if (diagnostic.Properties.TryGetValue("Name", out var name))
                Assert.Contains($"'{name}'", diagnostic.GetMessage(null), StringComparison.Ordinal);
        });

    [Fact]
    public async Task Report_ShowsWhatCameBefore() =>
        Assert.All(await CaseFamily.Lending.ReportsAsync(), diagnostic =>
        {
            Assert.NotEmpty(diagnostic.AdditionalLocations);
            Assert.All(diagnostic.AdditionalLocations, location => Assert.True(location.IsInSource));
        });
}
