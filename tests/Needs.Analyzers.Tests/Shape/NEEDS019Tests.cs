using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS019Tests
{
    [Theory]
    [InlineData("[NeedsForm]", "")]
    [InlineData("[NeedsForm]", "string name, IFormCollection form")]
    [InlineData("[NeedsForm(KeepBlankValues = true)]", "List<FormData> forms")]
    [InlineData("[NeedsDb, NeedsForm]", "DbConnection db, int id")]
    public Task NoParameterThatTakesTheForm_IsReported(string attributes, string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Guests
            {
                {{attributes}}
                public static int {|NEEDS019:SignUp|}({{parameters}}) => 1;
            }
            """);

    [Theory]
    [InlineData("[NeedsForm]", "FormData form")]
    [InlineData("[NeedsForm]", "int id, FormData? form = null")]
    [InlineData("[NeedsForm]", "[NeedsForm] FormData form")]
    [InlineData("[NeedsDb, NeedsForm]", "DbConnection db, FormData form")]
    [InlineData("[NeedsDb]", "DbConnection db, [NeedsForm(Source = FormSource.Both)] in FormData form")]
    [InlineData("", "[NeedsForm] FormData form")]
    public Task ParameterThatTakesTheForm_IsClean(string attributes, string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Guests
            {
                {{attributes}}
                public static int SignUp({{parameters}}) => 1;
            }
            """);

    [Fact]
    public Task UnknownType_IsTheCompilersError() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Guests
            {
                [NeedsForm]
                public static int SignUp({|CS0246:FormDta|} form) => 1;
            }
            """);

    [Fact]
    public Task HandlerThatIsNoMethodOfItsOwn_IsReportedForThat() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Guests
            {
                void Outer()
                {
                    [{|NEEDS004:NeedsForm|}] void Inner(FormData form) { }
                    Inner(new FormData());
                }
            }
            """);

    [Fact]
    public Task HandlerWithAForm_MustBeInAPartialType() =>
        Verify.VerifyAnalyzerAsync("""
            class {|NEEDS001:Guests|}
            {
                [NeedsForm]
                public static int SignUp(FormData form) => 1;
            }
            """);
}
