using Needs.Analyzers.Tests.Cases;
using Needs.Analyzers.Tests.Documentation;
using Needs.CodeFixes.Leaks;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>The fixes of these rules over some of their cases.</summary>
public class SampledCaseTests
{
    private static readonly SampledFixes Sample = new(CaseFamily.Leaks, [.. Rules.CodeFixes.OfType<LeakCodeFix>()]);

    [Fact]
    public Task OfferedFixes_CompileAndAreCleanAndFormatted() => Sample.AssertGoodAsync();

    [Fact]
    public Task HalfTypedCode_MakesNoFixThrow() => Sample.AssertRobustAsync();
}
