#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Callbacks;

public sealed class PriceChange(string sku) : EventArgs
{
    public string Sku { get; } = sku;
}

public sealed class PriceFeed
{
    public event EventHandler<PriceChange>? Changed;

    public event Func<string, Task>? ChangedAsync;

    public Action<string>? OnError { get; set; }

    public void Publish(string sku)
    {
        Changed?.Invoke(this, new PriceChange(sku));
        ChangedAsync?.Invoke(sku);
        OnError?.Invoke(sku);
    }
}

/// <summary>Callbacks that somebody else calls, at a time of their own.</summary>
public sealed partial class Prices(PriceFeed feed)
{
    private Timer? _timer;

    public event Action<string>? Loaded;

    // bad: runs when the response is complete, and the connection went back before the response was written
    [NeedsDb]
    public static async Task<IResult> LogWhenCompleted(HttpContext context, MySqlConnection db, string sku)
    {
        context.Response.OnCompleted(() => {|NEEDS201:db|}.ExecuteAsync("INSERT INTO seen(sku) VALUES (@sku)", new { sku }));
        return Results.Ok(await db.ExecuteScalarAsync<decimal>("SELECT price FROM prices WHERE sku = @sku", new { sku }));
    }

    // bad: with a state argument in place of a closure
    [NeedsDb]
    public static async Task<IResult> LogWhenCompletedByState(HttpContext context, MySqlConnection db, string sku)
    {
        context.Response.OnCompleted(static state => ((MySqlConnection)state).ExecuteAsync("INSERT INTO seen(sku) VALUES ('?')"), {|NEEDS201:db|});
        return Results.Ok(await db.ExecuteScalarAsync<decimal>("SELECT price FROM prices WHERE sku = @sku", new { sku }));
    }

    // good: the callback logs what was read
    [NeedsDb]
    public static async Task<IResult> LogPriceWhenCompleted(HttpContext context, MySqlConnection db, ILogger logger, string sku)
    {
        var price = await db.ExecuteScalarAsync<decimal>("SELECT price FROM prices WHERE sku = @sku", new { sku });
        context.Response.OnCompleted(() =>
        {
            logger.LogInformation("{Sku} sold for {Price}", sku, price);
            return Task.CompletedTask;
        });
        return Results.Ok(price);
    }

    // bad: OnStarting runs when the result is written, after the handler
    [NeedsDb]
    public static async Task<IResult> HeaderWhenStarting(HttpContext context, MySqlConnection db, string sku)
    {
        context.Response.OnStarting(async () =>
            context.Response.Headers["X-Stock"] = await {|NEEDS201:db|}.ExecuteScalarAsync<string>("SELECT stock FROM prices WHERE sku = @sku", new { sku }));
        return Results.Ok(await db.ExecuteScalarAsync<decimal>("SELECT price FROM prices WHERE sku = @sku", new { sku }));
    }

    // good: the header is a string by then
    [NeedsDb]
    public static async Task<IResult> HeaderFromValue(HttpContext context, MySqlConnection db, string sku)
    {
        var stock = await db.ExecuteScalarAsync<string>("SELECT stock FROM prices WHERE sku = @sku", new { sku });
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Stock"] = stock;
            return Task.CompletedTask;
        });
        return Results.Ok();
    }

    // good: the request disposes the command, which is harmless after the connection went back
    [NeedsDb]
    public static async Task<IResult> DisposedByRequest(HttpContext context, MySqlConnection db, string sku)
    {
        var command = new MySqlCommand("SELECT price FROM prices WHERE sku = @sku", db);
        command.Parameters.AddWithValue("@sku", sku);
        context.Response.RegisterForDispose(command);
        return Results.Ok(await command.ExecuteScalarAsync());
    }

    // good: a token's callback that only cancels
    [NeedsDb]
    public static async Task<object?> CancelledByToken(MySqlConnection db, CancellationToken cancel)
    {
        await using var command = new MySqlCommand("SELECT SUM(price) FROM prices", db);
        await using var registration = cancel.Register(() => command.Cancel());
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }

    // good: a token's callback as a method group
    [NeedsDb]
    public static object? CancelledByMethodGroup(MySqlConnection db, CancellationToken cancel)
    {
        using var command = new MySqlCommand("SELECT SUM(price) FROM prices", db);
        using (cancel.Register(command.Cancel))
            return command.ExecuteScalar();
    }

    // bad: the feed calls the handler for as long as it lives
    [NeedsDb]
    public async Task<int> UpdateOnChange(MySqlConnection db)
    {
        feed.Changed += (_, change) => {|NEEDS201:db|}.Execute("UPDATE prices SET stale = 1 WHERE sku = @Sku", new { change.Sku });
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM prices");
    }

    // bad: a local function as the event's handler
    [NeedsDb]
    public async Task<int> UpdateOnChangeByLocalFunction(MySqlConnection db)
    {
        feed.Changed += {|NEEDS201:OnChanged|};
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM prices");

        void OnChanged(object? sender, PriceChange change) =>
            db.Execute("UPDATE prices SET stale = 1 WHERE sku = @Sku", new { change.Sku });
    }

    // good: taken off again
    [NeedsDb]
    public int UpdateWhilePublishing(MySqlConnection db, string sku)
    {
        var updated = 0;
        feed.Changed += OnChanged;
        try
        {
            feed.Publish(sku);
        }
        finally
        {
            feed.Changed -= OnChanged;
        }

        return updated;

        void OnChanged(object? sender, PriceChange change) =>
            updated += db.Execute("UPDATE prices SET stale = 1 WHERE sku = @Sku", new { change.Sku });
    }

    // good: taken off again, as a variable
    [NeedsDb]
    public int UpdateWhilePublishingByVariable(MySqlConnection db, string sku)
    {
        EventHandler<PriceChange> update = (_, change) => db.Execute("UPDATE prices SET stale = 1 WHERE sku = @Sku", new { change.Sku });
        feed.Changed += update;
        feed.Publish(sku);
        feed.Changed -= update;
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM prices WHERE stale = 1");
    }

    // bad: an asynchronous event
    [NeedsDb]
    public async Task<int> UpdateOnAsyncChange(MySqlConnection db)
    {
        feed.ChangedAsync += async sku => await {|NEEDS201:db|}.ExecuteAsync("UPDATE prices SET stale = 1 WHERE sku = @sku", new { sku });
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM prices");
    }

    // good: the event's handler only sets a flag
    [NeedsDb]
    public async Task<int> NoteChange(MySqlConnection db, ILogger logger)
    {
        feed.Changed += (_, change) => logger.LogInformation("{Sku} changed", change.Sku);
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM prices");
    }

    // bad: a delegate property of the feed
    [NeedsDb]
    public async Task<int> LogErrors(MySqlConnection db)
    {
        feed.OnError = sku => {|NEEDS201:db|}.Execute("INSERT INTO errors(sku) VALUES (@sku)", new { sku });
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM errors");
    }

    // good: a feed of this call
    [NeedsDb]
    public static int FeedOfTheCall(MySqlConnection db, string sku)
    {
        var own = new PriceFeed();
        var updated = 0;
        own.Changed += (_, change) => updated += db.Execute("UPDATE prices SET stale = 1 WHERE sku = @Sku", new { change.Sku });
        own.Publish(sku);
        return updated;
    }

    // good: an event of the connection itself dies with it
    [NeedsDb]
    public async Task<int> NoticesOfTheConnection(NpgsqlConnection db, ILogger logger)
    {
        db.Notice += (_, notice) => logger.LogInformation("{Database}: {Text}", db.Database, notice.Notice.MessageText);
        return await db.ExecuteAsync("ANALYZE prices");
    }

    // good: a listener of this call, on events of the connection itself
    [NeedsDb]
    public static async Task<int> Listened(NpgsqlConnection db, CancellationToken cancel)
    {
        using var listener = new Listener(db);
        await db.ExecuteAsync("LISTEN prices");
        await db.WaitAsync(cancel);
        return listener.Heard;
    }

    // bad: the listener goes out with its connection
    [NeedsDb]
    public static async Task<Listener> Listening(NpgsqlConnection db)
    {
        var listener = new Listener(db);
        await db.ExecuteAsync("LISTEN prices");
        return {|NEEDS201:listener|};
    }

    // good: a helper of this class subscribes
    [NeedsDb]
    public static int Noticed(NpgsqlConnection db)
    {
        CountDisposals(db);
        return db.Execute("ANALYZE prices");
    }

    // good: a method of this object that knows no connection
    [NeedsDb]
    public async Task<int> StateOfTheConnection(NpgsqlConnection db)
    {
        db.StateChange += OnStateChange;
        return await db.ExecuteAsync("ANALYZE prices");
    }

    // bad: the timer ticks on
    [NeedsDb]
    public async Task<int> RefreshByTimer(MySqlConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM prices");
        _timer = {|NEEDS201:new Timer(_ => db.Execute("CALL refresh_prices()"), null, TimeSpan.Zero, TimeSpan.FromMinutes(1))|};
        return count;
    }

    // good: the timer opens a connection at each tick
    [NeedsDb]
    public async Task<int> RefreshByTimerOnItsOwn(MySqlConnection db, MySqlDataSource source)
    {
        _timer = new Timer(
            _ =>
            {
                using var own = source.OpenConnection();
                own.Execute("CALL refresh_prices()");
            },
            null,
            TimeSpan.Zero,
            TimeSpan.FromMinutes(1));
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM prices");
    }

    // bad: whoever looks at prices is given the connection
    [NeedsDb]
    public static async Task<IDisposable> Watch(IObservable<string> skus, MySqlConnection db)
    {
        await db.ExecuteAsync("UPDATE prices SET watched = 1");
        return skus.Subscribe({|NEEDS201:new Watcher(db)|});
    }

    // good: the subscription ends with the handler
    [NeedsDb]
    public static async Task<int> WatchForAWhile(IObservable<string> skus, ILogger logger, MySqlConnection db)
    {
        using (skus.Subscribe(new LogWatcher(logger)))
            return await db.ExecuteAsync("UPDATE prices SET watched = 1");
    }

    // bad: this object's own event, raised by others
    [NeedsDb]
    public async Task<int> SubscribeToItself(MySqlConnection db)
    {
        Loaded += sku => {|NEEDS201:db|}.Execute("UPDATE prices SET loaded = 1 WHERE sku = @sku", new { sku });
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM prices");
    }

    // good: raising an event with values
    [NeedsDb]
    public async Task<int> RaiseWithValues(MySqlConnection db)
    {
        var skus = await db.QueryAsync<string>("SELECT sku FROM prices");
        var count = 0;
        foreach (var sku in skus)
        {
            Loaded?.Invoke(sku);
            count++;
        }

        return count;
    }

    private static void CountDisposals(NpgsqlConnection connection) => connection.Disposed += (_, _) => Console.WriteLine("disposed");

    private static void OnStateChange(object sender, StateChangeEventArgs change) => Console.WriteLine(change.CurrentState);

    public sealed class Listener : IDisposable
    {
        private readonly NpgsqlConnection _connection;

        public Listener(NpgsqlConnection connection)
        {
            _connection = connection;
            connection.Notification += OnNotification;
        }

        public int Heard { get; private set; }

        public void Dispose() => _connection.Notification -= OnNotification;

        private void OnNotification(object sender, NpgsqlNotificationEventArgs heard) => Heard++;
    }

    private sealed class Watcher(MySqlConnection connection) : IObserver<string>
    {
        public void OnCompleted() => connection.Execute("UPDATE prices SET watched = 0");

        public void OnError(Exception error) => connection.Execute("UPDATE prices SET watched = 0");

        public void OnNext(string sku) => connection.Execute("UPDATE prices SET seen = NOW() WHERE sku = @sku", new { sku });
    }

    private sealed class LogWatcher(ILogger logger) : IObserver<string>
    {
        public void OnCompleted() => logger.LogInformation("done");

        public void OnError(Exception error) => logger.LogError(error, "failed");

        public void OnNext(string sku) => logger.LogInformation("{Sku}", sku);
    }
}
