using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.CloseLaterCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>A closing moves behind the last use.</summary>
public class CloseLaterTests
{
    [Fact]
    public Task ConnectionUsedAfterItsClosing_IsClosedLater() =>
        Verify.MembersAsync(
            """
            static void Archive(MySqlConnection c)
            {
                using var delete = new MySqlCommand("DELETE FROM drafts", c);
                delete.ExecuteNonQuery();

                // Done.
                c.Close();
                using var insert = new MySqlCommand("INSERT INTO log(what) VALUES ('archived')", c);
                {|NEEDS204:insert.ExecuteNonQuery|}();
                Say("archived");
            }
            """,
            """
            static void Archive(MySqlConnection c)
            {
                using var delete = new MySqlCommand("DELETE FROM drafts", c);
                delete.ExecuteNonQuery();
                using var insert = new MySqlCommand("INSERT INTO log(what) VALUES ('archived')", c);
                insert.ExecuteNonQuery();

                // Done.
                c.Close();
                Say("archived");
            }
            """);

    [Fact]
    public Task AwaitedClosing_IsMovedBehindALoop() =>
        Verify.MembersAsync(
            """
            static async Task<int> Archive(MySqlConnection c)
            {
                var rows = 0;
                await using var command = new MySqlCommand("DELETE FROM drafts LIMIT 100", c);
                await c.CloseAsync();
                while (await {|NEEDS204:command.ExecuteNonQueryAsync|}() > 0)
                    rows++;
                return rows;
            }
            """,
            """
            static async Task<int> Archive(MySqlConnection c)
            {
                var rows = 0;
                await using var command = new MySqlCommand("DELETE FROM drafts LIMIT 100", c);
                while (await command.ExecuteNonQueryAsync() > 0)
                    rows++;
                await c.CloseAsync();
                return rows;
            }
            """);

    [Fact]
    public Task ReaderReadAfterTheClosing_IsReadBefore() =>
        Verify.MembersAsync(
            """
            static int Count(MySqlConnection c)
            {
                var rows = 0;
                using var command = new MySqlCommand("SELECT name FROM users", c);
                using var reader = command.ExecuteReader();
                c.Close();
                while ({|NEEDS204:reader.Read|}())
                    rows++;
                return rows;
            }
            """,
            """
            static int Count(MySqlConnection c)
            {
                var rows = 0;
                using var command = new MySqlCommand("SELECT name FROM users", c);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                    rows++;
                c.Close();
                return rows;
            }
            """);

    [Fact]
    public Task UseInTheResult_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static int Count(MySqlConnection c)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", c);
                c.Close();
                return {|NEEDS204:command.ExecuteNonQuery|}();
            }
            """);

    [Fact]
    public Task ClosingOnOneWay_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static async Task Remove(MySqlConnection c, bool all)
            {
                await using var command = new MySqlCommand("DELETE FROM drafts", c);
                if (!all)
                    await c.CloseAsync();
                await {|NEEDS204:command.ExecuteNonQueryAsync|}();
            }
            """);

    [Fact]
    public Task ConnectionThatIsOpenedAgain_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static void Archive(MySqlConnection c)
            {
                using var delete = new MySqlCommand("DELETE FROM drafts", c);
                c.Close();
                {|NEEDS204:delete.ExecuteNonQuery|}();
                c.Open();
                delete.ExecuteNonQuery();
            }
            """);

    [Fact]
    public Task UseOnlyIfOpen_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static void Archive(MySqlConnection c)
            {
                using var delete = new MySqlCommand("DELETE FROM drafts", c);
                c.Close();
                Say(c.State);
                {|NEEDS204:delete.ExecuteNonQuery|}();
            }
            """);
}
