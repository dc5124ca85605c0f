using Verify = Needs.Analyzers.Tests.Injection.Fixes.ParameterVerifier;

namespace Needs.Analyzers.Tests.Injection.Fixes;

/// <summary>Where a parameter would be wrong, or nobody knows where to put it.</summary>
public class NotOfferedTests
{
    [Theory]
    [InlineData("""await db.QueryAsync("SELECT * FROM people ORDER BY " + {|NEEDS301:name|});""")]
    [InlineData("""await db.QueryAsync($"SELECT * FROM {{|NEEDS301:name|}} WHERE id = 1");""")]
    [InlineData("""await db.QueryAsync($"SELECT * FROM `{{|NEEDS301:name|}}`");""")]
    [InlineData("""await db.QueryAsync($"SELECT {{|NEEDS301:name|}} FROM people");""")]
    [InlineData("""await db.QueryAsync("SELECT * FROM people WHERE " + {|NEEDS301:name|});""")]
    [InlineData("""await db.QueryAsync("SELECT * FROM people WHERE id = 1 LIMIT " + {|NEEDS301:name|});""")]
    [InlineData("""await shop.Database.ExecuteSqlRawAsync($"DROP TABLE {{|NEEDS301:name|}}");""")]
    public Task Name_CannotBeAParameter(string statement) => Verify.NotOfferedAsync(statement);

    [Theory]
    [InlineData("""await db.QueryAsync($"SELECT * FROM people WHERE id IN ({{|NEEDS301:name|}})");""")]
    [InlineData("""await db.QueryAsync($"SELECT * FROM people WHERE id IN ({string.Join(",", {|NEEDS301:name.Split(',')|})})");""")]
    public Task List_IsNoParameter(string statement) => Verify.NotOfferedAsync(statement);

    [Theory]
    [InlineData("""await db.QueryAsync($"SELECT * FROM people WHERE name = '{{|NEEDS301:name|}}{{|NEEDS301:city|}}'");""")]
    [InlineData("""await db.QueryAsync($"SELECT * FROM people WHERE name = '{{|NEEDS301:name|}} {{|NEEDS301:city|}}'");""")]
    public Task TwoValuesInOneText_AreNoneOfThem(string statement) => Verify.NotOfferedAsync(statement);

    [Theory]
    [InlineData("""await db.QueryAsync($"SELECT * FROM people WHERE name = '{{|NEEDS301:name|}}'", search);""")]
    [InlineData("""await db.QueryAsync($"SELECT * FROM people WHERE name = '{{|NEEDS301:name|}}'", new DynamicParameters());""")]
    public Task ObjectFromElsewhere_CannotBeExtended(string statement) => Verify.NotOfferedAsync(statement);

    [Theory]
    [InlineData("""using var adapter = new MySqlDataAdapter($"SELECT * FROM people WHERE name = '{{|NEEDS301:name|}}'", db);""")]
    [InlineData("""await new MySqlCommand($"SELECT * FROM people WHERE name = '{{|NEEDS301:name|}}'", db).ExecuteScalarAsync();""")]
    public Task CommandWithoutAName_HasNoPlaceForAStatement(string statement) => Verify.NotOfferedAsync(statement);

    [Fact]
    public Task NumberOfPostgreSql_IsNotComparedWithText() =>
        Verify.NotOfferedAsync("""using var command = new NpgsqlCommand($"SELECT * FROM people WHERE id = {{|NEEDS301:name|}}", postgres);""");

    [Fact]
    public Task VariableThatIsUsedTwice_Stays() =>
        Verify.NotOfferedAsync(
            """
            var sql = $"SELECT * FROM people WHERE name = '{name}'";
            await db.QueryAsync({|NEEDS301:sql|});
            Response.Headers["X-Sql"] = sql;
            """);

    [Fact]
    public Task ValueThatChangesBeforeTheUse_Stays() =>
        Verify.NotOfferedAsync(
            """
            var sql = $"SELECT * FROM people WHERE name = '{name}'";
            name = "";
            await db.QueryAsync({|NEEDS301:sql|});
            """);

    [Fact]
    public Task VariableWithANameInIt_Stays() =>
        Verify.NotOfferedAsync(
            """
            var sql = $"SELECT * FROM {city} WHERE name = '{name}'";
            await db.QueryAsync({|NEEDS301:sql|});
            """);
}
