using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Leaks;

/// <summary>The leak rules over the files of <c>Leaks/Cases</c>.</summary>
public class LeakCaseTests
{
    public static TheoryData<string> Files => [.. CaseFamily.Leaks.Names];

    [Theory, MemberData(nameof(Files))]
    public Task File_IsReportedAsMarked(string name) => CaseAssert.ReportedAsMarkedAsync(CaseFamily.Leaks, name);

    [Theory, MemberData(nameof(Files))]
    public void File_LabelsWhatItMarks(string name) => CaseAssert.LabelsWhatItMarks(name);

    [Fact]
    public void Cases_AreMany() => CaseAssert.AtLeast(CaseFamily.Leaks, bad: 300, good: 300);
}
