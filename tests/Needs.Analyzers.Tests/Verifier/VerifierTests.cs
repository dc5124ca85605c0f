using Microsoft.CodeAnalysis;
using Xunit.Sdk;
using Verify = Needs.Testing.Verification.CSharpCodeFixVerifier<
    Needs.Analyzers.Tests.Verifier.LowerCaseTypeAnalyzer,
    Needs.Analyzers.Tests.Verifier.LowerCaseTypeFix>;

namespace Needs.Analyzers.Tests.Verifier;

/// <summary>The verifier must fail when it should: a verifier that passes everything proves nothing.</summary>
public class VerifierTests
{
    [Fact]
    public Task ExactMarkup_Passes() => Verify.VerifyAnalyzerAsync("class [|a|];");

    [Fact]
    public Task Pragma_Suppresses() => Verify.VerifyAnalyzerAsync("#pragma warning disable LOW\nclass a;");

    [Fact]
    public Task MessageAndSeverity_AreCompared() =>
        Verify.VerifyAnalyzerAsync(
            "class {|#0:a|};",
            Verify.Diagnostic().WithLocation(0).WithMessage("'a' is lower case").WithSeverity(DiagnosticSeverity.Warning));

    [Fact]
    public Task CompilerErrors_CanBeMarked() => Verify.VerifyAnalyzerAsync("class [|a|] : {|CS0246:Missing|};");

    [Theory]
    [InlineData("class a;", "unexpected: Test0.cs(1,7): warning LOW: 'a' is lower case")]
    [InlineData("[|class|] a;", "missing:    LOW at Test0.cs[0..5) 'class'")]
    [InlineData("class A : Missing;", "unexpected: Test0.cs(1,11): error CS0246")]
    [InlineData("class {|LOW:{|LOW:a|}|};", "missing:    LOW")]
    [InlineData("class Crash;", "AD0001")]
    public async Task Difference_Fails(string source, string explanation) =>
        Assert.Contains(explanation, (await Assert.ThrowsAnyAsync<XunitException>(() => Verify.VerifyAnalyzerAsync(source))).Message, StringComparison.Ordinal);

    [Fact]
    public Task WrongMessage_Fails() =>
        Assert.ThrowsAnyAsync<XunitException>(() => Verify.VerifyAnalyzerAsync("class {|#0:a|};", Verify.Diagnostic().WithLocation(0).WithMessage("x")));

    [Fact]
    public Task FixedCode_Passes() => Verify.VerifyCodeFixAsync("class [|a|];\nclass [|b|];", "class A;\nclass B;");

    [Fact]
    public Task NoFixOffered_LeavesTheSource() => Verify.VerifyCodeFixAsync("class [|keep|];", "class [|keep|];");

    [Theory]
    [InlineData("class [|a|];", "class B;", "fixed one by one, Test0.cs is not as expected")]
    [InlineData("class [|space|];", "class  Space;", "unformatted")]
    [InlineData("class [|broken|];", "class Broken : Missing;", "CS0246")]
    [InlineData("class [|single|]; class [|b|];", "class Single; class B;", "fixed all in the document")]
    [InlineData("class [|again|];", "class agaiN;", "unexpected: Test0.cs(1,7): warning LOW")]
    public async Task WrongFix_Fails(string source, string fixedSource, string explanation) =>
        Assert.Contains(
            explanation, (await Assert.ThrowsAnyAsync<XunitException>(() => Verify.VerifyCodeFixAsync(source, fixedSource))).Message, StringComparison.Ordinal);
}
