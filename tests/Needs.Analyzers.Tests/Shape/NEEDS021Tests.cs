using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS021Tests
{
    [Theory]
    [InlineData("[NeedsForm] string {|NEEDS021:name|}")]
    [InlineData("[NeedsForm] Guest {|NEEDS021:guest|}")]
    [InlineData("[NeedsForm] IFormCollection {|NEEDS021:form|}")]
    [InlineData("[NeedsForm] FormData[] {|NEEDS021:forms|}")]
    public Task OtherTypeThanFormData_IsReported(string parameter) =>
        Verify.VerifyAnalyzerAsync($$"""
            record Guest(string Name);

            partial class Guests
            {
                static int SignUp({{parameter}}) => 1;
            }
            """);

    [Fact]
    public Task UnknownType_IsTheCompilersError() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Guests
            {
                public static int SignUp([NeedsForm] {|CS0246:FormDta|} form) => 1;
            }
            """);
}
