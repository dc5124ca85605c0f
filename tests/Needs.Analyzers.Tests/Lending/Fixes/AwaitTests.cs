using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.AwaitCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>An operation that nobody awaits is awaited where it is started.</summary>
public class AwaitTests
{
    [Fact]
    public Task DiscardedTask_IsAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, int id)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts WHERE id = @id", new { id });

                // Who it was.
                _ = {|NEEDS201:LogAsync|}(db, "removed"); // later
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, int id)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts WHERE id = @id", new { id });

                // Who it was.
                await LogAsync(db, "removed"); // later
                return rows;
            }
            """);

    [Fact]
    public Task TaskOfAStatement_IsAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, bool log)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                if (log)
                    {|NEEDS201:LogAsync|}(db, "removed");
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, bool log)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                if (log)
                    await LogAsync(db, "removed");
                return rows;
            }
            """);

    [Fact]
    public Task TaskRun_IsAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<IResult> Visit(MySqlConnection db, int id)
            {
                var name = await NameAsync(db, id);
                _ = {|NEEDS201:Task.Run|}(async () =>
                {
                    // Nobody waits for it.
                    await db.ExecuteAsync("UPDATE users SET visits = visits + 1 WHERE id = @id", new { id });
                });
                return Results.Ok(name);
            }
            """,
            """
            [NeedsDb]
            static async Task<IResult> Visit(MySqlConnection db, int id)
            {
                var name = await NameAsync(db, id);
                await Task.Run(async () =>
                {
                    // Nobody waits for it.
                    await db.ExecuteAsync("UPDATE users SET visits = visits + 1 WHERE id = @id", new { id });
                });
                return Results.Ok(name);
            }
            """);

    [Fact]
    public Task ConfiguredTask_StaysConfigured() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts").ConfigureAwait(false);
                _ = {|NEEDS201:LogAsync|}(db, "removed").ConfigureAwait(false);
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts").ConfigureAwait(false);
                await LogAsync(db, "removed").ConfigureAwait(false);
                return rows;
            }
            """);

    [Fact]
    public Task ForgottenContinuation_IsAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Hold(MySqlConnection db, int id)
            {
                var rows = await db.ExecuteAsync("UPDATE seats SET held = 1 WHERE id = @id", new { id });
                _ = {|NEEDS201:Task.Delay(1000).ContinueWith|}(_ => db.Execute("UPDATE seats SET held = 0 WHERE id = @id", new { id }), TaskScheduler.Default);
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Hold(MySqlConnection db, int id)
            {
                var rows = await db.ExecuteAsync("UPDATE seats SET held = 1 WHERE id = @id", new { id });
                await Task.Delay(1000).ContinueWith(_ => db.Execute("UPDATE seats SET held = 0 WHERE id = @id", new { id }), TaskScheduler.Default);
                return rows;
            }
            """);

    [Fact]
    public Task AsyncContinuation_IsUnwrapped() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Hold(MySqlConnection db, int id)
            {
                var rows = await db.ExecuteAsync("UPDATE seats SET held = 1 WHERE id = @id", new { id });
                _ = {|NEEDS201:Task.Delay(1000).ContinueWith|}(async _ => await db.ExecuteAsync("UPDATE seats SET held = 0 WHERE id = @id", new { id }));
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Hold(MySqlConnection db, int id)
            {
                var rows = await db.ExecuteAsync("UPDATE seats SET held = 1 WHERE id = @id", new { id });
                await Task.Delay(1000).ContinueWith(async _ => await db.ExecuteAsync("UPDATE seats SET held = 0 WHERE id = @id", new { id })).Unwrap();
                return rows;
            }
            """);

    [Fact]
    public Task StartNew_IsUnwrapped() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task Index(MySqlConnection db) =>
                await {|NEEDS201:Task.Factory.StartNew|}(async () => await db.ExecuteAsync("OPTIMIZE TABLE items"));
            """,
            """
            [NeedsDb]
            static async Task Index(MySqlConnection db) =>
                await Task.Factory.StartNew(async () => await db.ExecuteAsync("OPTIMIZE TABLE items")).Unwrap();
            """);

    [Fact]
    public Task DiscardedStartNew_IsUnwrappedAndAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Index(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM items WHERE old");
                _ = {|NEEDS201:Task.Factory.StartNew|}(async () => await db.ExecuteAsync("OPTIMIZE TABLE items"));
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Index(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM items WHERE old");
                await Task.Factory.StartNew(async () => await db.ExecuteAsync("OPTIMIZE TABLE items")).Unwrap();
                return rows;
            }
            """);

    [Fact]
    public Task MethodThatReturnsATask_BecomesAsync() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task Remove(MySqlConnection db, bool log)
            {
                db.Execute("DELETE FROM drafts");
                if (!log)
                    return Task.CompletedTask;

                _ = {|NEEDS201:LogAsync|}(db, "removed");
                return Task.CompletedTask;
            }
            """,
            """
            [NeedsDb]
            static async Task Remove(MySqlConnection db, bool log)
            {
                db.Execute("DELETE FROM drafts");
                if (!log)
                    return;

                await LogAsync(db, "removed");
            }
            """);

    [Fact]
    public Task MethodThatReturnsAResultInATask_BecomesAsync() =>
        Verify.MembersAsync(
            """
            /// <summary>Removes them.</summary>
            [NeedsDb]
            public static Task<int> Remove(MySqlConnection db, bool log)
            {
                var rows = db.Execute("DELETE FROM drafts");
                if (rows == 0)
                    return CountAsync(db, "drafts");
                _ = {|NEEDS201:LogAsync|}(db, "removed");
                return Task.FromResult(rows);
            }
            """,
            """
            /// <summary>Removes them.</summary>
            [NeedsDb]
            public static async Task<int> Remove(MySqlConnection db, bool log)
            {
                var rows = db.Execute("DELETE FROM drafts");
                if (rows == 0)
                    return await CountAsync(db, "drafts");
                await LogAsync(db, "removed");
                return rows;
            }
            """);

    [Fact]
    public Task OtherTasksOfAPlainTaskMethod_AreAwaited() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task Remove(MySqlConnection db, bool all)
            {
                if (all)
                {
                    _ = {|NEEDS201:LogAsync|}(db, "removing");
                    return Task.CompletedTask;
                }

                if (DateTime.Now.Hour < 12)
                    return db.ExecuteAsync("DELETE FROM drafts LIMIT 10");
                return db.ExecuteAsync("DELETE FROM drafts LIMIT 1");
            }
            """,
            """
            [NeedsDb]
            static async Task Remove(MySqlConnection db, bool all)
            {
                if (all)
                {
                    await LogAsync(db, "removing");
                    return;
                }

                if (DateTime.Now.Hour < 12)
                {
                    await db.ExecuteAsync("DELETE FROM drafts LIMIT 10");
                    return;
                }

                await db.ExecuteAsync("DELETE FROM drafts LIMIT 1");
            }
            """);

    [Fact]
    public Task AsyncVoidHelper_ReturnsItsTask() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                {|NEEDS201:Touch|}(db, 1);
                return rows;
            }

            static async Task TouchLater(MySqlConnection c)
            {
                await Task.Delay(100);
                Touch(c, 2);
            }

            // Marks it.
            private static async void Touch(MySqlConnection c, int id) =>
                await c.ExecuteAsync("UPDATE drafts SET seen = NOW() WHERE id = @id", new { id });
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                await Touch(db, 1);
                return rows;
            }

            static async Task TouchLater(MySqlConnection c)
            {
                await Task.Delay(100);
                await Touch(c, 2);
            }

            // Marks it.
            private static async Task Touch(MySqlConnection c, int id) =>
                await c.ExecuteAsync("UPDATE drafts SET seen = NOW() WHERE id = @id", new { id });
            """);

    [Fact]
    public Task AsyncVoidHelperThatSomebodyCannotAwait_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                {|NEEDS201:Touch|}(db, 1);
                return rows;
            }

            static void TouchAll(MySqlConnection c) => Touch(c, 0);

            private static async void Touch(MySqlConnection c, int id) =>
                await c.ExecuteAsync("UPDATE drafts SET seen = NOW() WHERE id = @id", new { id });
            """);

    [Fact]
    public Task LocalAsyncVoid_ReturnsItsTask() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                {|NEEDS201:Touch|}();
                return 1;

                async void Touch() => await db.ExecuteAsync("UPDATE drafts SET seen = NOW()");
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                await Touch();
                return 1;

                async Task Touch() => await db.ExecuteAsync("UPDATE drafts SET seen = NOW()");
            }
            """);

    [Fact]
    public Task VariableThatNobodyAwaits_IsAnAwait() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                var log = {|NEEDS201:LogAsync|}(db, "removed");
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                await LogAsync(db, "removed");
                return rows;
            }
            """);

    [Fact]
    public Task VariableAwaitedOnOneWay_HoldsTheResult() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<string?> Find(MySqlConnection db, int id, bool isAdmin)
            {
                Task<string?> name = {|NEEDS201:NameAsync|}(db, id);
                if (!isAdmin)
                    return null;
                return await name;
            }
            """,
            """
            [NeedsDb]
            static async Task<string?> Find(MySqlConnection db, int id, bool isAdmin)
            {
                string? name = await NameAsync(db, id);
                if (!isAdmin)
                    return null;
                return name;
            }
            """);

    [Fact]
    public Task HandlerThatReturnsNoTask_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static int Remove(MySqlConnection db)
            {
                var rows = db.Execute("DELETE FROM drafts");
                _ = {|NEEDS201:LogAsync|}(db, "removed");
                return rows;
            }
            """);

    [Fact]
    public Task TimeoutByWhenAny_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task<IResult> Count(MySqlConnection db)
            {
                var count = {|NEEDS201:CountAsync|}(db, "huge");
                if (await Task.WhenAny(count, Task.Delay(2000)) != count)
                    return Results.StatusCode(504);
                return Results.Ok(await count);
            }
            """);

    [Fact]
    public Task StoredConnection_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static MySqlConnection? _last;

            [NeedsDb]
            static async Task<int> Keep(MySqlConnection db)
            {
                _last = {|NEEDS201:db|};
                return await CountAsync(db, "users");
            }
            """);

    [Fact]
    public Task TaskInALock_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task Remove(MySqlConnection db, object gate)
            {
                lock (gate)
                {
                    _ = {|NEEDS201:LogAsync|}(db, "removed");
                }

                await Task.Yield();
            }
            """);

    [Fact]
    public Task TwoDiscardedTasks_RunOneAfterTheOther() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                _ = {|NEEDS201:LogAsync|}(db, "removed");
                _ = {|NEEDS201:{|NEEDS203:LogAsync|}|}(db, "done");
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                await LogAsync(db, "removed");
                await LogAsync(db, "done");
                return rows;
            }
            """);

    [Fact]
    public Task DiscardedTaskBeforeAnotherUse_IsAwaited() =>
        Verify.MembersAsync(
            """
            static async Task<int> Remove(DbConnection c)
            {
                _ = LogAsync(c, "removing");
                return await {|NEEDS203:c.ExecuteAsync|}("DELETE FROM drafts");
            }
            """,
            """
            static async Task<int> Remove(DbConnection c)
            {
                await LogAsync(c, "removing");
                return await c.ExecuteAsync("DELETE FROM drafts");
            }
            """);

    [Fact]
    public Task DiscardedTaskInALoop_IsAwaited() =>
        Verify.MembersAsync(
            """
            static async Task Remove(DbConnection c, int[] ids)
            {
                foreach (var id in ids)
                    _ = {|NEEDS203:LogAsync|}(c, "removed " + id);
                await Task.Yield();
            }
            """,
            """
            static async Task Remove(DbConnection c, int[] ids)
            {
                foreach (var id in ids)
                    await LogAsync(c, "removed " + id);
                await Task.Yield();
            }
            """);

    [Fact]
    public Task ListForEach_IsALoop() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> See(MySqlConnection db, List<int> ids)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");

                // Each.
                ids.ForEach(async id => await {|NEEDS203:{|NEEDS201:db|}.ExecuteAsync|}("UPDATE users SET seen = NOW() WHERE id = @id", new { id }));
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> See(MySqlConnection db, List<int> ids)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");

                // Each.
                foreach (var id in ids)
                {
                    await db.ExecuteAsync("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
                }
                return rows;
            }
            """);

    [Fact]
    public Task ContinuationOfAFault_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                _ = {|NEEDS201:Task.Delay(100).ContinueWith|}(_ => db.Execute("DELETE FROM locks"), TaskContinuationOptions.OnlyOnFaulted);
                return rows;
            }
            """);

    [Fact]
    public Task MethodThatReturnsAValueTask_BecomesAsync() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            ValueTask<int> Remove(MySqlConnection db)
            {
                var rows = db.Execute("DELETE FROM drafts");
                _ = {|NEEDS201:LogAsync|}(db, "removed");
                return new ValueTask<int>(rows);
            }
            """,
            """
            [NeedsDb]
            async ValueTask<int> Remove(MySqlConnection db)
            {
                var rows = db.Execute("DELETE FROM drafts");
                await LogAsync(db, "removed");
                return rows;
            }
            """);

    [Fact]
    public Task MethodThatReturnsTaskFromResult_BecomesAsync() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static Task<int> Remove(MySqlConnection db)
            {
                var rows = db.Execute("DELETE FROM drafts");
                _ = {|NEEDS201:LogAsync|}(db, "removed");
                return Task.FromResult(rows);
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db)
            {
                var rows = db.Execute("DELETE FROM drafts");
                await LogAsync(db, "removed");
                return rows;
            }
            """);
}
