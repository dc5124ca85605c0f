using System.Collections.Immutable;
using Needs.Analyzers.Injection;
using Needs.Analyzers.Tests.Cases;
using Needs.CodeFixes.Injection;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Injection.Fixes;

/// <summary>Runs NEEDS301 and its fix over a controller that has connections of several drivers at hand. What is fixed is clean afterwards, or marked.</summary>
internal static class ParameterVerifier
{
    private static ImmutableArray<string> Usings { get; } =
    [
        .. TestProject.DefaultUsings, "System.Linq", "Dapper", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore",
        "MySqlConnector", "Npgsql",
    ];

    private const string Shop = """
        namespace Microsoft.EntityFrameworkCore
        {
            public class Articles
            {
            }

            public class Database
            {
            }

            public static class Extensions
            {
                public static System.Linq.IQueryable<string> FromSqlRaw(this Articles source, string sql, params object?[] parameters) => System.Linq.Queryable.AsQueryable<string>([]);

                public static System.Linq.IQueryable<string> FromSql(this Articles source, System.FormattableString sql) => System.Linq.Queryable.AsQueryable<string>([]);

                public static System.Threading.Tasks.Task<int> ExecuteSqlRawAsync(this Database database, string sql, params object?[] parameters) => System.Threading.Tasks.Task.FromResult(0);

                public static System.Threading.Tasks.Task<int> ExecuteSqlInterpolatedAsync(this Database database, System.FormattableString sql) => System.Threading.Tasks.Task.FromResult(0);
            }
        }

        public class Shop
        {
            public Microsoft.EntityFrameworkCore.Articles Articles { get; } = new();

            public Microsoft.EntityFrameworkCore.Database Database { get; } = new();
        }

        public sealed record Search(string Name, string City, int Page);
        """;

    /// <summary>Fixes the body of an action; equal texts mean that nothing is offered.</summary>
    public static Task BodyAsync(string body, string fixedBody) =>
        new CodeFixTest
        {
            Analyzers = [new InjectionAnalyzer()],
            CodeFix = new ParameterCodeFix(),
            CodeActionTitle = new ParameterCodeFix().Title,
            References = CaseReferences.All,
            Usings = Usings,
            Sources = [("Test.cs", InController(body)), ("Shop.cs", Shop)],
            FixedSources = [("Test.cs", InController(fixedBody)), ("Shop.cs", Shop)],
        }.RunAsync();

    public static Task NotOfferedAsync(string body) => BodyAsync(body, body);

    private static string InController(string body) =>
        $$"""
        public class OrdersController(MySqlConnection db, NpgsqlConnection postgres, DbConnection any, IDbConnection old, Shop shop) : ControllerBase
        {
            public async Task Run(string name, string city, string? note, int id, Search search)
            {
                await Task.Yield();
        {{string.Join('\n', body.Split('\n').Select(line => line.Length == 0 ? line : "        " + line))}}
            }
        }

        """;
}
