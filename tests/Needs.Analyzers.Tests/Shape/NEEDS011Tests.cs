using Needs.CodeFixes;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS011Tests
{
    [Fact]
    public Task FileLocalType_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            file partial class Orders
            {
                [NeedsDb]
                public static int {|NEEDS011:Count|}(DbConnection db) => 1;
            }
            """);

    [Fact]
    public Task TypeInsideAFileLocalOne_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            file partial class Shop
            {
                public partial class Orders
                {
                    [NeedsDb]
                    public static int {|NEEDS011:Count|}(DbConnection db) => 1;
                }
            }
            """);

    [Theory]
    [InlineData("int {|NEEDS011:Count|}(DbConnection db, Filter filter) => 1;")]
    [InlineData("int {|NEEDS011:Count|}(DbConnection db, List<Filter[]> filter) => 1;")]
    [InlineData("Filter {|NEEDS011:Count|}(DbConnection db) => null!;")]
    [InlineData("Task<Filter> {|NEEDS011:Count|}(DbConnection db) => null!;")]
    [InlineData("int {|NEEDS011:Count|}<T>(DbConnection db) where T : Filter => 1;")]
    public Task FileLocalTypeInTheSignature_IsReported(string method) =>
        Verify.VerifyAnalyzerAsync($$"""
            file class Filter;

            file partial class Orders
            {
                [NeedsDb]
                {{method}}
            }
            """);

    [Fact]
    public Task FileLocalTypeInTheBody_IsClean() =>
        Verify.VerifyAnalyzerAsync("""
            file class Filter;

            partial class Orders
            {
                [NeedsDb]
                public static int Count(DbConnection db) => new Filter().GetHashCode();
            }
            """);

    [Fact]
    public Task Fix_MakesTheTypeInternal() =>
        Verify.VerifyCodeFixAsync<MakeInternalCodeFix>(
            """
            // Orders and what belongs to them.
            file static partial class Shop
            {
                static partial class Orders
                {
                    [NeedsDb]
                    public static int {|NEEDS011:Count|}(DbConnection db) => 1;
                }
            }

            file static partial class Shop
            {
                [NeedsDb]
                public static int {|NEEDS011:Count|}(DbConnection db) => 1;
            }
            """,
            """
            // Orders and what belongs to them.
            internal static partial class Shop
            {
                static partial class Orders
                {
                    [NeedsDb]
                    public static int Count(DbConnection db) => 1;
                }
            }

            internal static partial class Shop
            {
                [NeedsDb]
                public static int Count(DbConnection db) => 1;
            }
            """);
}
