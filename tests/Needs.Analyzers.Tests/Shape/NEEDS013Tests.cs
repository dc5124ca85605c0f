using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS013Tests
{
    [Theory]
    [InlineData("public static partial class Orders", "public static int {|NEEDS013:Count|}<T>(DbConnection db) => 1;")]
    [InlineData("public static partial class Orders<T>", "public static int {|NEEDS013:Count|}(DbConnection db) => 1;")]
    [InlineData("private static partial class Orders", "public static int {|NEEDS013:Count|}(DbConnection db) => 1;")]
    [InlineData("protected static partial class Orders", "public static int {|NEEDS013:Count|}(DbConnection db) => 1;")]
    public Task HandlerOutOfReach_IsReported(string type, string method) =>
        Verify.VerifyAnalyzerAsync($$"""
            public partial class Shop
            {
                {{type}}
                {
                    [HttpGet("/orders"), NeedsDb]
                    {{method}}
                }
            }
            """);

    [Theory]
    [InlineData("internal static partial class Orders", "private static int Count(DbConnection db) => 1;")]
    [InlineData("public static partial class Orders", "internal static int Count(DbConnection db) => 1;")]
    [InlineData("protected internal static partial class Orders", "public static int Count(DbConnection db) => 1;")]
    public Task HandlerInReachOfItsAssembly_IsClean(string type, string method) =>
        Verify.VerifyAnalyzerAsync($$"""
            public partial class Shop
            {
                {{type}}
                {
                    [HttpGet("/orders"), NeedsDb]
                    {{method}}
                }
            }
            """);
}
