using Needs.Analyzers.Tests.Cases;
using Needs.Analyzers.Tests.Documentation;
using Needs.CodeFixes.Lending;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>The fixes of these rules over some of their cases.</summary>
public class SampledCaseTests
{
    private static readonly SampledFixes Sample = new(CaseFamily.Lending, [.. Rules.CodeFixes.OfType<LendingCodeFix>()]);

    [Fact]
    public Task OfferedFixes_CompileAndAreCleanAndFormatted() => Sample.AssertGoodAsync();

    [Fact]
    public Task HalfTypedCode_MakesNoFixThrow() => Sample.AssertRobustAsync();
}
