using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Injection;

/// <summary>NEEDS301 over the files of <c>Injection/Cases</c>.</summary>
public class InjectionCaseTests
{
    public static TheoryData<string> Files => [.. CaseFamily.Injection.Names];

    [Theory, MemberData(nameof(Files))]
    public Task File_IsReportedAsMarked(string name) => CaseAssert.ReportedAsMarkedAsync(CaseFamily.Injection, name);

    [Theory, MemberData(nameof(Files))]
    public void File_LabelsWhatItMarks(string name) => CaseAssert.LabelsWhatItMarks(name);

    [Fact]
    public void Cases_AreMany() => CaseAssert.AtLeast(CaseFamily.Injection, bad: 60, good: 60);
}
