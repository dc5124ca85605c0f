using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.AwaitResultCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>A task that needs what is disposed is awaited first.</summary>
public class AwaitResultTests
{
    [Fact]
    public Task CommandThatIsDisposed_IsAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task<int> Remove(MySqlConnection db)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", db);

                // Until it is done.
                return {|NEEDS202:command.ExecuteNonQueryAsync()|}; // rows
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", db);

                // Until it is done.
                return await command.ExecuteNonQueryAsync(); // rows
            }
            """);

    [Fact]
    public Task PlainTaskInAUsing_IsAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            Task Remove(MySqlConnection db)
            {
                using (var command = new MySqlCommand("DELETE FROM drafts", db))
                {
                    return {|NEEDS202:command.ExecuteNonQueryAsync()|};
                }
            }
            """,
            """
            [NeedsDb]
            async Task Remove(MySqlConnection db)
            {
                using (var command = new MySqlCommand("DELETE FROM drafts", db))
                {
                    await command.ExecuteNonQueryAsync();
                }
            }
            """);

    [Fact]
    public Task PlainTaskOnOneWay_IsAwaitedAndReturns() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task Remove(MySqlConnection db, bool all)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", db);
                if (all)
                    return {|NEEDS202:command.ExecuteNonQueryAsync()|};

                Say("nothing");
                return Task.CompletedTask;
            }
            """,
            """
            [NeedsDb]
            static async Task Remove(MySqlConnection db, bool all)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", db);
                if (all)
                {
                    await command.ExecuteNonQueryAsync();
                    return;
                }

                Say("nothing");
            }
            """);

    [Fact]
    public Task TaskInATry_IsAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task<int> Remove(MySqlConnection db)
            {
                try
                {
                    return {|NEEDS202:db.ExecuteAsync("DELETE FROM drafts")|};
                }
                finally
                {
                    db.Close();
                }
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                try
                {
                    return await db.ExecuteAsync("DELETE FROM drafts");
                }
                finally
                {
                    db.Close();
                }
            }
            """);

    [Fact]
    public Task OtherResults_AreNoTasksAnyMore() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static ValueTask<int> Remove(MySqlConnection db, int? id)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", db);
                if (id is null)
                    return new ValueTask<int>(0);
                if (id == 0)
                    return ValueTask.FromResult(-1);
                return {|NEEDS202:new ValueTask<int>(command.ExecuteNonQueryAsync())|};
            }
            """,
            """
            [NeedsDb]
            static async ValueTask<int> Remove(MySqlConnection db, int? id)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", db);
                if (id is null)
                    return 0;
                if (id == 0)
                    return -1;
                return await command.ExecuteNonQueryAsync();
            }
            """);

    [Fact]
    public Task ChosenTask_IsAwaitedInParentheses() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task<int> Remove(MySqlConnection db, bool all)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", db);
                return {|NEEDS202:all ? command.ExecuteNonQueryAsync() : Task.FromResult(0)|};
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, bool all)
            {
                using var command = new MySqlCommand("DELETE FROM drafts", db);
                return await (all ? command.ExecuteNonQueryAsync() : Task.FromResult(0));
            }
            """);

    [Fact]
    public Task TaskInAVariable_IsAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task<object?> Count(MySqlConnection db)
            {
                using var command = new MySqlCommand("SELECT COUNT(*) FROM drafts", db);
                var count = command.ExecuteScalarAsync();
                return {|NEEDS202:count|};
            }
            """,
            """
            [NeedsDb]
            static async Task<object?> Count(MySqlConnection db)
            {
                using var command = new MySqlCommand("SELECT COUNT(*) FROM drafts", db);
                var count = command.ExecuteScalarAsync();
                return await count;
            }
            """);
}
