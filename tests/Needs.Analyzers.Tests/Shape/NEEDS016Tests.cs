using Needs.CodeFixes;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS016Tests
{
    [Theory]
    [InlineData("DbConnection db, [NeedsDb] int {|NEEDS016:id|}")]
    [InlineData("DbConnection db, [NeedsDb(\"other\")] DbTransaction {|NEEDS016:tx|}")]
    [InlineData("DbConnection db, [NeedsDb] DbDataSource {|NEEDS016:source|}")]
    [InlineData("DbConnection db, [NeedsDb] IEnumerable<DbConnection> {|NEEDS016:all|}")]
    [InlineData("DbConnection db, [NeedsDb] object {|NEEDS016:other|}")]
    [InlineData("DbConnection db, [NeedsDb] Database {|NEEDS016:other|}")]
    public Task ParameterThatIsNoConnection_IsReported(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                int Find({{parameters}}) => 1;
            }
            """);

    [Fact]
    public Task WithoutTheAttributeOnTheMethod_ItIsReportedToo() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                int Find([NeedsDb] string {|NEEDS016:name|}) => 1;
            }
            """);

    [Fact]
    public Task UnknownType_IsTheCompilersError() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                int Find([NeedsDb] {|CS0246:MySqlConection|} db) => 1;
            }
            """);

    [Fact]
    public Task Fix_RemovesTheAttribute() =>
        Verify.VerifyCodeFixAsync<RemoveNeedsDbCodeFix>(
            """
            class NoteAttribute : Attribute;

            partial class Orders
            {
                [NeedsDb]
                int Find(DbConnection db, [NeedsDb] int {|NEEDS016:id|}, [Note, NeedsDb("x")] int {|NEEDS016:limit|} = 1) => 1;

                [NeedsDb]
                int Find(
                    DbConnection db,
                    // what to look for
                    [NeedsDb]
                    [Note] string {|NEEDS016:name|}) => 1;
            }
            """,
            """
            class NoteAttribute : Attribute;

            partial class Orders
            {
                [NeedsDb]
                int Find(DbConnection db, int id, [Note] int limit = 1) => 1;

                [NeedsDb]
                int Find(
                    DbConnection db,
                    // what to look for
                    [Note] string name) => 1;
            }
            """);
}
