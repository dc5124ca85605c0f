#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Queues;

public sealed record MailJob(int OrderId, string Address);

public sealed record ReportJob(int OrderId, DbConnection Connection);

public interface IBackgroundQueue
{
    void Enqueue(Func<CancellationToken, Task> work);

    ValueTask QueueAsync(Func<IServiceProvider, CancellationToken, Task> work);
}

public interface IJobs
{
    void Schedule(object job, TimeSpan after);

    Task<int> RunNowAsync(Func<DbConnection, Task<int>> job, DbConnection connection);
}

public interface IOrders
{
    Task<int> AddAsync(DbConnection connection, string customer, decimal total);

    Task SetStateAsync(IDbConnection connection, int id, string state, IDbTransaction? transaction = null);

    void Register(DbConnection connection, DbTransaction transaction, int id);

    Task<bool> TryAddAsync(NpgsqlConnection connection, int id);
}

/// <summary>Work that a hosted service does later.</summary>
public sealed partial class Orders(Channel<MailJob> mails, Channel<ReportJob> reports, Channel<Func<Task>> works, IBackgroundQueue queue, IJobs jobs)
{
    private static readonly BlockingCollection<DbCommand> Commands = [];

    // good: the job has an id and an address
    [NeedsDb]
    public async Task<IResult> Confirm(MySqlConnection db, int id)
    {
        var address = await db.QuerySingleAsync<string>("SELECT mail FROM orders WHERE id = @id", new { id });
        await mails.Writer.WriteAsync(new MailJob(id, address));
        return Results.Accepted();
    }

    // bad: the job has the connection in it
    [NeedsDb]
    public async Task<IResult> Report(MySqlConnection db, int id)
    {
        await db.ExecuteAsync("UPDATE orders SET reported = 1 WHERE id = @id", new { id });
        await reports.Writer.WriteAsync({|NEEDS201:new ReportJob(id, db)|});
        return Results.Accepted();
    }

    // bad: the same by TryWrite
    [NeedsDb]
    public IResult TryReport(MySqlConnection db, int id)
    {
        var job = new ReportJob(id, db);
        return reports.Writer.TryWrite({|NEEDS201:job|}) ? Results.Accepted() : Results.StatusCode(503);
    }

    // good: the job with the connection is used up here
    [NeedsDb]
    public static async Task<int> RunReport(MySqlConnection db, int id)
    {
        var job = new ReportJob(id, db);
        return await job.Connection.ExecuteAsync("UPDATE orders SET reported = 1 WHERE id = @OrderId", new { job.OrderId });
    }

    // good: a channel of this call, emptied here
    [NeedsDb]
    public static async Task<int> ChannelOfTheCall(MySqlConnection db, int[] ids)
    {
        var channel = Channel.CreateUnbounded<ReportJob>();
        foreach (var id in ids)
            channel.Writer.TryWrite(new ReportJob(id, db));
        channel.Writer.Complete();

        var rows = 0;
        await foreach (var job in channel.Reader.ReadAllAsync())
            rows += await job.Connection.ExecuteAsync("UPDATE orders SET reported = 1 WHERE id = @OrderId", new { job.OrderId });
        return rows;
    }

    // bad: a lambda in a channel
    [NeedsDb]
    public async Task<IResult> CleanUpLater(MySqlConnection db, int id)
    {
        await works.Writer.WriteAsync(() => {|NEEDS201:db|}.ExecuteAsync("DELETE FROM order_drafts WHERE id = @id", new { id }));
        return Results.Accepted();
    }

    // bad: a lambda in a queue behind an interface
    [NeedsDb]
    public IResult EnqueueCleanUp(MySqlConnection db, int id)
    {
        queue.Enqueue(async cancel =>
        {
            await {|NEEDS201:db|}.ExecuteAsync(new CommandDefinition("DELETE FROM order_drafts WHERE id = @id", new { id }, cancellationToken: cancel));
        });
        return Results.Accepted();
    }

    // good: the queued lambda makes a scope of its own
    [NeedsDb]
    public async Task<IResult> QueueInScope(MySqlConnection db, int id)
    {
        var address = await db.QuerySingleAsync<string>("SELECT mail FROM orders WHERE id = @id", new { id });
        await queue.QueueAsync(async (services, cancel) =>
        {
            await using var own = await services.GetRequiredService<MySqlDataSource>().OpenConnectionAsync(cancel);
            await own.ExecuteAsync("INSERT INTO mails(address) VALUES (@address)", new { address });
        });
        return Results.Accepted();
    }

    // bad: the method group of an object with the connection
    [NeedsDb]
    public IResult EnqueueMethod(MySqlConnection db)
    {
        var cleaner = new Cleaner(db);
        queue.Enqueue({|NEEDS201:cleaner.RunAsync|});
        return Results.Accepted();
    }

    // bad: an object in a scheduler
    [NeedsDb]
    public IResult ScheduleCleaner(MySqlConnection db)
    {
        jobs.Schedule({|NEEDS201:new Cleaner(db)|}, TimeSpan.FromMinutes(5));
        return Results.Accepted();
    }

    // good: the interface runs the job now, and it is awaited
    [NeedsDb]
    public async Task<int> RunNow(MySqlConnection db, int id) =>
        await jobs.RunNowAsync(connection => connection.ExecuteAsync("DELETE FROM order_drafts WHERE id = @id", new { id }), db);

    // bad: a command for the consumer of a blocking collection
    [NeedsDb]
    public static IResult AddCommand(MySqlConnection db, int id)
    {
        var command = new MySqlCommand("DELETE FROM order_drafts WHERE id = @id", db);
        command.Parameters.AddWithValue("@id", id);
        Commands.Add({|NEEDS201:command|});
        return Results.Accepted();
    }

    // good: a parameter is added to a command of this call
    [NeedsDb]
    public static async Task<int> AddParameters(MySqlConnection db, int id)
    {
        await using var command = new MySqlCommand("DELETE FROM order_drafts WHERE id = @id AND shop = @shop", db);
        command.Parameters.AddWithValue("@id", id);
        command.Parameters.Add(new MySqlParameter("@shop", 1));
        return await command.ExecuteNonQueryAsync();
    }

    private sealed class Cleaner(MySqlConnection connection)
    {
        public Task RunAsync(CancellationToken cancel) =>
            connection.ExecuteAsync(new CommandDefinition("DELETE FROM order_drafts", cancellationToken: cancel));
    }
}

/// <summary>Data access whose methods are named Add, Set, Register, and work with the connection that they are given.</summary>
public sealed partial class Shop(IOrders orders)
{
    // good: AddAsync inserts a row by means of the connection
    [NeedsDb]
    public async Task<int> Place(DbConnection db, string customer, decimal total) => await orders.AddAsync(db, customer, total);

    // good: a setter of a row
    [NeedsDb]
    public async Task<IResult> Close(IDbConnection db, int id)
    {
        await orders.SetStateAsync(db, id, "closed");
        return Results.NoContent();
    }

    // good: with the transaction
    [NeedsDb]
    public async Task<IResult> Reopen(NpgsqlConnection db, NpgsqlTransaction transaction, int id)
    {
        await orders.SetStateAsync(db, id, "open", transaction);
        orders.Register(db, transaction, id);
        return Results.NoContent();
    }

    // good: TryAdd, awaited
    [NeedsDb]
    public async Task<IResult> Import(NpgsqlConnection db, int[] ids)
    {
        var added = 0;
        foreach (var id in ids)
        {
            if (await orders.TryAddAsync(db, id))
                added++;
        }

        return Results.Ok(added);
    }

    // bad: the order is still being added when the handler is done
    [NeedsDb]
    public IResult PlaceAndForget(DbConnection db, string customer, decimal total)
    {
        _ = {|NEEDS201:orders.AddAsync|}(db, customer, total);
        return Results.Accepted();
    }
}
