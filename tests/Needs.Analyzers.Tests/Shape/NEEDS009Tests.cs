using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS009Tests
{
    [Theory]
    [InlineData("DbConnection source, DbConnection {|NEEDS009:target|}")]
    [InlineData("DbConnection source, [NeedsDb(\"default\")] DbConnection {|NEEDS009:target|}")]
    [InlineData("[NeedsDb(\"shop\")] DbConnection source, [NeedsDb(\"Shop\")] IDbConnection {|NEEDS009:target|}")]
    [InlineData("DbConnection a, DbConnection {|NEEDS009:b|}, DbConnection {|NEEDS009:c|}")]
    public Task TwoOfOneDatabase_AreReportedAtTheSecond(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                int Copy({{parameters}}) => 1;
            }
            """);

    [Fact]
    public Task Message_NamesBothAndTheDatabase() =>
        Verify.VerifyAnalyzerAsync(
            """
            partial class Orders
            {
                [NeedsDb("shop")]
                int Copy(DbConnection source, DbConnection {|#0:target|}) => 1;
            }
            """,
            Verify.Diagnostic("NEEDS009").WithLocation(0)
                .WithMessage("'Copy' would borrow two connections, 'source' and 'target', from the database 'shop': use one, or name another database for one of them"));

    [Theory]
    [InlineData("DbConnection source, [NeedsDb(\"archive\")] DbConnection target")]
    [InlineData("[NeedsDb(\"a\")] DbConnection source, [NeedsDb(\"b\")] DbConnection target")]
    public Task TwoDatabases_AreClean(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                int Copy({{parameters}}) => 1;
            }
            """);
}
