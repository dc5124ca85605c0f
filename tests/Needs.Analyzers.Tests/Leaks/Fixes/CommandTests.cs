using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.UsingCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>Commands, for those who have their rule on.</summary>
public class CommandTests
{
    [Fact]
    public Task Command_GetsUsing() =>
        Verify.CommandsAsync(
            """
            class Orders
            {
                void Run(MySqlConnection c, string sql)
                {
                    // Deletes.
                    var {|NEEDS105:command|} = new MySqlCommand(sql, c);
                    command.ExecuteNonQuery();
                }

                async Task<int> CountAsync(MySqlConnection c, string sql)
                {
                    var {|NEEDS105:first|} = c.CreateCommand();
                    MySqlCommand {|NEEDS105:second|} = new(sql, c);
                    first.CommandText = sql;
                    return await first.ExecuteNonQueryAsync() + await second.ExecuteNonQueryAsync();
                }
            }

            """,
            """
            class Orders
            {
                void Run(MySqlConnection c, string sql)
                {
                    // Deletes.
                    using var command = new MySqlCommand(sql, c);
                    command.ExecuteNonQuery();
                }

                async Task<int> CountAsync(MySqlConnection c, string sql)
                {
                    await using var first = c.CreateCommand();
                    await using MySqlCommand second = new(sql, c);
                    first.CommandText = sql;
                    return await first.ExecuteNonQueryAsync() + await second.ExecuteNonQueryAsync();
                }
            }

            """);

    [Fact]
    public Task CommandOfAConnection_IsFixedWithIt() =>
        Verify.CommandsAsync(
            """
            class Orders
            {
                void Run(string sql)
                {
                    var {|NEEDS101:c|} = Open();
                    var {|NEEDS105:command|} = c.CreateCommand();
                    command.CommandText = sql;
                    command.ExecuteNonQuery();
                }
            }

            """,
            """
            class Orders
            {
                void Run(string sql)
                {
                    using var c = Open();
                    using var command = c.CreateCommand();
                    command.CommandText = sql;
                    command.ExecuteNonQuery();
                }
            }

            """);

    [Fact]
    public Task CommandOfAReturnedReader_IsLeftAlone() =>
        Verify.CommandsAsync(
            """
            class Orders
            {
                DbDataReader Run(MySqlConnection c, string sql)
                {
                    var {|NEEDS105:command|} = new MySqlCommand(sql, c);
                    return command.ExecuteReader();
                }
            }

            """,
            """
            class Orders
            {
                DbDataReader Run(MySqlConnection c, string sql)
                {
                    var {|NEEDS105:command|} = new MySqlCommand(sql, c);
                    return command.ExecuteReader();
                }
            }

            """);
}
