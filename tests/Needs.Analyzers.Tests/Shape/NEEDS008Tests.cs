using Needs.CodeFixes;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS008Tests
{
    [Theory]
    [InlineData("ref DbConnection {|NEEDS008:db|}")]
    [InlineData("in DbConnection {|NEEDS008:db|}")]
    [InlineData("ref readonly DbConnection {|NEEDS008:db|}")]
    [InlineData("DbConnection? {|NEEDS008:db|} = null")]
    [InlineData("DbConnection db, in DbTransaction {|NEEDS008:tx|}")]
    [InlineData("DbConnection db, DbTransaction? {|NEEDS008:tx|} = null")]
    public Task UnusualConnection_IsReported(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                int Find({{parameters}}) => 1;
            }
            """);

    [Fact]
    public Task OutConnection_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                [NeedsDb]
                void Find(out DbConnection {|NEEDS008:db|}) => db = null!;
            }
            """);

    [Fact]
    public Task ConnectionThatIsAStruct_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                [NeedsDb]
                int Find<T>(T {|NEEDS008:db|})
                    where T : struct, IDbConnection => 1;
            }
            """);

    [Fact]
    public Task OtherParameters_MayBeOfAnyForm() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                [NeedsDb]
                int Find(DbConnection db, ref int a, in int b, int c = 1, params int[] d) => 1;
            }
            """);

    [Fact]
    public Task Fix_LeavesAnOrdinaryParameter() =>
        Verify.VerifyCodeFixAsync<PassConnectionByValueCodeFix>(
            """
            class NoteAttribute : Attribute;

            static partial class Orders
            {
                [NeedsDb]
                static int Find(ref DbConnection {|NEEDS008:db|}) => 1;

                [NeedsDb]
                static int Find(
                    // the connection
                    in DbConnection {|NEEDS008:db|}, // always
                    int id) => 1;

                [NeedsDb]
                static int Find([Note] ref readonly DbConnection {|NEEDS008:db|}, string name) => 1;

                [NeedsDb]
                static int Find(string name, DbConnection? {|NEEDS008:db|} = null /* none */, int limit = 3) => 1;
            }
            """,
            """
            class NoteAttribute : Attribute;

            static partial class Orders
            {
                [NeedsDb]
                static int Find(DbConnection db) => 1;

                [NeedsDb]
                static int Find(
                    // the connection
                    DbConnection db, // always
                    int id) => 1;

                [NeedsDb]
                static int Find([Note] DbConnection db, string name) => 1;

                [NeedsDb]
                static int Find(string name, DbConnection? db /* none */, int limit = 3) => 1;
            }
            """);
}
