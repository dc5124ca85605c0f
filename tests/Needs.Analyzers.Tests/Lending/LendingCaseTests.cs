using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Lending;

/// <summary>The lending rules over the files of <c>Lending/Cases</c>.</summary>
public class LendingCaseTests
{
    public static TheoryData<string> Files => [.. CaseFamily.Lending.Names];

    [Theory, MemberData(nameof(Files))]
    public Task File_IsReportedAsMarked(string name) => CaseAssert.ReportedAsMarkedAsync(CaseFamily.Lending, name);

    [Theory, MemberData(nameof(Files))]
    public void File_LabelsWhatItMarks(string name) => CaseAssert.LabelsWhatItMarks(name);

    [Fact]
    public void Cases_AreMany() => CaseAssert.AtLeast(CaseFamily.Lending, bad: 150, good: 150);
}
