using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.MaterialiseCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>What is read later is read before it is returned.</summary>
public class MaterialiseTests
{
    [Fact]
    public Task IteratorOfAnotherMethod_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db, string country)
            {
                // All of them.
                return {|NEEDS202:Read(db, country)|}; // now
            }

            static IEnumerable<string> Read(MySqlConnection c, string country)
            {
                using var command = new MySqlCommand("SELECT name FROM users WHERE country = '" + country + "'", c);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                    yield return reader.GetString(0);
            }
            """,
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db, string country)
            {
                // All of them.
                return Read(db, country).ToList(); // now
            }

            static IEnumerable<string> Read(MySqlConnection c, string country)
            {
                using var command = new MySqlCommand("SELECT name FROM users WHERE country = '" + country + "'", c);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                    yield return reader.GetString(0);
            }
            """);

    [Fact]
    public Task LazySelect_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string?> Names(IDbConnection db, int[] ids) =>
                {|NEEDS202:ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id }))|};
            """,
            """
            [NeedsDb]
            static IEnumerable<string?> Names(IDbConnection db, int[] ids) =>
                ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })).ToList();
            """);

    [Fact]
    public Task QueryExpression_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string?> Names(IDbConnection db, int[] ids) =>
                {|NEEDS202:from id in ids
                where id > 0
                select db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })|};
            """,
            """
            [NeedsDb]
            static IEnumerable<string?> Names(IDbConnection db, int[] ids) =>
                (from id in ids
                 where id > 0
                 select db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })).ToList();
            """);

    [Fact]
    public Task Variable_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<IEnumerable<string?>> Names(MySqlConnection db, int[] ids)
            {
                await db.ExecuteAsync("DELETE FROM drafts");
                var names = ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id }));
                return {|NEEDS202:names|};
            }
            """,
            """
            [NeedsDb]
            static async Task<IEnumerable<string?>> Names(MySqlConnection db, int[] ids)
            {
                await db.ExecuteAsync("DELETE FROM drafts");
                var names = ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id }));
                return names.ToList();
            }
            """);

    [Fact]
    public Task LinqOverAReader_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db)
            {
                using var command = new MySqlCommand("SELECT name FROM users", db);
                var reader = command.ExecuteReader();
                return {|NEEDS202:reader.Cast<IDataRecord>().Select(record => record.GetString(0))|};
            }
            """,
            """
            [NeedsDb]
            static IEnumerable<string> Names(MySqlConnection db)
            {
                using var command = new MySqlCommand("SELECT name FROM users", db);
                var reader = command.ExecuteReader();
                return reader.Cast<IDataRecord>().Select(record => record.GetString(0)).ToList();
            }
            """);

    [Fact]
    public Task Queryable_StaysQueryable() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IQueryable<string> Names(IDbConnection db, int[] ids) =>
                {|NEEDS202:ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })!).AsQueryable()|};
            """,
            """
            [NeedsDb]
            static IQueryable<string> Names(IDbConnection db, int[] ids) =>
                ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })!).ToList().AsQueryable();
            """);

    [Fact]
    public Task SequenceInAResult_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IResult Names(MySqlConnection db, int[] ids)
            {
                var count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
                return {|NEEDS202:Results.Ok(ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })))|};
            }
            """,
            """
            [NeedsDb]
            static IResult Names(MySqlConnection db, int[] ids)
            {
                var count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
                return Results.Ok(ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })).ToList());
            }
            """);

    [Fact]
    public Task SequenceInAnObject_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Page Names(MySqlConnection db, int[] ids) =>
                {|NEEDS202:new Page(ids.Length, ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })))|};

            sealed record Page(int Count, IEnumerable<string?> Names);
            """,
            """
            [NeedsDb]
            static Page Names(MySqlConnection db, int[] ids) =>
                new Page(ids.Length, ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })).ToList());

            sealed record Page(int Count, IEnumerable<string?> Names);
            """);

    [Fact]
    public Task SequenceInATuple_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static (int Count, IEnumerable<string?> Names) Names(MySqlConnection db, int[] ids) =>
                {|NEEDS202:(ids.Length, ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })))|};
            """,
            """
            [NeedsDb]
            static (int Count, IEnumerable<string?> Names) Names(MySqlConnection db, int[] ids) =>
                (ids.Length, ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })).ToList());
            """);

    [Fact]
    public Task BranchThatIsLazy_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static IEnumerable<string?> Names(MySqlConnection db, int[] ids, bool all) =>
                {|NEEDS202:all ? ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })) : []|};
            """,
            """
            [NeedsDb]
            static IEnumerable<string?> Names(MySqlConnection db, int[] ids, bool all) =>
                all ? ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })).ToList() : [];
            """);

    [Fact]
    public Task ListOfDelegates_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static Func<string?> Name(MySqlConnection db, int id) =>
                {|NEEDS202:() => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })|};
            """);

    [Fact]
    public Task ListOfTasks_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static IEnumerable<Task<string?>> Names(MySqlConnection db, int[] ids) =>
                {|NEEDS202:ids.Select(id => NameAsync(db, id))|};
            """);

    [Fact]
    public Task ReadOnlyList_CanOnlyBeAList() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static string[] Names(MySqlConnection db, int[] ids) =>
                ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })!).ToArray();
            """);

    [Fact]
    public Task SequenceInATask_IsRead() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task<IEnumerable<string?>> Names(IDbConnection db, int[] ids) =>
                {|NEEDS202:Task.FromResult(ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })))|};
            """,
            """
            [NeedsDb]
            static Task<IEnumerable<string?>> Names(IDbConnection db, int[] ids) =>
                Task.FromResult<IEnumerable<string?>>(ids.Select(id => db.ExecuteScalar<string>("SELECT name FROM users WHERE id = @id", new { id })).ToList());
            """);
}
