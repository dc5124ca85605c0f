using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS012Tests
{
    [Theory]
    [InlineData("ref int {|NEEDS012:page|}")]
    [InlineData("Span<int> {|NEEDS012:ids|}")]
    [InlineData("[FromRoute] object {|NEEDS012:id|}")]
    [InlineData("[FromQuery] DbDataSource {|NEEDS012:source|}")]
    [InlineData("[FromForm] string {|NEEDS012:name|}")]
    [InlineData("IFormFile {|NEEDS012:file|}")]
    [InlineData("[AsParameters] Tuple<int> {|NEEDS012:filter|}")]
    [InlineData("ref int {|NEEDS012:a|}, Span<int> {|NEEDS012:b|}")]
    public Task ParameterThatNoRequestGives_IsReportedAtItsName(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            static partial class Orders
            {
                [HttpGet("/orders"), NeedsDb]
                public static int Count(DbConnection db, {{parameters}}) => 1;
            }
            """);

    [Fact]
    public Task SecondBody_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            static partial class Orders
            {
                [HttpPost("/orders"), NeedsDb]
                public static int Place(DbConnection db, [FromBody] string a, [FromBody] string {|NEEDS012:b|}) => 1;
            }
            """);

    [Theory]
    [InlineData("[FromBody] string {|NEEDS012:text|}")]
    [InlineData("System.IO.Stream {|NEEDS012:body|}")]
    [InlineData("System.IO.Pipelines.PipeReader {|NEEDS012:body|}")]
    public Task BodyBesideAForm_IsReported(string parameter) =>
        Verify.VerifyAnalyzerAsync($$"""
            static partial class Orders
            {
                [HttpPost("/orders"), NeedsDb, NeedsForm]
                public static int Place(DbConnection db, FormData form, {{parameter}}) => 1;
            }
            """);

    [Theory]
    [InlineData("[NeedsForm]", "ref FormData {|NEEDS012:form|}")]
    [InlineData("[NeedsForm]", "FormData form, ref int {|NEEDS012:page|}")]
    [InlineData("[HttpPost(\"/orders\"), NeedsDb]", "DbConnection db, FormData {|NEEDS012:form|}")]
    public Task FormThatNobodyAskedForOrThatGoesBothWays_IsReported(string attributes, string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            static partial class Orders
            {
                {{attributes}}
                public static int Place({{parameters}}) => 1;
            }
            """);

    [Theory]
    [InlineData("int page, string? name, Guid? id, DayOfWeek day = DayOfWeek.Friday")]
    [InlineData("HttpContext context, HttpRequest request, System.Security.Claims.ClaimsPrincipal user, CancellationToken ct")]
    [InlineData("[FromHeader(Name = \"X-Page\")] int page, [FromServices] IServiceProvider services, int[] ids")]
    public Task ParameterThatARequestGives_IsClean(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            static partial class Orders
            {
                [HttpGet("/orders"), NeedsDb]
                public static int Count(DbConnection db, {{parameters}}) => 1;
            }
            """);

    [Fact]
    public Task WithoutARoute_NobodyNeedsTheEndpoint() =>
        Verify.VerifyAnalyzerAsync("""
            static partial class Orders
            {
                [NeedsDb]
                public static int Count(DbConnection db, ref int page) => 1;
            }
            """);

    [Fact]
    public Task UnknownType_IsTheCompilersError() =>
        Verify.VerifyAnalyzerAsync("""
            static partial class Orders
            {
                [HttpGet("/orders"), NeedsDb]
                public static int Count(DbConnection db, {|CS0246:Missing|} page) => 1;
            }
            """);

    [Fact]
    public Task HandlerThatCantBeWrapped_IsReportedForThatOnly() =>
        Verify.VerifyAnalyzerAsync("""
            static partial class Orders
            {
                [HttpGet("/orders"), NeedsDb]
                public static int {|NEEDS002:Count|}(ref int page) => 1;
            }
            """);
}
