using Verify = Needs.Analyzers.Tests.Injection.Fixes.ParameterVerifier;

namespace Needs.Analyzers.Tests.Injection.Fixes;

/// <summary>Dapper gets an object with the value, or one more member in it.</summary>
public class DapperTests
{
    [Fact]
    public Task InterpolatedInApostrophes_BecomesAMember() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE name = '{{|NEEDS301:name|}}'");
            """,
            """
            await db.ExecuteAsync("DELETE FROM people WHERE name = @name", new { name });
            """);

    [Fact]
    public Task ConcatenatedInApostrophes_BecomesAMember() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync("DELETE FROM people WHERE name = '" + {|NEEDS301:name|} + "' AND id = 1");
            """,
            """
            await db.ExecuteAsync("DELETE FROM people WHERE name = @name AND id = 1", new { name });
            """);

    [Fact]
    public Task WithoutApostrophes_BecomesAMember() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync("DELETE FROM people WHERE id = " + {|NEEDS301:name|});
            await db.ExecuteAsync("DELETE FROM people WHERE id > " + {|NEEDS301:name|} + " AND id < 9");
            """,
            """
            await db.ExecuteAsync("DELETE FROM people WHERE id = @name", new { name });
            await db.ExecuteAsync("DELETE FROM people WHERE id > @name2 AND id < 9", new { name2 = name });
            """);

    [Fact]
    public Task TwoValues_BecomeTwoMembers() =>
        Verify.BodyAsync(
            """
            var found = await db.QueryAsync($"SELECT * FROM people WHERE name = '{{|NEEDS301:name|}}' AND city = '{{|NEEDS301:city|}}'");
            """,
            """
            var found = await db.QueryAsync("SELECT * FROM people WHERE name = @name AND city = @city", new { name, city });
            """);

    [Fact]
    public Task NumberBesideIt_Stays() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE name = '{{|NEEDS301:name|}}' AND id = {id}");
            await db.ExecuteAsync("DELETE FROM people WHERE id = " + id + " AND name = '" + {|NEEDS301:city|} + "'");
            """,
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE name = @name AND id = {id}", new { name });
            await db.ExecuteAsync("DELETE FROM people WHERE id = " + id + " AND name = @city", new { city });
            """);

    [Fact]
    public Task ObjectThatIsThere_IsExtended() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE id = @id AND name = '{{|NEEDS301:name|}}'", new { id });
            """,
            """
            await db.ExecuteAsync("DELETE FROM people WHERE id = @id AND name = @name", new { id, name });
            """);

    [Fact]
    public Task Null_IsReplaced() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE name = '{{|NEEDS301:name|}}'", null, commandTimeout: 5);
            """,
            """
            await db.ExecuteAsync("DELETE FROM people WHERE name = @name", new { name }, commandTimeout: 5);
            """);

    [Fact]
    public Task NamedArguments_GetANamedOne() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync(commandTimeout: 5, sql: $"DELETE FROM people WHERE name = '{{|NEEDS301:name|}}'");
            """,
            """
            await db.ExecuteAsync(commandTimeout: 5, sql: "DELETE FROM people WHERE name = @name", param: new { name });
            """);

    [Fact]
    public Task Pattern_IsPartOfTheValue() =>
        Verify.BodyAsync(
            """
            await db.QueryAsync("SELECT * FROM people WHERE name LIKE '%" + {|NEEDS301:name|} + "%'");
            await db.QueryAsync($"SELECT * FROM people WHERE city LIKE '{{|NEEDS301:city|}}%'");
            """,
            """
            await db.QueryAsync("SELECT * FROM people WHERE name LIKE @name", new { name = "%" + name + "%" });
            await db.QueryAsync("SELECT * FROM people WHERE city LIKE @city", new { city = city + "%" });
            """);

    [Fact]
    public Task FieldOfAnObject_GivesItsName() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE name = '{{|NEEDS301:search.Name|}}' AND page = {search.Page}");
            """,
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE name = @name AND page = {search.Page}", new { name = search.Name });
            """);

    [Fact]
    public Task ValueOfTheRequest_BecomesText() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE name = '{{|NEEDS301:Request.Query["first-name"]|}}'");
            await db.ExecuteAsync($"DELETE FROM people WHERE name = '{{|NEEDS301:Request.Form["first"]|}}'");
            """,
            """
            await db.ExecuteAsync("DELETE FROM people WHERE name = @value", new { value = Request.Query["first-name"].ToString() });
            await db.ExecuteAsync("DELETE FROM people WHERE name = @first", new { first = Request.Form["first"].ToString() });
            """);

    [Fact]
    public Task Choice_IsTheValue() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync("DELETE FROM people WHERE name = '" + ({|NEEDS301:note ?? city|}) + "'");
            """,
            """
            await db.ExecuteAsync("DELETE FROM people WHERE name = @note", new { note = note ?? city });
            """);

    [Fact]
    public Task RowOfValues_BecomesMembers() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync($"INSERT INTO people (name, city, id) VALUES ('{{|NEEDS301:name|}}', {{|NEEDS301:city|}}, {id})");
            """,
            """
            await db.ExecuteAsync($"INSERT INTO people (name, city, id) VALUES (@name, @city, {id})", new { name, city });
            """);

    [Fact]
    public Task VariableThatIsUsedOnce_IsChangedWhereItIsMade() =>
        Verify.BodyAsync(
            """
            var sql = $"SELECT * FROM people WHERE name = '{name}' AND city = '{city}'";
            var found = await db.QueryAsync({|NEEDS301:sql|});
            """,
            """
            var sql = "SELECT * FROM people WHERE name = @name AND city = @city";
            var found = await db.QueryAsync(sql, new { name, city });
            """);

    [Fact]
    public Task Definition_GetsAnObject() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync(new CommandDefinition($"DELETE FROM people WHERE name = '{{|NEEDS301:name|}}'", commandTimeout: 5));
            """,
            """
            await db.ExecuteAsync(new CommandDefinition("DELETE FROM people WHERE name = @name", new { name }, commandTimeout: 5));
            """);

    [Fact]
    public Task VerbatimAndRawLiterals_StayWhatTheyAre() =>
        Verify.BodyAsync(
            """"
            await db.ExecuteAsync($@"DELETE FROM people
                WHERE name = '{{|NEEDS301:name|}}'");
            await db.ExecuteAsync($"""
                DELETE FROM people
                WHERE name = '{{|NEEDS301:city|}}'
                """);
            """",
            """"
            await db.ExecuteAsync(@"DELETE FROM people
                WHERE name = @name", new { name });
            await db.ExecuteAsync("""
                DELETE FROM people
                WHERE name = @city
                """, new { city });
            """");

    [Fact]
    public Task LiteralsOfTwoKinds_StayTwo() =>
        Verify.BodyAsync(
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE id = {id} AND name = '" + {|NEEDS301:name|} + "'");
            await db.ExecuteAsync("DELETE FROM people WHERE name = '" + {|NEEDS301:city|} + $"' AND id = {id}");
            """,
            """
            await db.ExecuteAsync($"DELETE FROM people WHERE id = {id} AND name = @name", new { name });
            await db.ExecuteAsync("DELETE FROM people WHERE name = @city" + $" AND id = {id}", new { city });
            """);
}
