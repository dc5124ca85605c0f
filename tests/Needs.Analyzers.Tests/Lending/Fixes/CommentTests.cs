using Needs.CodeFixes.Lending;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>No fix loses a comment.</summary>
public class CommentTests
{
    [Fact]
    public Task CommentsOfVariables_StayWithThem() =>
        LendingFix<SequenceCodeFix>.MembersAsync(
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                var visits = CountAsync(c, "visits"); // visits
                // and orders
                var orders = {|NEEDS203:CountAsync|}(c, "orders"); // orders

                // wait for both
                await Task.WhenAll(visits, orders); // both
                // sum
                return visits.Result + orders.Result;
            }
            """,
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                var visits = await CountAsync(c, "visits"); // visits
                // and orders
                var orders = await CountAsync(c, "orders"); // orders

                // wait for both
                // both
                // sum
                return visits + orders;
            }
            """);

    [Fact]
    public Task CommentsOfArguments_StayWithTheStatements() =>
        LendingFix<SequenceCodeFix>.MembersAsync(
            """
            static async Task Fill(MySqlConnection c)
            {
                await Task.WhenAll(
                    // the first
                    LogAsync(c, "first"), // one
                    // the second
                    {|NEEDS203:LogAsync|}(c, "second")); // two
            }
            """,
            """
            static async Task Fill(MySqlConnection c)
            {
                // the first
                await LogAsync(c, "first"); // one
                // the second
                await LogAsync(c, "second"); // two
            }
            """);

    [Fact]
    public Task CommentsOfArguments_StayWithTheElements() =>
        LendingFix<SequenceCodeFix>.MembersAsync(
            """
            static async Task<int[]> Sums(MySqlConnection c)
            {
                return await Task.WhenAll(
                    // the first
                    CountAsync(c, "first"), // one
                    // the second
                    {|NEEDS203:CountAsync|}(c, "second")); // two
            }
            """,
            """
            static async Task<int[]> Sums(MySqlConnection c)
            {
                return new[]
                {
                    // the first
                    await CountAsync(c, "first"), // one
                    // the second
                    await CountAsync(c, "second"),
                }; // two
            }
            """);

    [Fact]
    public Task CommentsInALambda_StayInTheLoop() =>
        LendingFix<SequenceCodeFix>.MembersAsync(
            """
            static async Task<string> Names(MySqlConnection c, int[] ids)
            {
                var names = await Task.WhenAll(ids.Select(async id =>
                {
                    var name = await {|NEEDS203:NameAsync|}(c, id);
                    if (name is null)
                        return "nobody"; // gone
                    // trimmed
                    return name.Trim(); // here
                    // end
                }));
                return string.Join(", ", names);
            }
            """,
            """
            static async Task<string> Names(MySqlConnection c, int[] ids)
            {
                var names = new List<string>();
                foreach (var id in ids)
                {
                    var name = await NameAsync(c, id);
                    if (name is null)
                    {
                        names.Add("nobody");
                        continue; // gone
                    }
                    // trimmed
                    names.Add(name.Trim()); // here
                    // end
                }
                return string.Join(", ", names);
            }
            """);

    [Fact]
    public Task CommentsAroundAMethod_Stay() =>
        LendingFix<AwaitCodeFix>.MembersAsync(
            """
            // Removes.
            [NeedsDb] Task Remove(MySqlConnection db) // here
            {
                // fire and forget
                {|NEEDS201:LogAsync|}(db, "removed");

                // done
                return Task.CompletedTask;
            }
            """,
            """
            // Removes.
            [NeedsDb] async Task Remove(MySqlConnection db) // here
            {
                // fire and forget
                await LogAsync(db, "removed");

                // done
            }
            """);

    [Fact]
    public Task CommentsOfActions_StayWithTheCalls() =>
        LendingFix<SequenceCodeFix>.MembersAsync(
            """
            static void Clean(IDbConnection c)
            {
                Parallel.Invoke(
                    // drafts
                    () => c.Execute("DELETE FROM drafts"), // 1
                    // notes
                    () => {|NEEDS203:c.Execute|}("DELETE FROM notes"));
            }
            """,
            """
            static void Clean(IDbConnection c)
            {
                // drafts
                c.Execute("DELETE FROM drafts"); // 1
                // notes
                c.Execute("DELETE FROM notes");
            }
            """);

    [Fact]
    public Task RegionAroundTheWait_Stays() =>
        LendingFix<CloseBeforeWaitCodeFix>.MembersAsync(
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email)
            {
                await using var c = await source.OpenConnectionAsync(); // open
                // insert
                await c.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email }); // inserted
                #region mail
                await {|NEEDS205:mail.SendAsync|}(email, "Welcome"); // sent
                #endregion
            }
            """,
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email)
            {
                await using (var c = await source.OpenConnectionAsync()) // open
                {
                    // insert
                    await c.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email }); // inserted
                }
                #region mail
                await mail.SendAsync(email, "Welcome"); // sent
                #endregion
            }
            """);

    [Fact]
    public Task CommentsOfAStream_Stay() =>
        LendingFix<StreamCodeFix>.MembersAsync(
            """
            // Streams.
            [NeedsDb]
            static async Task<IAsyncEnumerable<string>> Names(MySqlConnection db) // all
            {
                // names
                return {|NEEDS202:db.QueryUnbufferedAsync<string>("SELECT name FROM users")|}; // lazily
            }
            """,
            """
            // Streams.
            [NeedsDb]
            static IAsyncEnumerable<string> Names(MySqlConnection db) // all
            {
                // names
                return db.QueryUnbufferedAsync<string>("SELECT name FROM users"); // lazily
            }
            """);

    [Fact]
    public Task CommentsInAChain_Stay() =>
        LendingFix<MaterialiseCodeFix>.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string?> Names(IDbConnection db, int[] ids) =>
                // one by one
                {|NEEDS202:ids // of these
                    .Where(id => id > 0) // good
                    .Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id }))|}; // lazily
            """,
            """
            [NeedsDb]
            static IEnumerable<string?> Names(IDbConnection db, int[] ids) =>
                // one by one
                ids // of these
                    .Where(id => id > 0) // good
                    .Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })).ToList(); // lazily
            """);

    [Fact]
    public Task CommentWithoutAPlace_LetsNothingBeOffered() =>
        LendingFix<SequenceCodeFix>.NotOfferedAsync(
            """
            static async Task Log(MySqlConnection c, int[] ids)
            {
                await Task.WhenAll(ids
                    // only good ones
                    .Where(id => id > 0)
                    // each
                    .Select(async id => /* now */ await {|NEEDS203:NameAsync|}(c, id))); // done
            }
            """);
}
