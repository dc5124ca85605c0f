using Needs.CodeFixes;
using Needs.Testing.Verification;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS003Tests
{
    [Fact]
    public Task AsyncVoid_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                [NeedsDb]
                public async void {|NEEDS003:Touch|}(DbConnection db) => await db.CloseAsync();
            }
            """);

    [Fact]
    public Task AsyncPartOfAPartialMethod_IsReportedAtTheDeclaration() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                [NeedsDb]
                public partial void {|NEEDS003:Touch|}(DbConnection db);

                public async partial void Touch(DbConnection db) => await db.CloseAsync();
            }
            """);

    [Fact]
    public Task Void_IsClean() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                [NeedsDb]
                public void Touch(DbConnection db) => db.Close();
            }
            """);

    [Fact]
    public Task Fix_ReturnsTask() =>
        Verify.VerifyCodeFixAsync<ReturnTaskCodeFix>(
            """
            partial class Orders
            {
                [NeedsDb]
                public async /* fire */ void /* and forget */ {|NEEDS003:Touch|}(DbConnection db) => await db.CloseAsync();

                [NeedsDb]
                async void {|NEEDS003:Close|}(DbConnection db)
                {
                    await db.CloseAsync();
                    return;
                }
            }
            """,
            """
            partial class Orders
            {
                [NeedsDb]
                public async /* fire */ Task /* and forget */ Touch(DbConnection db) => await db.CloseAsync();

                [NeedsDb]
                async Task Close(DbConnection db)
                {
                    await db.CloseAsync();
                    return;
                }
            }
            """);

    [Fact]
    public Task Fix_ChangesBothPartsOfAPartialMethod() =>
        Verify.VerifyCodeFixAsync<ReturnTaskCodeFix>(
            """
            partial class Orders
            {
                [NeedsDb]
                public partial void {|NEEDS003:Touch|}(DbConnection db);

                public async partial void Touch(DbConnection db) => await db.CloseAsync();
            }
            """,
            """
            partial class Orders
            {
                [NeedsDb]
                public partial Task Touch(DbConnection db);

                public async partial Task Touch(DbConnection db) => await db.CloseAsync();
            }
            """);

    [Fact]
    public Task Fix_IsNotOfferedWhenTheOtherPartIsElsewhere()
    {
        (string, string)[] sources =
        [
            ("A.cs", "partial class Orders { [NeedsDb] partial void {|NEEDS003:Touch|}(DbConnection db); }"),
            ("B.cs", "partial class Orders { async partial void Touch(DbConnection db) => await db.CloseAsync(); }"),
        ];
        return new CodeFixTest { Analyzers = Verify.Analyzers, CodeFix = new ReturnTaskCodeFix(), Sources = [.. sources], FixedSources = [.. sources] }.RunAsync();
    }

    [Fact]
    public Task Fix_AddsTheUsing() =>
        new CodeFixTest
        {
            Analyzers = Verify.Analyzers,
            CodeFix = new ReturnTaskCodeFix(),
            Usings = ["Needs"],
            TestCode = """
                using System.Data.Common;

                partial class Orders
                {
                    [NeedsDb]
                    async void {|NEEDS003:Touch|}(DbConnection db) => await db.CloseAsync();
                }
                """,
            FixedCode = """
                using System.Data.Common;
                using System.Threading.Tasks;

                partial class Orders
                {
                    [NeedsDb]
                    async Task Touch(DbConnection db) => await db.CloseAsync();
                }
                """,
        }.RunAsync();
}
