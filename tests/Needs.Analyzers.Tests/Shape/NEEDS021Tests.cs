using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS021Tests
{
    [Theory]
    [InlineData("string {|NEEDS021:form|}")]
    [InlineData("int? {|NEEDS021:form|}")]
    [InlineData("DayOfWeek {|NEEDS021:form|}")]
    [InlineData("IFormCollection {|NEEDS021:form|}")]
    [InlineData("FormData[] {|NEEDS021:form|}")]
    [InlineData("Dictionary<string, string> {|NEEDS021:form|}")]
    [InlineData("object {|NEEDS021:form|}")]
    [InlineData("dynamic {|NEEDS021:form|}")]
    [InlineData("Action {|NEEDS021:form|}")]
    [InlineData("(string Name, int Age) {|NEEDS021:form|}")]
    [InlineData("System.IO.MemoryStream {|NEEDS021:form|}")]
    [InlineData("Form<string> {|NEEDS021:form|}")]
    [InlineData("Abstract {|NEEDS021:form|}")]
    [InlineData("Private {|NEEDS021:form|}")]
    [InlineData("Closed {|NEEDS021:form|}")]
    [InlineData("Several {|NEEDS021:form|}")]
    [InlineData("ByReference {|NEEDS021:form|}")]
    public Task TypeThatIsNoForm_IsReported(string parameter) =>
        Verify.VerifyAnalyzerAsync($$"""
            abstract class Abstract { }
            class Closed { private Closed() { } }
            class Several { public Several(int a) { } public Several(string b) { } }
            class ByReference { public ByReference(ref int a) { } }

            partial class Guests
            {
                private class Private { }

                static int SignUp([NeedsForm] {{parameter}}) => 1;
            }
            """);

    [Theory]
    [InlineData("T")]
    [InlineData("Form<T>")]
    [InlineData("Page<T>")]
    [InlineData("Page<T[]>")]
    [InlineData("Inner")]
    public Task TypeThatIsNotOne_IsReported(string type) =>
        Verify.VerifyAnalyzerAsync($$"""
            class Page<T> { public T? Item { get; set; } }

            partial class Guests<T> where T : class
            {
                internal class Inner { public int A { get; set; } }

                [NeedsDb] static int SignUp(DbConnection db, [NeedsForm] {{type}} {|NEEDS021:form|}) => 1;
            }
            """);

    [Theory]
    [InlineData("Guest form")]
    [InlineData("Guest? form")]
    [InlineData("Form<Guest> guest")]
    [InlineData("in Guest guest")]
    [InlineData("Place place")]
    [InlineData("Place? place")]
    [InlineData("Page<Guest> page")]
    [InlineData("Empty empty")]
    [InlineData("Marked marked")]
    public Task TypeOfOnesOwn_IsClean(string parameter) =>
        Verify.VerifyAnalyzerAsync($$"""
            record Guest(string Name);
            struct Place { public int X { get; set; } }
            class Page<T> { public List<T> Items { get; set; } = []; }
            class Empty;
            class Marked { public Marked(int a) { } [System.Text.Json.Serialization.JsonConstructor] public Marked(string b) { } }

            partial class Guests
            {
                [NeedsForm] static int OnMethod({{parameter}}) => 1;
                static int OnParameter([NeedsForm] {{parameter}}) => 1;
            }
            """);

    [Fact]
    public Task Message_SaysWhy() =>
        Verify.VerifyAnalyzerAsync(
            """
            partial class Guests
            {
                static int SignUp([NeedsForm] string {|#0:name|}) => 1;
            }
            """,
            Verify.Diagnostic("NEEDS021").WithLocation(0).WithMessage(
                "'name' is of type 'string', to which no form can be bound: a form has several fields, and this is one value: declare a record with a member for each field"));

    [Fact]
    public Task UnknownType_IsTheCompilersError() =>
        Verify.VerifyAnalyzerAsync("""
            record Guest({|CS0246:Nme|} Name);

            partial class Guests
            {
                public static int SignUp([NeedsForm] {|CS0246:FormDta|} form) => 1;
                public static int Take([NeedsForm] Guest form) => 1;
            }
            """);
}
