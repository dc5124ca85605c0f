using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS007Tests
{
    [Theory]
    [InlineData("int Find(Database db, int id) => 1;")]
    [InlineData("static string? Find(Database other, int number) => null;")]
    public Task UserMethodOfTheSameSignature_IsReported(string method) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                int {|NEEDS007:Find|}(DbConnection db, int id) => 1;

                {{method}}
            }
            """);

    [Fact]
    public Task SecondHandlerOfTheSameWrapper_IsReportedOnce() =>
        Verify.VerifyAnalyzerAsync(
            """
            partial class Orders
            {
                [NeedsDb]
                int Find(DbConnection db, int id) => 1;

                [NeedsDb]
                int {|#0:Find|}(IDbConnection db, int id) => 1;
            }
            """,
            Verify.Diagnostic("NEEDS007").WithLocation(0)
                .WithMessage("The wrapper of 'Find' would be 'Find(Database, int)', which is taken by the wrapper of another handler: rename one of them or give it another parameter"));

    [Theory]
    [InlineData("int Find(Database db, string id) => 1;")]
    [InlineData("int Find(Database db, ref int id) => 1;")]
    [InlineData("int Find<T>(Database db, int id) => 1;")]
    [InlineData("int find(Database db, int id) => 1;")]
    [InlineData("[NeedsDb] int Find(DbConnection db) => 1;")]
    public Task OtherSignature_IsClean(string method) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                int Find(DbConnection db, int id) => 1;

                {{method}}
            }
            """);
}
