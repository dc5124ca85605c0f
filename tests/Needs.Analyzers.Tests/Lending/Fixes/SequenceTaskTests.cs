using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.SequenceCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>Tasks that were started together run one after the other.</summary>
public class SequenceTaskTests
{
    [Fact]
    public Task TwoVariablesAndWhenAll_AreAwaitedInTurn() =>
        Verify.MembersAsync(
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                // Both.
                Task<int> visits = CountAsync(c, "visits"); // first
                Task<int> orders = {|NEEDS203:CountAsync|}(c, "orders");

                await Task.WhenAll(visits, orders);
                return visits.Result + await orders;
            }
            """,
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                // Both.
                int visits = await CountAsync(c, "visits"); // first
                int orders = await CountAsync(c, "orders");

                return visits + orders;
            }
            """);

    [Fact]
    public Task TwoVariablesAwaitedLater_AreAwaitedInTurn() =>
        Verify.MembersAsync(
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                var visits = CountAsync(c, "visits");
                var orders = {|NEEDS203:CountAsync|}(c, "orders");
                Say("counting");
                return await visits + (await orders.ConfigureAwait(false)) + visits.GetAwaiter().GetResult();
            }
            """,
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                var visits = await CountAsync(c, "visits");
                var orders = await CountAsync(c, "orders").ConfigureAwait(false);
                Say("counting");
                return visits + orders + visits;
            }
            """);

    [Fact]
    public Task StartedTaskBeforeAnotherUse_IsAwaited() =>
        Verify.MembersAsync(
            """
            static async Task<string> Title(MySqlConnection c, int id)
            {
                var pending = CountAsync(c, "orders");
                var name = await {|NEEDS203:NameAsync|}(c, id);
                return name + " has " + await pending;
            }
            """,
            """
            static async Task<string> Title(MySqlConnection c, int id)
            {
                var pending = await CountAsync(c, "orders");
                var name = await NameAsync(c, id);
                return name + " has " + pending;
            }
            """);

    [Fact]
    public Task PlainTask_IsAnAwait() =>
        Verify.MembersAsync(
            """
            static async Task<int> Remove(MySqlConnection c)
            {
                var log = LogAsync(c, "removing");
                var rows = await {|NEEDS203:c.ExecuteAsync|}("DELETE FROM drafts");

                // Now it is written.
                await log;
                return rows;
            }
            """,
            """
            static async Task<int> Remove(MySqlConnection c)
            {
                await LogAsync(c, "removing");
                var rows = await c.ExecuteAsync("DELETE FROM drafts");

                // Now it is written.
                return rows;
            }
            """);

    [Fact]
    public Task ThreeVariables_AreAwaitedInTurn() =>
        Verify.MembersAsync(
            """
            static async Task<int[]> Sums(MySqlConnection c)
            {
                var visits = CountAsync(c, "visits");
                var orders = {|NEEDS203:CountAsync|}(c, "orders");
                var users = {|NEEDS203:CountAsync|}(c, "users");
                return await Task.WhenAll(visits, orders, users);
            }
            """,
            """
            static async Task<int[]> Sums(MySqlConnection c)
            {
                var visits = await CountAsync(c, "visits");
                var orders = await CountAsync(c, "orders");
                var users = await CountAsync(c, "users");
                return new[] { visits, orders, users };
            }
            """);

    [Fact]
    public Task WhenAllOfCalls_IsAnArray() =>
        Verify.MembersAsync(
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                var counts = await Task.WhenAll(CountAsync(c, "visits"), {|NEEDS203:CountAsync|}(c, "orders"));
                return counts[0] + counts[1];
            }
            """,
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                var counts = new[] { await CountAsync(c, "visits"), await CountAsync(c, "orders") };
                return counts[0] + counts[1];
            }
            """);

    [Fact]
    public Task WhenAllOnManyLines_StaysOnThem() =>
        Verify.MembersAsync(
            """
            static async Task<int[]> Sums(MySqlConnection c)
            {
                return await Task.WhenAll(
                    CountAsync(c, "visits"),
                    {|NEEDS203:CountAsync|}(c, "orders")).ConfigureAwait(false);
            }
            """,
            """
            static async Task<int[]> Sums(MySqlConnection c)
            {
                return new[]
                {
                    await CountAsync(c, "visits").ConfigureAwait(false),
                    await CountAsync(c, "orders").ConfigureAwait(false),
                };
            }
            """);

    [Fact]
    public Task WhenAllWithoutResult_IsStatements() =>
        Verify.MembersAsync(
            """
            static async Task Fill(MySqlConnection c, bool log)
            {
                // Both.
                await Task.WhenAll(LogAsync(c, "first"), {|NEEDS203:LogAsync|}(c, "second"));
                if (log)
                    await Task.WhenAll(LogAsync(c, "third"), {|NEEDS203:LogAsync|}(c, "fourth"));
            }
            """,
            """
            static async Task Fill(MySqlConnection c, bool log)
            {
                // Both.
                await LogAsync(c, "first");
                await LogAsync(c, "second");
                if (log)
                {
                    await LogAsync(c, "third");
                    await LogAsync(c, "fourth");
                }
            }
            """);

    [Fact]
    public Task WhenAllOfCallsAndVariables_IsStatements() =>
        Verify.MembersAsync(
            """
            static async Task Fill(MySqlConnection c)
            {
                var first = LogAsync(c, "first");
                await Task.WhenAll(first, {|NEEDS203:LogAsync|}(c, "second"));
            }
            """,
            """
            static async Task Fill(MySqlConnection c)
            {
                await LogAsync(c, "first");
                await LogAsync(c, "second");
            }
            """);

    [Fact]
    public Task WhenAllThatIsReturned_IsAwaited() =>
        Verify.MembersAsync(
            """
            static Task Fill(MySqlConnection c, bool log)
            {
                if (log)
                    return Task.WhenAll(LogAsync(c, "first"), {|NEEDS203:LogAsync|}(c, "second"));
                return Task.CompletedTask;
            }

            static Task<int[]> Sums(MySqlConnection c) => Task.WhenAll(CountAsync(c, "visits"), {|NEEDS203:CountAsync|}(c, "orders"));

            static Task Logs(MySqlConnection c) =>
                Task.WhenAll(LogAsync(c, "first"), {|NEEDS203:LogAsync|}(c, "second"));
            """,
            """
            static async Task Fill(MySqlConnection c, bool log)
            {
                if (log)
                {
                    await LogAsync(c, "first");
                    await LogAsync(c, "second");
                    return;
                }
            }

            static async Task<int[]> Sums(MySqlConnection c) => new[] { await CountAsync(c, "visits"), await CountAsync(c, "orders") };

            static async Task Logs(MySqlConnection c)
            {
                await LogAsync(c, "first");
                await LogAsync(c, "second");
            }
            """);

    [Fact]
    public Task TasksInAList_AreStatements() =>
        Verify.MembersAsync(
            """
            static async Task Fill(MySqlConnection c)
            {
                var tasks = new List<Task> { LogAsync(c, "first"), {|NEEDS203:LogAsync|}(c, "second") };
                await Task.WhenAll(tasks);
            }

            static async Task<int[]> Sums(MySqlConnection c)
            {
                Task<int>[] tasks = [CountAsync(c, "visits"), {|NEEDS203:CountAsync|}(c, "orders")];
                return await Task.WhenAll(tasks);
            }
            """,
            """
            static async Task Fill(MySqlConnection c)
            {
                await LogAsync(c, "first");
                await LogAsync(c, "second");
            }

            static async Task<int[]> Sums(MySqlConnection c)
            {
                return new[] { await CountAsync(c, "visits"), await CountAsync(c, "orders") };
            }
            """);

    [Fact]
    public Task TaskThatOthersGet_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                var visits = CountAsync(c, "visits");
                Say(visits.Id);
                var orders = await {|NEEDS203:CountAsync|}(c, "orders");
                return orders + await visits;
            }
            """);

    [Fact]
    public Task TaskAwaitedInATry_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static async Task<int> Sum(MySqlConnection c)
            {
                var visits = CountAsync(c, "visits");
                var orders = await {|NEEDS203:CountAsync|}(c, "orders");
                try
                {
                    return orders + await visits;
                }
                catch (DbException)
                {
                    return orders;
                }
            }
            """);

    [Fact]
    public Task FirstOfTwo_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static async Task<int> Any(MySqlConnection c)
            {
                var cached = CountAsync(c, "cache");
                var fresh = {|NEEDS203:CountAsync|}(c, "pages");
                var first = await Task.WhenAny(cached, fresh);
                await Task.WhenAll(cached, fresh);
                return await first;
            }
            """);

    [Fact]
    public Task WaitAllInAMethodThatIsNotAsync_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static int Sum(MySqlConnection c)
            {
                var visits = CountAsync(c, "visits");
                var orders = {|NEEDS203:CountAsync|}(c, "orders");
                Task.WaitAll(visits, orders);
                return visits.Result + orders.Result;
            }
            """);
}
