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
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Calls;

/// <summary>The connection of the current work, for code that is not given one.</summary>
public static class CurrentWork
{
    private static readonly AsyncLocal<DbConnection?> Slot = new();

    public static DbConnection Connection => Slot.Value ?? throw new InvalidOperationException("no work has begun");

    public static IDisposable Use(DbConnection connection)
    {
        var before = Slot.Value;
        Slot.Value = connection;
        return new Reset(before);
    }

    public static void Enter(DbConnection connection) => Slot.Value = connection;

    public static void Leave() => Slot.Value = null;

    private sealed class Reset(DbConnection? before) : IDisposable
    {
        public void Dispose() => Slot.Value = before;
    }
}

public sealed class Stock(DbConnection connection)
{
    public Task<int> Of(string sku) => connection.ExecuteScalarAsync<int>("SELECT stock FROM items WHERE sku = @sku", new { sku });
}

public interface IStep
{
    Task RunAsync(DbConnection connection, CancellationToken cancel);
}

public interface IRetries
{
    Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel);

    void Execute(Action work);
}

/// <summary>What happens to the connection in the methods that it is given to.</summary>
public sealed partial class Items(IEnumerable<IStep> steps, IRetries retries, Func<DbConnection, Task> onOpened)
{
    private static readonly List<Action<DbConnection>> Hooks = [];

    public static event Action<DbConnection>? Lent;

    // bad: the helper starts an operation and forgets it
    [NeedsDb]
    public static int TouchInHelper(MySqlConnection db, string sku)
    {
        var stock = db.ExecuteScalar<int>("SELECT stock FROM items WHERE sku = @sku", new { sku });
        {|NEEDS201:Touch|}(db, sku);
        return stock;
    }

    // good: the helper waits for it
    [NeedsDb]
    public static int TouchInWaitingHelper(MySqlConnection db, string sku)
    {
        var stock = db.ExecuteScalar<int>("SELECT stock FROM items WHERE sku = @sku", new { sku });
        TouchAndWait(db, sku);
        return stock;
    }

    // good: the helper hands its task back, and it is awaited
    [NeedsDb]
    public static async Task<int> TouchInTask(MySqlConnection db, string sku)
    {
        await StartTouch(db, sku);
        return await db.ExecuteScalarAsync<int>("SELECT stock FROM items WHERE sku = @sku", new { sku });
    }

    // bad: the helper hands its task back, and nobody awaits it
    [NeedsDb]
    public static async Task<int> TouchInForgottenTask(MySqlConnection db, string sku)
    {
        var stock = await db.ExecuteScalarAsync<int>("SELECT stock FROM items WHERE sku = @sku", new { sku });
        _ = {|NEEDS201:StartTouch|}(db, sku);
        return stock;
    }

    // good: a factory of this project makes a helper of this call
    [NeedsDb]
    public static async Task<int> StockByFactory(MySqlConnection db, string sku)
    {
        var stock = StockOf(db);
        return await stock.Of(sku);
    }

    // bad: a factory's object is returned
    [NeedsDb]
    public static Stock StockOut(MySqlConnection db) => {|NEEDS201:StockOf(db)|};

    // good: a disposable that resets the ambient slot
    [NeedsDb]
    public static async Task<int> AmbientByUsing(MySqlConnection db, string sku)
    {
        using (CurrentWork.Use(db))
            return await AmbientStock(sku);
    }

    // good: the same as a declaration
    [NeedsDb]
    public static async Task<int> AmbientByDeclaration(MySqlConnection db, string sku)
    {
        using var work = CurrentWork.Use(db);
        return await AmbientStock(sku);
    }

    // good: entered and left by methods
    [NeedsDb]
    public static async Task<int> AmbientByMethods(MySqlConnection db, string sku)
    {
        CurrentWork.Enter(db);
        try
        {
            return await AmbientStock(sku);
        }
        finally
        {
            CurrentWork.Leave();
        }
    }

    // good: steps from outside borrow it, one after another
    [NeedsDb(Transaction = true)]
    public async Task<IResult> RunSteps(MySqlConnection db, CancellationToken cancel)
    {
        foreach (var step in steps)
            await step.RunAsync(db, cancel);
        return Results.NoContent();
    }

    // good: a delegate from outside borrows it
    [NeedsDb]
    public async Task<int> RunHook(MySqlConnection db)
    {
        await onOpened(db);
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM items");
    }

    // good: delegates of a static list borrow it
    [NeedsDb]
    public static int RunHooks(MySqlConnection db)
    {
        foreach (var hook in Hooks)
            hook(db);
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM items");
    }

    // good: so do the event's subscribers
    [NeedsDb]
    public static int RaiseLent(MySqlConnection db)
    {
        Lent?.Invoke(db);
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM items");
    }

    // good: a retry policy calls the lambda and is awaited
    [NeedsDb]
    public async Task<int> Retried(MySqlConnection db, string sku, CancellationToken cancel) =>
        await retries.ExecuteAsync(
            async stop => await db.ExecuteAsync(new CommandDefinition("UPDATE items SET stock = stock - 1 WHERE sku = @sku", new { sku }, cancellationToken: stop)),
            cancel);

    // good: the policy's task is returned to the wrapper
    [NeedsDb]
    public Task<int> RetriedReturned(MySqlConnection db, string sku, CancellationToken cancel) =>
        retries.ExecuteAsync(_ => db.ExecuteAsync("UPDATE items SET stock = stock - 1 WHERE sku = @sku", new { sku }), cancel);

    // bad: the policy's task is dropped
    [NeedsDb]
    public IResult RetriedAndForgotten(MySqlConnection db, string sku, CancellationToken cancel)
    {
        _ = {|NEEDS201:retries.ExecuteAsync|}(_ => db.ExecuteAsync("UPDATE items SET stock = stock - 1 WHERE sku = @sku", new { sku }), cancel);
        return Results.Accepted();
    }

    // good: a synchronous policy is done when it returns
    [NeedsDb]
    public int RetriedSync(MySqlConnection db, string sku)
    {
        retries.Execute(() => db.Execute("UPDATE items SET stock = stock - 1 WHERE sku = @sku", new { sku }));
        return db.ExecuteScalar<int>("SELECT stock FROM items WHERE sku = @sku", new { sku });
    }

    // bad: an async lambda for a synchronous policy
    [NeedsDb]
    public int RetriedVoid(MySqlConnection db, string sku)
    {
        var stock = db.ExecuteScalar<int>("SELECT stock FROM items WHERE sku = @sku", new { sku });
        retries.Execute(async () => await {|NEEDS201:db|}.ExecuteAsync("UPDATE items SET stock = stock - 1 WHERE sku = @sku", new { sku }));
        return stock;
    }

    private static void Touch(MySqlConnection connection, string sku)
    {
        _ = connection.ExecuteAsync("UPDATE items SET seen = NOW() WHERE sku = @sku", new { sku });
    }

    private static void TouchAndWait(MySqlConnection connection, string sku)
    {
        connection.ExecuteAsync("UPDATE items SET seen = NOW() WHERE sku = @sku", new { sku }).GetAwaiter().GetResult();
    }

    private static Task StartTouch(MySqlConnection connection, string sku) =>
        connection.ExecuteAsync("UPDATE items SET seen = NOW() WHERE sku = @sku", new { sku });

    private static Stock StockOf(DbConnection connection) => new(connection);

    private static async Task<int> AmbientStock(string sku) =>
        await CurrentWork.Connection.ExecuteScalarAsync<int>("SELECT stock FROM items WHERE sku = @sku", new { sku });
}
