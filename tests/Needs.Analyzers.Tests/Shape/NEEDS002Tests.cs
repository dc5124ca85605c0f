using Needs.CodeFixes;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS002Tests
{
    [Theory]
    [InlineData("")]
    [InlineData("int id")]
    [InlineData("DbDataSource source")]
    [InlineData("DbTransaction tx", "NEEDS005")]
    [InlineData("Database db")]
    [InlineData("IEnumerable<DbConnection> all")]
    public Task NothingToLendTo_IsReported(string parameters, string? beside = null) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                public static int {|NEEDS002:Count|}({{(beside is null ? parameters : parameters.Replace("tx", $"{{|{beside}:tx|}}", StringComparison.Ordinal))}}) => 1;
            }
            """);

    [Theory]
    [InlineData("DbConnection db")]
    [InlineData("IDbConnection db")]
    [InlineData("string name, DbConnection db")]
    [InlineData("Own db")]
    [InlineData("T db")]
    public Task Connection_IsClean(string parameters) =>
        Verify.VerifyAnalyzerAsync($$"""
            abstract class Own : DbConnection;

            partial class Orders<T>
                where T : class, IDbConnection
            {
                [NeedsDb]
                public static int Count({{parameters}}) => 1;
            }
            """);

    [Fact]
    public Task UnknownType_MayWellBeTheConnection() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Orders
            {
                [NeedsDb]
                public static int Count({|CS0246:MySqlConection|} db) => 1;
            }
            """);

    [Fact]
    public Task Fix_AddsTheFirstParameter() =>
        Verify.VerifyCodeFixAsync<AddConnectionParameterCodeFix>(
            """
            partial class Orders
            {
                [NeedsDb]
                public static int {|NEEDS002:Count|}() => 1;

                [NeedsDb]
                public static int {|NEEDS002:Count|}(string status) => 1;
            }
            """,
            """
            partial class Orders
            {
                [NeedsDb]
                public static int Count(DbConnection db) => 1;

                [NeedsDb]
                public static int Count(DbConnection db, string status) => 1;
            }
            """);

    [Fact]
    public Task Fix_TakesTheTypeThatOtherHandlersUse() =>
        Verify.VerifyCodeFixAsync<AddConnectionParameterCodeFix>(
            """
            abstract class OwnConnection : DbConnection;

            partial class Orders
            {
                [NeedsDb]
                public static int Count(OwnConnection db) => 1;

                [NeedsDb]
                public static int {|NEEDS002:Sum|}(int db) => db;
            }
            """,
            """
            abstract class OwnConnection : DbConnection;

            partial class Orders
            {
                [NeedsDb]
                public static int Count(OwnConnection db) => 1;

                [NeedsDb]
                public static int Sum(OwnConnection connection, int db) => db;
            }
            """);

    [Fact]
    public Task Fix_KeepsThisFirstAndTheLayout() =>
        Verify.VerifyCodeFixAsync<AddConnectionParameterCodeFix>(
            """
            static partial class Orders
            {
                [NeedsDb]
                public static int {|NEEDS002:Count|}(this string status) => 1;

                [NeedsDb]
                public static int {|NEEDS002:Count|}(
                    // which ones
                    string status,
                    int limit) => 1;

                [NeedsDb]
                public static int {|NEEDS002:Sum|}(
                    string status,
                    int limit) => 1;
            }
            """,
            """
            static partial class Orders
            {
                [NeedsDb]
                public static int Count(this string status, DbConnection db) => 1;

                [NeedsDb]
                public static int Count(
                    DbConnection db,
                    // which ones
                    string status,
                    int limit) => 1;

                [NeedsDb]
                public static int Sum(
                    DbConnection db,
                    string status,
                    int limit) => 1;
            }
            """);
}
