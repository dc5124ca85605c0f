using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS017Tests
{
    [Theory]
    [InlineData("[{|NEEDS017:HttpGet|}, NeedsDb]")]
    [InlineData("[{|NEEDS017:HttpGet(\"/[controller]/count\")|}, NeedsDb]")]
    [InlineData("[{|NEEDS017:HttpGet(\"/orders/[action]\")|}, NeedsDb]")]
    [InlineData("[{|NEEDS017:AcceptVerbs(\"GET\")|}, NeedsDb]")]
    [InlineData("[HttpGet(\"/a\"), {|NEEDS017:Route(\"/b\")|}, NeedsDb]")]
    public Task RouteWithoutAUsableTemplate_IsReportedAtTheAttribute(string attributes) =>
        Verify.VerifyAnalyzerAsync($$"""
            static partial class Orders
            {
                {{attributes}}
                public static int Count(DbConnection db) => 1;
            }
            """);

    [Fact]
    public Task RouteWithoutMethods_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            static partial class Orders
            {
                [Route("/orders"), NeedsDb]
                public static int {|NEEDS017:Count|}(DbConnection db) => 1;
            }
            """);

    [Fact]
    public Task TokenInThePrefixOfTheType_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            [Route("/[controller]")]
            static partial class Orders
            {
                [{|NEEDS017:HttpGet("count")|}, NeedsDb]
                public static int Count(DbConnection db) => 1;
            }
            """);

    [Theory]
    [InlineData("", "[HttpGet(\"/orders\"), NeedsDb]")]
    [InlineData("[Route(\"/orders\")]", "[HttpGet, NeedsDb]")]
    [InlineData("", "[HttpGet, HttpHead, Route(\"/orders\"), NeedsDb]")]
    [InlineData("", "[HttpGet(\"/[[orders]]\"), NeedsDb]")]
    [InlineData("", "[AcceptVerbs(\"GET\", \"HEAD\", Route = \"/orders\"), NeedsDb]")]
    [InlineData("", "[HttpGet(\"\"), NeedsDb]")]
    public Task UsableRoute_IsClean(string onType, string attributes) =>
        Verify.VerifyAnalyzerAsync($$"""
            {{onType}}
            static partial class Orders
            {
                {{attributes}}
                public static int Count(DbConnection db) => 1;
            }
            """);

    [Fact]
    public Task RouteOfAMethodThatIsNoHandler_IsClean() =>
        Verify.VerifyAnalyzerAsync("""
            [Route("[controller]")]
            public class OrdersController : ControllerBase
            {
                [HttpGet]
                public int Count() => 1;
            }
            """);
}
