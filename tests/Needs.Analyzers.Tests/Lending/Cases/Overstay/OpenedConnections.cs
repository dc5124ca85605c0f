#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using Npgsql;

namespace Cases.Overstay.OpenedConnections;

// helper
public interface ISmsService
{
    Task SendAsync(string number, string text);
}

// helper
public interface IEventBus
{
    ValueTask PublishAsync(object message, CancellationToken cancel = default);
}

// helper
public sealed class GeocodingClient(HttpClient http)
{
    public async Task<string> FindAsync(string address) => await http.GetStringAsync("https://maps.example/?q=" + address);
}

// helper
public sealed class BusinessCalendar
{
    public Task<DateTime> NextDayAsync(DateTime day) => Task.FromResult(day.AddDays(1));
}

// helper
public sealed class ClientRepository(DbConnection connection)
{
    public Task<string?> NameAsync(int id) => connection.ExecuteScalarAsync<string>("SELECT name FROM clients WHERE id = @id", new { id });
}

/// <summary>Connections that the code opened itself, held while it waits for something else.</summary>
public sealed class OpenedConnections(MySqlDataSource source, HttpClient http, ISmsService sms, IEventBus bus)
{
    // bad: opened at the top, and a message is sent over the phone before the end
    public async Task Confirm(int order)
    {
        await using var connection = await source.OpenConnectionAsync();
        var number = await connection.ExecuteScalarAsync<string>("SELECT phone FROM orders WHERE id = @order", new { order });
        await {|NEEDS205:sms.SendAsync|}(number!, "confirmed");
    }

    // good: the connection is closed with its block
    public async Task ConfirmInBlock(int order)
    {
        string? number;
        await using (var connection = await source.OpenConnectionAsync())
            number = await connection.ExecuteScalarAsync<string>("SELECT phone FROM orders WHERE id = @order", new { order });
        await sms.SendAsync(number!, "confirmed");
    }

    // good: opened after the page was fetched
    public async Task<int> Store(string url)
    {
        var body = await http.GetStringAsync(url);
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
    }

    // bad: opened before the page was fetched
    public async Task<int> StoreHeld(string url)
    {
        await using var connection = await source.OpenConnectionAsync();
        var body = await {|NEEDS205:http.GetStringAsync|}(url);
        return await connection.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
    }

    // good: made before, but opened only by Dapper, for each query
    public async Task<int> StoreUnopened(string address, string url)
    {
        await using var connection = new MySqlConnection(address);
        var known = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM pages");
        var body = await http.GetStringAsync(url);
        return known + await connection.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
    }

    // bad: made and opened
    public async Task<int> StoreOpened(string address, string url)
    {
        await using var connection = new MySqlConnection(address);
        await connection.OpenAsync();
        var known = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM pages");
        var body = await {|NEEDS205:http.GetStringAsync|}(url);
        return known + await connection.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
    }

    // bad: the worker keeps its connection while it sleeps
    public async Task Work(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        while (!cancel.IsCancellationRequested)
        {
            await connection.ExecuteAsync("CALL work()");
            await {|NEEDS205:Task.Delay|}(TimeSpan.FromMinutes(1), cancel);
        }
    }

    // good: the worker opens one for each round
    public async Task WorkInRounds(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await using (var connection = await source.OpenConnectionAsync(cancel))
                await connection.ExecuteAsync("CALL work()");
            await Task.Delay(TimeSpan.FromMinutes(1), cancel);
        }
    }

    // good: the worker closes before it sleeps and opens after it
    public async Task WorkReopened(CancellationToken cancel)
    {
        await using var connection = source.CreateConnection();
        while (!cancel.IsCancellationRequested)
        {
            await connection.OpenAsync(cancel);
            await connection.ExecuteAsync("CALL work()");
            await connection.CloseAsync();
            await Task.Delay(TimeSpan.FromMinutes(1), cancel);
        }
    }

    // bad: a bus, within the transaction
    public async Task Ship(int order, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync("UPDATE orders SET shipped = 1 WHERE id = @order", new { order }, transaction);
        await {|NEEDS205:bus.PublishAsync|}(new { order }, cancel);
        await transaction.CommitAsync(cancel);
    }

    // good: the bus is told when all is committed and closed
    public async Task ShipThenTell(int order, CancellationToken cancel)
    {
        await using (var connection = await source.OpenConnectionAsync(cancel))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await connection.ExecuteAsync("UPDATE orders SET shipped = 1 WHERE id = @order", new { order }, transaction);
            await transaction.CommitAsync(cancel);
        }

        await bus.PublishAsync(new { order }, cancel);
    }

    // bad: a typed client of this house
    public async Task<int> Locate(GeocodingClient maps, int user)
    {
        await using var connection = await source.OpenConnectionAsync();
        var address = await connection.ExecuteScalarAsync<string>("SELECT address FROM users WHERE id = @user", new { user });
        var place = await {|NEEDS205:maps.FindAsync|}(address!);
        return await connection.ExecuteAsync("UPDATE users SET place = @place WHERE id = @user", new { place, user });
    }

    // good: a repository for clients of the shop, over the same connection
    public async Task<string?> Client(int id)
    {
        await using var connection = await source.OpenConnectionAsync();
        var clients = new ClientRepository(connection);
        return await clients.NameAsync(id);
    }

    // good: business is not a bus
    public async Task<int> Due(BusinessCalendar calendar)
    {
        await using var connection = await source.OpenConnectionAsync();
        var day = await calendar.NextDayAsync(DateTime.Today);
        return await connection.ExecuteAsync("UPDATE bills SET due = @day", new { day });
    }

    // good: somebody else's connection, who knows what for
    public async Task<int> Given(MySqlConnection connection, string url)
    {
        var body = await http.GetStringAsync(url);
        return await connection.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
    }

    // bad: between two rows of a reader
    public async Task Notify()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new MySqlCommand("SELECT phone FROM users", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            await {|NEEDS205:sms.SendAsync|}(reader.GetString(0), "hello");
    }

    // good: the numbers are read, the connection is closed, the messages are sent
    public async Task NotifyClosed()
    {
        List<string> numbers;
        await using (var connection = await source.OpenConnectionAsync())
            numbers = (await connection.QueryAsync<string>("SELECT phone FROM users")).AsList();
        foreach (var number in numbers)
            await sms.SendAsync(number, "hello");
    }

    // good: closed in a finally before the wait
    public async Task<string> Finally(string url)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            await connection.ExecuteAsync("INSERT INTO visits(url) VALUES (@url)", new { url });
        }
        finally
        {
            await connection.DisposeAsync();
        }

        return await http.GetStringAsync(url);
    }

    // good: on the way that fetches, no connection was opened
    public async Task<string?> CachedOr(string url, bool cached)
    {
        if (!cached)
            return await http.GetStringAsync(url);
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>("SELECT body FROM pages WHERE url = @url", new { url });
    }

    // bad: the cache missed, and the connection stays open while the page is fetched
    public async Task<string?> CachedOrHeld(string url)
    {
        await using var connection = await source.OpenConnectionAsync();
        var body = await connection.ExecuteScalarAsync<string>("SELECT body FROM pages WHERE url = @url", new { url });
        return body ?? await {|NEEDS205:http.GetStringAsync|}(url);
    }

    // good: the cache missed, and the connection is closed before the page is fetched
    public async Task<string?> CachedOrClosed(string url)
    {
        string? body;
        await using (var connection = await source.OpenConnectionAsync())
            body = await connection.ExecuteScalarAsync<string>("SELECT body FROM pages WHERE url = @url", new { url });
        return body ?? await http.GetStringAsync(url);
    }

    // good: yielding is no waiting
    public async Task<int> Yielding()
    {
        await using var connection = await source.OpenConnectionAsync();
        await Task.Yield();
        return await connection.ExecuteAsync("DELETE FROM drafts");
    }
}
