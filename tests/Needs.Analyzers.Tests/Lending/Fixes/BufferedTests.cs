using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.BufferedCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>Rows of an unbuffered query are read at once.</summary>
public class BufferedTests
{
    [Fact]
    public Task UnbufferedQuery_IsBuffered() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db) =>
                {|NEEDS202:db.Query<string>("SELECT name FROM users", buffered: false)|};
            """,
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db) =>
                db.Query<string>("SELECT name FROM users");
            """);

    [Fact]
    public Task UnbufferedByPosition_IsBuffered() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db, int id)
            {
                return {|NEEDS202:db.Query<string>("SELECT name FROM users WHERE id = @id", new { id }, null, false)|};
            }
            """,
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db, int id)
            {
                return db.Query<string>("SELECT name FROM users WHERE id = @id", new { id }, null);
            }
            """);

    [Fact]
    public Task UnbufferedBeforeOtherArguments_IsBuffered() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db, int id)
            {
                return {|NEEDS202:db.Query<string>("SELECT name FROM users WHERE id = @id", new { id }, null, false, 30)|};
            }
            """,
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db, int id)
            {
                return db.Query<string>("SELECT name FROM users WHERE id = @id", new { id }, null, true, 30);
            }
            """);

    [Fact]
    public Task UnbufferedBeforeNamedArguments_IsBuffered() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db, int id)
            {
                return {|NEEDS202:db.Query<string>("SELECT name FROM users WHERE id = @id", new { id }, buffered: false, commandTimeout: 30)|};
            }
            """,
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db, int id)
            {
                return db.Query<string>("SELECT name FROM users WHERE id = @id", new { id }, commandTimeout: 30);
            }
            """);

    [Fact]
    public Task QueryBelowLinq_IsBuffered() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IQueryable<string> Names(MySqlConnection db)
            {
                return {|NEEDS202:db.Query<string>("SELECT name FROM users", buffered: false)
                    .AsQueryable()
                    .Where(name => name.Length > 3)|};
            }
            """,
            """
            [NeedsDb]
            static IQueryable<string> Names(MySqlConnection db)
            {
                return db.Query<string>("SELECT name FROM users")
                    .AsQueryable()
                    .Where(name => name.Length > 3);
            }
            """);

    [Fact]
    public Task QueryInAVariable_IsBuffered() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db)
            {
                var names = db.Query<string>("SELECT name FROM users", buffered: false);
                return {|NEEDS202:names.Where(name => name.Length > 3)|};
            }
            """,
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db)
            {
                var names = db.Query<string>("SELECT name FROM users");
                return names.Where(name => name.Length > 3);
            }
            """);

    [Fact]
    public Task QueryInAResult_IsBuffered() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IResult Names(MySqlConnection db) =>
                {|NEEDS202:Results.Ok(db.Query<string>("SELECT name FROM users", buffered: false))|};
            """,
            """
            [NeedsDb]
            static IResult Names(MySqlConnection db) =>
                Results.Ok(db.Query<string>("SELECT name FROM users"));
            """);

    [Fact]
    public Task LoopOverUnbufferedRows_IsOverBufferedOnes() =>
        Verify.MembersAsync(
            """
            static void Greet(DbConnection c)
            {
                // Each.
                foreach (var name in c.Query<string>("SELECT name FROM users", buffered: false))
                    {|NEEDS203:c.Execute|}("INSERT INTO mails(name) VALUES (@name)", new { name });
            }
            """,
            """
            static void Greet(DbConnection c)
            {
                // Each.
                foreach (var name in c.Query<string>("SELECT name FROM users"))
                    c.Execute("INSERT INTO mails(name) VALUES (@name)", new { name });
            }
            """);

    [Fact]
    public Task LoopOverAStream_IsOverRows() =>
        Verify.MembersAsync(
            """
            static async Task Greet(DbConnection c)
            {
                // Each.
                await foreach (var name in c.QueryUnbufferedAsync<string>("SELECT name FROM users WHERE old = @old", new { old = true }))
                {
                    await {|NEEDS203:c.ExecuteAsync|}("INSERT INTO mails(name) VALUES (@name)", new { name });
                }
            }
            """,
            """
            static async Task Greet(DbConnection c)
            {
                // Each.
                foreach (var name in await c.QueryAsync<string>("SELECT name FROM users WHERE old = @old", new { old = true }))
                {
                    await c.ExecuteAsync("INSERT INTO mails(name) VALUES (@name)", new { name });
                }
            }
            """);

    [Fact]
    public Task OpenReader_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static void Greet(MySqlConnection c)
            {
                using var select = new MySqlCommand("SELECT id FROM users", c);
                using var reader = select.ExecuteReader();
                while (reader.Read())
                    {|NEEDS203:c.Execute|}("INSERT INTO mails(id) VALUES (@id)", new { id = reader.GetInt32(0) });
            }
            """);
}
