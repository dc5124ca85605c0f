using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.StreamCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>A task of a stream becomes the stream.</summary>
public class StreamTests
{
    [Fact]
    public Task AsyncMethodWithoutAwait_IsTheStream() =>
        Verify.MembersAsync(
            """
            #pragma warning disable CS1998
            [NeedsDb]
            public static async ValueTask<IAsyncEnumerable<string>> Names(MySqlConnection db)
            {
                var sql = "SELECT name FROM users";
                return {|NEEDS202:db.QueryUnbufferedAsync<string>(sql)|};
            }
            """,
            """
            #pragma warning disable CS1998
            [NeedsDb]
            public static IAsyncEnumerable<string> Names(MySqlConnection db)
            {
                var sql = "SELECT name FROM users";
                return db.QueryUnbufferedAsync<string>(sql);
            }
            """);

    [Fact]
    public Task StreamAfterAnAwait_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task<IAsyncEnumerable<string>> Names(MySqlConnection db)
            {
                await db.ExecuteAsync("SET statement_timeout = '30s'");
                return {|NEEDS202:db.QueryUnbufferedAsync<string>("SELECT name FROM users")|};
            }
            """);

    [Fact]
    public Task TaskOfAStream_IsTheStream() =>
        Verify.MembersAsync(
            """
            // Streams.
            [NeedsDb]
            static Task<IAsyncEnumerable<string>> Names(MySqlConnection db) =>
                {|NEEDS202:Task.FromResult(db.QueryUnbufferedAsync<string>("SELECT name FROM users"))|};
            """,
            """
            // Streams.
            [NeedsDb]
            static IAsyncEnumerable<string> Names(MySqlConnection db) =>
                db.QueryUnbufferedAsync<string>("SELECT name FROM users");
            """);

    [Fact]
    public Task HandlerThatIsCalled_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static Task<IAsyncEnumerable<string>> Names(MySqlConnection db) =>
                {|NEEDS202:Task.FromResult(db.QueryUnbufferedAsync<string>("SELECT name FROM users"))|};

            static async Task<int> Longest(MySqlConnection c)
            {
                var longest = 0;
                await foreach (var name in await Names(c))
                    longest = Math.Max(longest, name.Length);
                return longest;
            }
            """);
}
