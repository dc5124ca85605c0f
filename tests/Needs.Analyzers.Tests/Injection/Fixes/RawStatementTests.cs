using Verify = Needs.Analyzers.Tests.Injection.Fixes.ParameterVerifier;

namespace Needs.Analyzers.Tests.Injection.Fixes;

/// <summary>EF Core's raw methods become those that make parameters of an interpolated literal.</summary>
public class RawStatementTests
{
    [Fact]
    public Task InterpolatedQuery_IsMadeParametersOf() =>
        Verify.BodyAsync(
            """
            var found = shop.Articles.FromSqlRaw($"SELECT * FROM articles WHERE title = '{{|NEEDS301:name|}}' AND id = {id}").ToList();
            """,
            """
            var found = shop.Articles.FromSql($"SELECT * FROM articles WHERE title = {name} AND id = {id}").ToList();
            """);

    [Fact]
    public Task ConcatenatedQuery_BecomesInterpolated() =>
        Verify.BodyAsync(
            """
            var found = shop.Articles.FromSqlRaw("SELECT * FROM articles WHERE title = '" + {|NEEDS301:name|} + "' AND id = " + id).ToList();
            """,
            """
            var found = shop.Articles.FromSql($"SELECT * FROM articles WHERE title = {name} AND id = {id}").ToList();
            """);

    [Fact]
    public Task OlderEdition_HasTheLongerName() =>
        Verify.BodyAsync(
            """
            await shop.Database.ExecuteSqlRawAsync($"DELETE FROM articles WHERE title LIKE '%{{|NEEDS301:name|}}%'");
            """,
            """
            await shop.Database.ExecuteSqlInterpolatedAsync($"DELETE FROM articles WHERE title LIKE {"%" + name + "%"}");
            """);
}
