using Needs.CodeFixes;
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

    [Fact]
    public Task Fix_MovesItBehindTheNextConnection() =>
        Verify.VerifyCodeFixAsync<MoveTransactionCodeFix>(
            """
            partial class Orders
            {
                [NeedsDb]
                void Place(DbTransaction {|NEEDS005:tx|}, int id, DbConnection db, string name) { }

                [NeedsDb]
                void Place(
                    // first
                    DbTransaction {|NEEDS005:tx|},
                    // second
                    DbConnection db) { }
            }
            """,
            """
            partial class Orders
            {
                [NeedsDb]
                void Place(int id, DbConnection db, DbTransaction tx, string name) { }

                [NeedsDb]
                void Place(
                    // first
                    DbConnection db,
                    // second
                    DbTransaction tx) { }
            }
            """);

    [Fact]
    public Task Fix_IsNotOfferedWhereNoConnectionFollows()
    {
        const string source = """
            partial class Orders
            {
                [NeedsDb]
                void Place(DbConnection db, DbTransaction tx, DbTransaction {|NEEDS005:second|}) { }
            }
            """;
        return Verify.VerifyCodeFixAsync<MoveTransactionCodeFix>(source, source);
    }
}
