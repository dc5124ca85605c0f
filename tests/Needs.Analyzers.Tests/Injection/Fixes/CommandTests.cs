using Verify = Needs.Analyzers.Tests.Injection.Fixes.ParameterVerifier;

namespace Needs.Analyzers.Tests.Injection.Fixes;

/// <summary>Commands get a parameter in a statement of its own.</summary>
public class CommandTests
{
    [Fact]
    public Task ConstructorOfADeclaration_IsFollowedByTheParameter() =>
        Verify.BodyAsync(
            """
            using var command = new MySqlCommand($"SELECT id FROM people WHERE name = '{{|NEEDS301:name|}}'", db);
            await command.ExecuteScalarAsync();
            """,
            """
            using var command = new MySqlCommand("SELECT id FROM people WHERE name = @name", db);
            command.Parameters.AddWithValue("@name", name);
            await command.ExecuteScalarAsync();
            """);

    [Fact]
    public Task UsingStatement_BeginsWithTheParameter() =>
        Verify.BodyAsync(
            """
            using (var command = new MySqlCommand("SELECT id FROM people WHERE name = '" + {|NEEDS301:name|} + "'", db))
            {
                await command.ExecuteScalarAsync();
            }
            """,
            """
            using (var command = new MySqlCommand("SELECT id FROM people WHERE name = @name", db))
            {
                command.Parameters.AddWithValue("@name", name);
                await command.ExecuteScalarAsync();
            }
            """);

    [Fact]
    public Task AssignedText_IsFollowedByTheParameter() =>
        Verify.BodyAsync(
            """
            using var command = db.CreateCommand();
            command.CommandText = "SELECT id FROM people WHERE name = '" + {|NEEDS301:name|} + "' AND city = '" + {|NEEDS301:city|} + "'";
            await command.ExecuteScalarAsync();
            """,
            """
            using var command = db.CreateCommand();
            command.CommandText = "SELECT id FROM people WHERE name = @name AND city = @city";
            command.Parameters.AddWithValue("@city", city);
            command.Parameters.AddWithValue("@name", name);
            await command.ExecuteScalarAsync();
            """);

    [Fact]
    public Task AddedText_InABranchGetsBraces() =>
        Verify.BodyAsync(
            """
            using var command = db.CreateCommand();
            command.CommandText = "SELECT id FROM people";
            if (note != null)
                command.CommandText += " WHERE note = '" + {|NEEDS301:note|} + "'";
            else
                command.CommandText += $" WHERE name = '{{|NEEDS301:name|}}'";
            await command.ExecuteScalarAsync();
            """,
            """
            using var command = db.CreateCommand();
            command.CommandText = "SELECT id FROM people";
            if (note != null)
            {
                command.CommandText += " WHERE note = @note";
                command.Parameters.AddWithValue("@note", note);
            }
            else
            {
                command.CommandText += " WHERE name = @name";
                command.Parameters.AddWithValue("@name", name);
            }
            await command.ExecuteScalarAsync();
            """);

    [Fact]
    public Task Initialiser_IsFollowedByTheParameter() =>
        Verify.BodyAsync(
            """
            await using var command = new MySqlCommand { Connection = db, CommandText = $"SELECT id FROM people WHERE name = '{{|NEEDS301:name|}}'" };
            await command.ExecuteScalarAsync();
            """,
            """
            await using var command = new MySqlCommand { Connection = db, CommandText = "SELECT id FROM people WHERE name = @name" };
            command.Parameters.AddWithValue("@name", name);
            await command.ExecuteScalarAsync();
            """);

    [Fact]
    public Task CommandOfNoDriver_GetsAParameterMade() =>
        Verify.BodyAsync(
            """
            using var command = any.CreateCommand();
            command.CommandText = $"SELECT id FROM people WHERE name = '{{|NEEDS301:name|}}'";
            using var other = old.CreateCommand();
            other.CommandText = "SELECT id FROM people WHERE city = '" + {|NEEDS301:city|} + "'";
            """,
            """
            using var command = any.CreateCommand();
            command.CommandText = "SELECT id FROM people WHERE name = @name";
            var nameParameter = command.CreateParameter();
            nameParameter.ParameterName = "@name";
            nameParameter.Value = name;
            command.Parameters.Add(nameParameter);
            using var other = old.CreateCommand();
            other.CommandText = "SELECT id FROM people WHERE city = @city";
            var cityParameter = other.CreateParameter();
            cityParameter.ParameterName = "@city";
            cityParameter.Value = city;
            other.Parameters.Add(cityParameter);
            """);

    [Fact]
    public Task TextInAVariable_IsChangedWhereItIsMade() =>
        Verify.BodyAsync(
            """
            string sql = "SELECT id FROM people WHERE name = '" + name + "'";
            var command = new SqliteCommand({|NEEDS301:sql|});
            await command.ExecuteScalarAsync();
            """,
            """
            string sql = "SELECT id FROM people WHERE name = @name";
            var command = new SqliteCommand(sql);
            command.Parameters.AddWithValue("@name", name);
            await command.ExecuteScalarAsync();
            """);

    [Fact]
    public Task NameThatIsTaken_GetsANumber() =>
        Verify.BodyAsync(
            """
            using var command = new MySqlCommand($"SELECT id FROM people WHERE name = @name AND nick = '{{|NEEDS301:search.Name|}}'", db);
            command.Parameters.AddWithValue("@name", name);
            """,
            """
            using var command = new MySqlCommand("SELECT id FROM people WHERE name = @name AND nick = @name2", db);
            command.Parameters.AddWithValue("@name2", search.Name);
            command.Parameters.AddWithValue("@name", name);
            """);

    [Fact]
    public Task QuotedTextOfPostgreSql_BecomesAParameter() =>
        Verify.BodyAsync(
            """
            using var command = new NpgsqlCommand($"SELECT id FROM people WHERE name = '{{|NEEDS301:name|}}'", postgres);
            """,
            """
            using var command = new NpgsqlCommand("SELECT id FROM people WHERE name = @name", postgres);
            command.Parameters.AddWithValue("@name", name);
            """);
}
