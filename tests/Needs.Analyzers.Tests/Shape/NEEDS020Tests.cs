using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS020Tests
{
    [Theory]
    [InlineData("[NeedsForm]", "FormData form, FormData {|NEEDS020:again|}")]
    [InlineData("[NeedsForm]", "FormData form, [NeedsForm] FormData {|NEEDS020:again|}")]
    [InlineData("", "[NeedsForm] FormData form, [NeedsForm] FormData {|NEEDS020:again|}, FormData {|NEEDS020:third|}")]
    [InlineData("[NeedsForm]", "Guest guest, Service {|NEEDS020:service|}")]
    [InlineData("[NeedsForm]", "FormData form, Form<Guest> {|NEEDS020:guest|}")]
    public Task SecondForm_IsReported(string attributes, string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            record Guest(string Name);
            class Service;

            partial class Guests
            {
                {{attributes}}
                public static int SignUp({{parameters}}) => 1;
            }
            """);

    [Theory]
    [InlineData("Guest form, Service service")]
    [InlineData("[NeedsForm] Guest guest, Service service")]
    [InlineData("Guest guest, [FromServices] Service service")]
    public Task FormBesideSomethingElse_IsClean(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            record Guest(string Name);
            class Service;

            partial class Guests
            {
                [NeedsForm] public static int SignUp({{parameters}}) => 1;
            }
            """);

    [Fact]
    public Task Message_NamesBoth() =>
        Verify.VerifyAnalyzerAsync(
            """
            partial class Guests
            {
                [NeedsForm]
                public static int SignUp(FormData guest, FormData {|#0:address|}) => 1;
            }
            """,
            Verify.Diagnostic("NEEDS020").WithLocation(0)
                .WithMessage("'SignUp' takes the form twice, as 'guest' and as 'address': a request has one form, so put [NeedsForm] on the parameter that is it, or remove one"));
}
