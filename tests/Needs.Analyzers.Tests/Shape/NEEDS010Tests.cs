using Needs.CodeFixes;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS010Tests
{
    [Fact]
    public Task Conditional_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                [NeedsDb, System.Diagnostics.Conditional("DEBUG")]
                public static void {|NEEDS010:Check|}(DbConnection db) { }
            }
            """);

    [Fact]
    public Task OverrideOfAConditionalMethod_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            class Store
            {
                [System.Diagnostics.Conditional("DEBUG")]
                public virtual void Check(DbConnection db) { }
            }

            partial class Orders : Store
            {
                [NeedsDb]
                public override void {|NEEDS010:Check|}(DbConnection db) { }
            }
            """);

    [Fact]
    public Task ConditionalThatIsNoHandler_IsClean() =>
        Verify.VerifyAnalyzerAsync("""
            class Orders
            {
                [System.Diagnostics.Conditional("DEBUG")]
                public static void Check(DbConnection db) { }
            }
            """);

    [Fact]
    public Task Fix_RemovesEachConditional() =>
        Verify.VerifyCodeFixAsync<RemoveConditionalCodeFix>(
            """
            using System.Diagnostics;

            partial class Orders
            {
                // Only in debug builds.
                [Conditional("DEBUG"), Conditional("TRACE")]
                [NeedsDb]
                public static void {|NEEDS010:Check|}(DbConnection db) => Debug.Assert(true);

                [NeedsDb]
                [Conditional("DEBUG")]
                [Obsolete]
                public static void {|NEEDS010:Check|}(DbConnection db, int id) { }
            }
            """,
            """
            using System.Diagnostics;

            partial class Orders
            {
                // Only in debug builds.
                [NeedsDb]
                public static void Check(DbConnection db) => Debug.Assert(true);

                [NeedsDb]
                [Obsolete]
                public static void Check(DbConnection db, int id) { }
            }
            """);

    [Fact]
    public Task Fix_IsNotOfferedWhereTheBaseMethodIsConditional()
    {
        const string source = """
            class Store
            {
                [System.Diagnostics.Conditional("DEBUG")]
                public virtual void Check(DbConnection db) { }
            }

            partial class Orders : Store
            {
                [NeedsDb]
                public override void {|NEEDS010:Check|}(DbConnection db) { }
            }
            """;
        return Verify.VerifyCodeFixAsync<RemoveConditionalCodeFix>(source, source);
    }
}
