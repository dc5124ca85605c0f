#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Tasks;

public interface IAudit
{
    Task WriteAsync(DbConnection connection, string what);
}

/// <summary>Operations that are started and still run when the handler is done.</summary>
public static partial class Articles
{
    // bad: nobody awaits the Task.Run
    [NeedsDb]
    public static async Task<IResult> CountViewInBackground(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        _ = {|NEEDS201:Task.Run|}(() => db.Execute("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }));
        return Results.Ok(title);
    }

    // bad: nor this one, in a variable that nobody looks at
    [NeedsDb]
    public static async Task<string?> CountViewInVariable(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        var counting = {|NEEDS201:Task.Run|}(async () => await db.ExecuteAsync("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }));
        return title;
    }

    // good: awaited
    [NeedsDb]
    public static async Task<string?> CountViewAwaited(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        await Task.Run(() => db.Execute("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }));
        return title;
    }

    // good: awaited at the end, with other work in between
    [NeedsDb]
    public static async Task<string> RenderMeanwhile(MySqlConnection db, int id)
    {
        var body = await db.QuerySingleAsync<string>("SELECT body FROM articles WHERE id = @id", new { id });
        var counting = Task.Run(() => db.Execute("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }));
        var html = Render(body);
        await counting;
        return html;
    }

    // good: the task in the background has a connection of its own
    [NeedsDb]
    public static async Task<string?> CountViewOnItsOwn(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        var source = new MySqlDataSource(db.ConnectionString);
        _ = Task.Run(async () =>
        {
            await using var own = await source.OpenConnectionAsync();
            await own.ExecuteAsync("UPDATE articles SET views = views + 1 WHERE id = @id", new { id });
        });
        return title;
    }

    // good: the task in the background makes a scope and takes a data source from it
    [NeedsDb]
    public static async Task<string?> CountViewInScope(MySqlConnection db, IServiceScopeFactory scopes, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        _ = Task.Run(async () =>
        {
            using var scope = scopes.CreateScope();
            await using var own = await scope.ServiceProvider.GetRequiredService<MySqlDataSource>().OpenConnectionAsync();
            await own.ExecuteAsync("UPDATE articles SET views = views + 1 WHERE id = @id", new { id });
        });
        return title;
    }

    // good: what runs in the background only has the title
    [NeedsDb]
    public static async Task<string?> IndexInBackground(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        _ = Task.Run(() => Render(title ?? ""));
        return title;
    }

    // bad: the discarded call still runs
    [NeedsDb]
    public static async Task<int> AuditDiscarded(DbConnection db, int id)
    {
        var rows = await db.ExecuteAsync("DELETE FROM articles WHERE id = @id", new { id });
        _ = {|NEEDS201:WriteAudit|}(db, "article removed");
        return rows;
    }

    // good: awaited
    [NeedsDb]
    public static async Task<int> AuditAwaited(DbConnection db, int id)
    {
        var rows = await db.ExecuteAsync("DELETE FROM articles WHERE id = @id", new { id });
        await WriteAudit(db, "article removed");
        return rows;
    }

    // bad: nobody looks at the task of the statement
    [NeedsDb]
    public static void AuditAsStatement(DbConnection db, int id)
    {
        db.Execute("DELETE FROM articles WHERE id = @id", new { id });
        {|NEEDS201:WriteAudit|}(db, "article removed");
    }

    // bad: Dapper's own task is dropped
    [NeedsDb]
    public static void TouchAsStatement(DbConnection db, int id)
    {
        {|NEEDS201:db.ExecuteAsync|}("UPDATE articles SET seen = CURRENT_TIMESTAMP WHERE id = @id", new { id });
    }

    // good: waited for, the old way
    [NeedsDb]
    public static void TouchAndWait(DbConnection db, int id)
    {
        db.ExecuteAsync("UPDATE articles SET seen = CURRENT_TIMESTAMP WHERE id = @id", new { id }).Wait();
    }

    // good: its result is waited for
    [NeedsDb]
    public static int TouchAndGetResult(DbConnection db, int id) =>
        db.ExecuteAsync("UPDATE articles SET seen = CURRENT_TIMESTAMP WHERE id = @id", new { id }).GetAwaiter().GetResult();

    // good: the wrapper awaits what is returned
    [NeedsDb]
    public static Task<int> TouchReturned(DbConnection db, int id) =>
        db.ExecuteAsync("UPDATE articles SET seen = CURRENT_TIMESTAMP WHERE id = @id", new { id });

    // good: the returned task stands in a variable, and a failing check comes first
    [NeedsDb]
    public static Task<int> TouchReturnedLater(DbConnection db, int id, ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        var touching = db.ExecuteAsync("UPDATE articles SET seen = CURRENT_TIMESTAMP WHERE id = @id", new { id });
        logger.LogDebug("touching {Id}", id);
        return touching;
    }

    // bad: an interface's method whose task is dropped
    [NeedsDb]
    public static async Task<int> AuditByInterface(DbConnection db, IAudit audit, int id)
    {
        var rows = await db.ExecuteAsync("DELETE FROM articles WHERE id = @id", new { id });
        _ = {|NEEDS201:audit.WriteAsync|}(db, "article removed");
        return rows;
    }

    // good: an interface's method, awaited: it works with the connection
    [NeedsDb]
    public static async Task<int> AuditByInterfaceAwaited(DbConnection db, IAudit audit, int id)
    {
        var rows = await db.ExecuteAsync("DELETE FROM articles WHERE id = @id", new { id });
        await audit.WriteAsync(db, "article removed");
        return rows;
    }

    // bad: async void can't be awaited
    [NeedsDb]
    public static async Task<string?> SeenByVoid(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        {|NEEDS201:MarkSeen|}(db, id);
        return title;
    }

    // good: a synchronous helper is done when it returns
    [NeedsDb]
    public static async Task<string?> SeenBySync(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        MarkSeenNow(db, id);
        return title;
    }

    // bad: a local async void function
    [NeedsDb]
    public static async Task<string?> SeenByLocalVoid(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        {|NEEDS201:Mark|}();
        return title;

        async void Mark() => await db.ExecuteAsync("UPDATE articles SET seen = NOW() WHERE id = @id", new { id });
    }

    // bad: a local async function whose task is dropped
    [NeedsDb]
    public static async Task<string?> SeenByLocalTask(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        _ = {|NEEDS201:Mark|}();
        return title;

        async Task Mark() => await db.ExecuteAsync("UPDATE articles SET seen = NOW() WHERE id = @id", new { id });
    }

    // good: a local async function, awaited
    [NeedsDb]
    public static async Task<string?> SeenByLocalAwaited(MySqlConnection db, int id)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        await Mark();
        return title;

        async Task Mark() => await db.ExecuteAsync("UPDATE articles SET seen = NOW() WHERE id = @id", new { id });
    }

    // bad: the continuation is forgotten
    [NeedsDb]
    public static async Task<int> ReleaseLater(MySqlConnection db, int id)
    {
        var rows = await db.ExecuteAsync("UPDATE articles SET locked = 1 WHERE id = @id", new { id });
        _ = {|NEEDS201:Task.Delay(TimeSpan.FromMinutes(5)).ContinueWith|}(_ => db.Execute("UPDATE articles SET locked = 0 WHERE id = @id", new { id }));
        return rows;
    }

    // good: the continuation of the query itself is awaited
    [NeedsDb]
    public static async Task<string> TitleOrNone(MySqlConnection db, int id) =>
        await db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id })
            .ContinueWith(done => done.Result ?? "(none)", TaskScheduler.Default);

    // good: the continuation that is forgotten only writes to a log
    [NeedsDb]
    public static async Task<int> LogLater(MySqlConnection db, ILogger logger, int id)
    {
        var rows = await db.ExecuteAsync("UPDATE articles SET locked = 1 WHERE id = @id", new { id });
        _ = Task.Delay(TimeSpan.FromMinutes(5)).ContinueWith(_ => logger.LogInformation("{Rows} locked", rows));
        return rows;
    }

    // bad: StartNew gives a task of a task
    [NeedsDb]
    public static async Task Reindex(MySqlConnection db)
    {
        await {|NEEDS201:Task.Factory.StartNew|}(async () => await db.ExecuteAsync("OPTIMIZE TABLE articles"));
    }

    // good: unwrapped
    [NeedsDb]
    public static async Task ReindexUnwrapped(MySqlConnection db)
    {
        await Task.Factory.StartNew(async () => await db.ExecuteAsync("OPTIMIZE TABLE articles")).Unwrap();
    }

    // good: awaited twice
    [NeedsDb]
    public static async Task ReindexAwaitedTwice(MySqlConnection db)
    {
        await await Task.Factory.StartNew(async () => await db.ExecuteAsync("OPTIMIZE TABLE articles"));
    }

    // good: a synchronous body is done when the outer task is
    [NeedsDb]
    public static async Task<int> ReindexSync(MySqlConnection db) =>
        await Task.Factory.StartNew(() => db.Execute("OPTIMIZE TABLE articles"), TaskCreationOptions.LongRunning);

    // bad: when the delay wins, the query goes on
    [NeedsDb]
    public static async Task<int?> CountOrGiveUp(MySqlConnection db)
    {
        var count = {|NEEDS201:db.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM articles WHERE body LIKE '%x%'");
        var first = await Task.WhenAny(count, Task.Delay(TimeSpan.FromSeconds(3)));
        return first == count ? await count : null;
    }

    // good: given up by cancelling, and awaited all the same
    [NeedsDb]
    public static async Task<int?> CountOrCancel(MySqlConnection db)
    {
        using var stop = new CancellationTokenSource();
        var count = db.ExecuteScalarAsync<int>(new CommandDefinition("SELECT COUNT(*) FROM articles WHERE body LIKE '%x%'", cancellationToken: stop.Token));
        if (await Task.WhenAny(count, Task.Delay(TimeSpan.FromSeconds(3))) != count)
            await stop.CancelAsync();
        try
        {
            return await count;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // bad: a return before the await
    [NeedsDb]
    public static async Task<string?> StartedTooEarly(MySqlConnection db, int id, bool isAdmin)
    {
        var title = {|NEEDS201:db.ExecuteScalarAsync<string>|}("SELECT title FROM articles WHERE id = @id", new { id });
        if (!isAdmin)
            return null;
        return await title;
    }

    // good: the check comes first
    [NeedsDb]
    public static async Task<string?> StartedInTime(MySqlConnection db, int id, bool isAdmin)
    {
        if (!isAdmin)
            return null;
        var title = db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        return await title;
    }

    // good: started only if wanted, and awaited if started
    [NeedsDb]
    public static async Task<int> StartedIfWanted(MySqlConnection db, int id, bool count)
    {
        Task<int>? counting = null;
        if (count)
            counting = db.ExecuteAsync("UPDATE articles SET views = views + 1 WHERE id = @id", new { id });
        var words = Render("article " + id).Length;
        if (counting != null)
            words += await counting;
        return words;
    }

    // bad: started if wanted, awaited never
    [NeedsDb]
    public static int StartedIfWantedAndForgotten(MySqlConnection db, int id, bool count)
    {
        if (count)
            _ = {|NEEDS201:db.ExecuteAsync|}("UPDATE articles SET views = views + 1 WHERE id = @id", new { id });
        return Render("article " + id).Length;
    }

    // good: one database task among others that are no database's
    [NeedsDb]
    public static async Task<(string? Title, string Html)> TogetherWithRendering(MySqlConnection db, int id, string body)
    {
        var title = db.ExecuteScalarAsync<string>("SELECT title FROM articles WHERE id = @id", new { id });
        var html = Task.Run(() => Render(body));
        await Task.WhenAll(title, html);
        return (title.Result, html.Result);
    }

    // good: the list of tasks is awaited
    [NeedsDb]
    public static async Task<int> TaskInList(MySqlConnection db, string body, int id)
    {
        var tasks = new List<Task>
        {
            db.ExecuteAsync("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }),
            Task.Run(() => Render(body)),
        };
        await Task.WhenAll(tasks);
        return tasks.Count;
    }

    // bad: the list of tasks is dropped
    [NeedsDb]
    public static int TaskInForgottenList(MySqlConnection db, string body, int id)
    {
        var tasks = new List<Task>
        {
            {|NEEDS201:db.ExecuteAsync|}("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }),
            Task.Run(() => Render(body)),
        };
        return tasks.Count;
    }

    // good: the finally awaits what was started before
    [NeedsDb]
    public static async Task<string> AwaitedInFinally(MySqlConnection db, string body, int id)
    {
        var counting = db.ExecuteAsync("UPDATE articles SET views = views + 1 WHERE id = @id", new { id });
        try
        {
            return Render(body);
        }
        finally
        {
            await counting;
        }
    }

    // good: ConfigureAwait is an await like any other
    [NeedsDb]
    public static async Task<int> Configured(MySqlConnection db, int id)
    {
        var counting = db.ExecuteAsync("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }).ConfigureAwait(false);
        return await counting;
    }

    // good: WaitAsync is awaited here, and the exception that it may throw is no normal end
    [NeedsDb]
    public static async Task<int> Within(MySqlConnection db, int id, CancellationToken cancel) =>
        await db.ExecuteAsync("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }).WaitAsync(cancel);

    // bad: the thread of the pool takes the connection along
    [NeedsDb]
    public static string OnPoolThread(MySqlConnection db, int id)
    {
        var title = db.ExecuteScalar<string>("SELECT title FROM articles WHERE id = @id", new { id }) ?? "";
        {|NEEDS201:ThreadPool.QueueUserWorkItem|}(_ => db.Execute("UPDATE articles SET views = views + 1 WHERE id = @id", new { id }));
        return title;
    }

    // good: the thread of the pool gets the title
    [NeedsDb]
    public static string TitleOnPoolThread(MySqlConnection db, ILogger logger, int id)
    {
        var title = db.ExecuteScalar<string>("SELECT title FROM articles WHERE id = @id", new { id }) ?? "";
        ThreadPool.QueueUserWorkItem(_ => logger.LogInformation("shown {Title}", title));
        return title;
    }

    // good: the ordinary loop of awaits
    [NeedsDb]
    public static async Task<int> OneByOne(MySqlConnection db, int[] ids)
    {
        var rows = 0;
        foreach (var id in ids)
            rows += await db.ExecuteAsync("UPDATE articles SET views = 0 WHERE id = @id", new { id });
        return rows;
    }

    // good: the tasks are made one at a time, as the loop asks for them
    [NeedsDb]
    public static async Task<int> LazyTasksOneByOne(MySqlConnection db, int[] ids)
    {
        var rows = 0;
        foreach (var update in ids.Select(id => db.ExecuteAsync("UPDATE articles SET views = 0 WHERE id = @id", new { id })))
            rows += await update;
        return rows;
    }

    // good: no handler
    public static void InBackground(MySqlConnection db, int id)
    {
        MarkSeen(db, id);
    }

    private static string Render(string body) => "<p>" + body.Replace("\n", "</p><p>", StringComparison.Ordinal) + "</p>";

    private static async Task WriteAudit(DbConnection connection, string what) =>
        await connection.ExecuteAsync("INSERT INTO audit(what) VALUES (@what)", new { what });

    private static async void MarkSeen(MySqlConnection connection, int id) =>
        await connection.ExecuteAsync("UPDATE articles SET seen = NOW() WHERE id = @id", new { id });

    private static void MarkSeenNow(MySqlConnection connection, int id) =>
        connection.Execute("UPDATE articles SET seen = NOW() WHERE id = @id", new { id });
}

/// <summary>Async lambdas where the callee knows nothing of tasks.</summary>
public static partial class AsyncLambdas
{
    // bad: an async lambda as Action is async void
    [NeedsDb]
    public static string Measure(NpgsqlConnection db)
    {
        Measured(async () => await {|NEEDS201:db|}.ExecuteAsync("VACUUM ANALYZE events"));
        return "done";
    }

    // good: the overload for Func<Task> is awaited
    [NeedsDb]
    public static async Task<string> MeasureAsync(NpgsqlConnection db)
    {
        await MeasuredAsync(async () => await db.ExecuteAsync("VACUUM ANALYZE events"));
        return "done";
    }

    // bad: the task of the measured work is dropped
    [NeedsDb]
    public static string MeasureAndForget(NpgsqlConnection db)
    {
        _ = {|NEEDS201:MeasuredAsync|}(async () => await db.ExecuteAsync("VACUUM ANALYZE events"));
        return "done";
    }

    // good: synchronous work in an Action
    [NeedsDb]
    public static string MeasureSync(NpgsqlConnection db)
    {
        Measured(() => db.Execute("VACUUM ANALYZE events"));
        return "done";
    }

    // bad: List.ForEach takes an Action: all run at once, and nobody awaits them
    [NeedsDb]
    public static void TouchEach(NpgsqlConnection db, List<int> ids)
    {
        ids.ForEach(async id => await {|NEEDS203:{|NEEDS201:db|}.ExecuteAsync|}("UPDATE events SET seen = now() WHERE id = @id", new { id }));
    }

    // good: List.ForEach with a synchronous body
    [NeedsDb]
    public static void TouchEachSync(NpgsqlConnection db, List<int> ids)
    {
        ids.ForEach(id => db.Execute("UPDATE events SET seen = now() WHERE id = @id", new { id }));
    }

    // good: a delegate of this call, awaited
    [NeedsDb]
    public static async Task<int> LocalDelegate(NpgsqlConnection db)
    {
        Func<string, Task<int>> run = sql => db.ExecuteAsync(sql);
        var rows = await run("DELETE FROM events WHERE at < now() - interval '1 year'");
        return rows + await run("DELETE FROM events WHERE kind = 'noise'");
    }

    // bad: a delegate of this call, discarded
    [NeedsDb]
    public static int LocalDelegateDiscarded(NpgsqlConnection db)
    {
        Func<string, Task<int>> run = sql => db.ExecuteAsync(sql);
        _ = {|NEEDS201:run|}("DELETE FROM events WHERE at < now() - interval '1 year'");
        return 0;
    }

    private static void Measured(Action action)
    {
        var start = Environment.TickCount64;
        action();
        Console.WriteLine(Environment.TickCount64 - start);
    }

    private static async Task MeasuredAsync(Func<Task> action)
    {
        var start = Environment.TickCount64;
        await action();
        Console.WriteLine(Environment.TickCount64 - start);
    }
}
