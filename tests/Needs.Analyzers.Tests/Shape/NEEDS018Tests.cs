using Needs.Testing;
using Needs.Testing.Verification;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS018Tests
{
    private const string Routed = """
        using Microsoft.AspNetCore.Mvc;

        static partial class Orders
        {
            [HttpGet("/orders"), NeedsDb]
            public static int {|NEEDS018:Count|}(DbConnection db) => 1;
        }
        """;

    [Fact]
    public Task RouteWithoutNeedsAspNetCore_IsReported() =>
        new AnalyzerTest { Analyzers = Verify.Analyzers, References = TestProject.Web.Remove(TestReferences.NeedsAspNetCore), TestCode = Routed }.RunAsync();

    [Fact]
    public Task RouteWithNeedsAspNetCore_IsClean() => Verify.VerifyAnalyzerAsync(Markup.Parse(Routed).Source);

    [Fact]
    public Task HandlerThatIsButAnEndpoint_IsReportedWithoutARouteToo() =>
        new AnalyzerTest
        {
            Analyzers = Verify.Analyzers,
            References = TestProject.Console,
            TestCode = """
                static partial class Guests
                {
                    [NeedsForm]
                    public static int {|NEEDS018:SignUp|}(FormData form) => 1;
                }
                """,
        }.RunAsync();

    [Fact]
    public Task HandlerWithoutARoute_NeedsNoPackage() =>
        new AnalyzerTest
        {
            Analyzers = Verify.Analyzers,
            References = TestProject.Console,
            TestCode = """
                static partial class Orders
                {
                    [NeedsDb]
                    public static int Count(DbConnection db) => 1;
                }
                """,
        }.RunAsync();
}
