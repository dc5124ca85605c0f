using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS005Tests
{
    [Theory]
    [InlineData("DbTransaction {|NEEDS005:tx|}, DbConnection db")]
    [InlineData("IDbTransaction? {|NEEDS005:tx|}, int id, IDbConnection db")]
    [InlineData("DbConnection db, DbTransaction tx, DbTransaction {|NEEDS005:second|}")]
    public Task TransactionWithoutAConnectionBeforeIt_IsReported(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                void Place({{parameters}}) { }
            }
            """);

    [Theory]
    [InlineData("DbConnection db, DbTransaction tx")]
    [InlineData("DbConnection db, int id, DbTransaction tx")]
    [InlineData("DbConnection db, DbTransaction tx, [NeedsDb(\"other\")] DbConnection second, DbTransaction secondTx")]
    public Task TransactionBehindItsConnection_IsClean(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                void Place({{parameters}}) { }
            }
            """);

    [Fact]
    public Task TransactionOfAMethodWhoseConnectionAloneIsMarked_IsAnArgument() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                void Place(DbTransaction tx, [NeedsDb] DbConnection db) { }
            }
            """);
}
