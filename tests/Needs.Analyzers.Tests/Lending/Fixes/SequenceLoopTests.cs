using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.SequenceCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>Tasks and threads for each of many items become a loop.</summary>
public class SequenceLoopTests
{
    [Fact]
    public Task WhenAllOverSelect_IsALoop() =>
        Verify.MembersAsync(
            """
            static async Task Log(MySqlConnection c, int[] ids)
            {
                // Each.
                await Task.WhenAll(ids.Where(id => id > 0).Select(async id =>
                {
                    // By its number.
                    if (id == 13)
                        return;
                    var name = await {|NEEDS203:NameAsync|}(c, id);
                    Say(name);
                }));
            }
            """,
            """
            static async Task Log(MySqlConnection c, int[] ids)
            {
                // Each.
                foreach (var id in ids.Where(id => id > 0))
                {
                    // By its number.
                    if (id == 13)
                        continue;
                    var name = await NameAsync(c, id);
                    Say(name);
                }
            }
            """);

    [Fact]
    public Task WhenAllOverSelectWithResults_FillsAList() =>
        Verify.MembersAsync(
            """
            static async Task<IReadOnlyList<string?>> Names(MySqlConnection c, int[] ids)
            {
                var names = await Task.WhenAll(ids.Select(async id => await {|NEEDS203:NameAsync|}(c, id)));
                return names;
            }
            """,
            """
            static async Task<IReadOnlyList<string?>> Names(MySqlConnection c, int[] ids)
            {
                var names = new List<string?>();
                foreach (var id in ids)
                {
                    names.Add(await NameAsync(c, id));
                }
                return names;
            }
            """);

    [Fact]
    public Task WhenAllOverSelectThatMustBeAnArray_FillsOne() =>
        Verify.MembersAsync(
            """
            static async Task<int> Sum(MySqlConnection c, IEnumerable<string> tables)
            {
                var counts = await Task.WhenAll(tables.Select(table => {|NEEDS203:CountAsync|}(c, table)));
                return counts.Length == 0 ? 0 : counts.Sum();
            }
            """,
            """
            static async Task<int> Sum(MySqlConnection c, IEnumerable<string> tables)
            {
                var countsList = new List<int>();
                foreach (var table in tables)
                {
                    countsList.Add(await CountAsync(c, table));
                }

                var counts = countsList.ToArray();
                return counts.Length == 0 ? 0 : counts.Sum();
            }
            """);

    [Fact]
    public Task WhenAllOverSelectThatIsReturned_IsALoop() =>
        Verify.MembersAsync(
            """
            static Task<string?[]> Names(MySqlConnection c, int[] ids) => Task.WhenAll(ids.Select(id => {|NEEDS203:NameAsync|}(c, id)));
            """,
            """
            static async Task<string?[]> Names(MySqlConnection c, int[] ids)
            {
                var results = new List<string?>();
                foreach (var id in ids)
                {
                    results.Add(await NameAsync(c, id));
                }

                return results.ToArray();
            }
            """);

    [Fact]
    public Task WhenAllOverSelectInACall_IsALoopBefore() =>
        Verify.MembersAsync(
            """
            static async Task<IResult> Names(MySqlConnection c, int[] ids)
            {
                Say("names");

                // All.
                return Results.Ok(await Task.WhenAll(ids.Select(id => {|NEEDS203:NameAsync|}(c, id))));
            }
            """,
            """
            static async Task<IResult> Names(MySqlConnection c, int[] ids)
            {
                Say("names");

                // All.
                var results = new List<string?>();
                foreach (var id in ids)
                {
                    results.Add(await NameAsync(c, id));
                }

                return Results.Ok(results);
            }
            """);

    [Fact]
    public Task SelectedTasksInAVariable_AreALoop() =>
        Verify.MembersAsync(
            """
            static async Task<string?[]> Names(MySqlConnection c, int[] ids)
            {
                List<Task<string?>> tasks = ids
                    .Select(async id => await {|NEEDS203:NameAsync|}(c, id))
                    .ToList();
                return await Task.WhenAll(tasks);
            }
            """,
            """
            static async Task<string?[]> Names(MySqlConnection c, int[] ids)
            {
                var results = new List<string?>();
                foreach (var id in ids)
                {
                    results.Add(await NameAsync(c, id));
                }
                return results.ToArray();
            }
            """);

    [Fact]
    public Task SelectedTasksAwaitedInALoop_AreStartedThere() =>
        Verify.MembersAsync(
            """
            static async Task<List<string?>> Names(MySqlConnection c, int[] ids)
            {
                var tasks = ids.Select(id => {|NEEDS203:NameAsync|}(c, id)).ToList();
                var names = new List<string?>();
                foreach (var task in tasks)
                    names.Add(await task);
                return names;
            }
            """,
            """
            static async Task<List<string?>> Names(MySqlConnection c, int[] ids)
            {
                var tasks = ids.Select(id => NameAsync(c, id));
                var names = new List<string?>();
                foreach (var task in tasks)
                    names.Add(await task);
                return names;
            }
            """);

    [Fact]
    public Task TasksAddedInALoop_AreAwaitedThere() =>
        Verify.MembersAsync(
            """
            static async Task Log(MySqlConnection c, IEnumerable<string> lines)
            {
                // All of them.
                var pending = new List<Task>();
                foreach (var line in lines)
                    pending.Add({|NEEDS203:LogAsync|}(c, line)); // each
                await Task.WhenAll(pending);
            }
            """,
            """
            static async Task Log(MySqlConnection c, IEnumerable<string> lines)
            {
                // All of them.
                foreach (var line in lines)
                    await LogAsync(c, line); // each
            }
            """);

    [Fact]
    public Task TasksWithResultsAddedInALoop_AreAwaitedThere() =>
        Verify.MembersAsync(
            """
            static async Task<int> Sum(MySqlConnection c, IEnumerable<string> tables)
            {
                var pending = new List<Task<int>>();
                foreach (var table in tables)
                {
                    pending.Add({|NEEDS203:CountAsync|}(c, table));
                }

                var counts = await Task.WhenAll(pending);
                return counts.Sum();
            }

            static async Task<int[]> Sums(MySqlConnection c, IEnumerable<string> tables)
            {
                var pending = new List<Task<int>>();
                foreach (var table in tables)
                    pending.Add({|NEEDS203:CountAsync|}(c, table));
                return await Task.WhenAll(pending);
            }
            """,
            """
            static async Task<int> Sum(MySqlConnection c, IEnumerable<string> tables)
            {
                var counts = new List<int>();
                foreach (var table in tables)
                {
                    counts.Add(await CountAsync(c, table));
                }

                return counts.Sum();
            }

            static async Task<int[]> Sums(MySqlConnection c, IEnumerable<string> tables)
            {
                var pending = new List<int>();
                foreach (var table in tables)
                    pending.Add(await CountAsync(c, table));
                return pending.ToArray();
            }
            """);

    [Fact]
    public Task ParallelForEachAsync_IsALoop() =>
        Verify.MembersAsync(
            """
            static async Task Settle(DbConnection c, int[] ids, CancellationToken cancel)
            {
                // In any order.
                await Parallel.ForEachAsync(ids, cancel, async (id, token) =>
                {
                    if (id == 13)
                        return;
                    await {|NEEDS203:c.ExecuteAsync|}(new CommandDefinition("CALL settle(@id)", new { id }, cancellationToken: token));
                });
            }

            static Task SettleAll(DbConnection c, IAsyncEnumerable<int> ids) =>
                Parallel.ForEachAsync(ids, async (id, _) => await {|NEEDS203:c.ExecuteAsync|}("CALL settle(@id)", new { id }));
            """,
            """
            static async Task Settle(DbConnection c, int[] ids, CancellationToken cancel)
            {
                // In any order.
                foreach (var id in ids)
                {
                    if (id == 13)
                        continue;
                    await c.ExecuteAsync(new CommandDefinition("CALL settle(@id)", new { id }, cancellationToken: cancel));
                }
            }

            static async Task SettleAll(DbConnection c, IAsyncEnumerable<int> ids)
            {
                await foreach (var id in ids)
                {
                    await c.ExecuteAsync("CALL settle(@id)", new { id });
                }
            }
            """);

    [Fact]
    public Task ParallelForEach_IsALoop() =>
        Verify.MembersAsync(
            """
            static void Settle(IDbConnection c, int[] ids)
            {
                Parallel.ForEach(ids, new ParallelOptions { MaxDegreeOfParallelism = 4 }, id => {|NEEDS203:c.Execute|}("CALL settle(@id)", new { id }));
                Parallel.For(0, ids.Length, i =>
                {
                    if (ids[i] > 0)
                        {|NEEDS203:c.Execute|}("CALL settle(@id)", new { id = ids[i] });
                });
            }
            """,
            """
            static void Settle(IDbConnection c, int[] ids)
            {
                foreach (var id in ids)
                {
                    c.Execute("CALL settle(@id)", new { id });
                }
                for (var i = 0; i < ids.Length; i++)
                {
                    if (ids[i] > 0)
                        c.Execute("CALL settle(@id)", new { id = ids[i] });
                }
            }
            """);

    [Fact]
    public Task ParallelInvoke_IsCalls() =>
        Verify.MembersAsync(
            """
            static void Clean(IDbConnection c) => Parallel.Invoke(
                () => c.Execute("DELETE FROM drafts"),
                () => {|NEEDS203:c.Execute|}("DELETE FROM notes"));
            """,
            """
            static void Clean(IDbConnection c)
            {
                c.Execute("DELETE FROM drafts");
                c.Execute("DELETE FROM notes");
            }
            """);

    [Fact]
    public Task ParallelQuery_IsAQuery() =>
        Verify.MembersAsync(
            """
            static Dictionary<int, int> Sums(IDbConnection c, int[] ids) =>
                ids.AsParallel()
                    .WithDegreeOfParallelism(4)
                    .Select(id => (id, sum: {|NEEDS203:c.ExecuteScalar<int>|}("SELECT SUM(total) FROM orders WHERE user_id = @id", new { id })))
                    .ToDictionary(pair => pair.id, pair => pair.sum);

            static void Settle(IDbConnection c, int[] ids) =>
                ids.AsParallel().ForAll(id => {|NEEDS203:c.Execute|}("CALL settle(@id)", new { id }));
            """,
            """
            static Dictionary<int, int> Sums(IDbConnection c, int[] ids) =>
                ids
                    .Select(id => (id, sum: c.ExecuteScalar<int>("SELECT SUM(total) FROM orders WHERE user_id = @id", new { id })))
                    .ToDictionary(pair => pair.id, pair => pair.sum);

            static void Settle(IDbConnection c, int[] ids)
            {
                foreach (var id in ids)
                {
                    c.Execute("CALL settle(@id)", new { id });
                }
            }
            """);

    [Fact]
    public Task ReturnInALoopOfALambda_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static async Task Log(MySqlConnection c, int[] ids) =>
                await Task.WhenAll(ids.Select(async id =>
                {
                    while (true)
                    {
                        if (await {|NEEDS203:NameAsync|}(c, id) is not null)
                            return;
                    }
                }));
            """);

    [Fact]
    public Task ParallelForWhoseEndMoves_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static void Settle(IDbConnection c, List<int> ids) =>
                Parallel.For(0, ids.Count, i =>
                {
                    if ({|NEEDS203:c.Execute|}("CALL settle(@id)", new { id = ids[i] }) == 0)
                        ids.Add(0);
                });
            """);

    [Fact]
    public Task ParallelForWhoseVariableIsKept_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static void Settle(IDbConnection c, Action<Func<int>> keep) =>
                Parallel.For(0, 10, i =>
                {
                    {|NEEDS203:c.Execute|}("CALL settle(@i)", new { i });
                    keep(() => i);
                });
            """);
}
