#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Overstay.Names;

// helper
public sealed class WarehouseClient(NpgsqlConnection connection)
{
    public async Task<int> LoadAsync() => await connection.ExecuteAsync("CALL load()");
}

// helper
public interface IWeatherApi
{
    Task<decimal> TemperatureAsync(string city);
}

// helper
public interface IInvoiceRenderer
{
    Task<byte[]> RenderAsync(int id);
}

// helper
public interface IClock
{
    Task TickAsync();
}

// helper
public sealed class WebhookDispatcher(HttpClient http)
{
    public Task SendAsync(string url) => http.PostAsync(url, null);
}

// helper
public sealed class OrderService(MySqlDataSource source)
{
    public async Task<int> CountAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }
}

/// <summary>What is slow by its name or type, and what isn't.</summary>
public static class Names
{
    // bad: an API by name
    [NeedsDb]
    public static async Task<int> Weather(NpgsqlConnection db, IWeatherApi weather)
    {
        var degrees = await {|NEEDS205:weather.TemperatureAsync|}("Oslo");
        return await db.ExecuteAsync("INSERT INTO weather(value) VALUES (@degrees)", new { degrees });
    }

    // good: a client of the database, made over the lent connection
    [NeedsDb]
    public static async Task<int> Warehouse(NpgsqlConnection db)
    {
        var warehouse = new WarehouseClient(db);
        return await warehouse.LoadAsync();
    }

    // good: what renders may be quick
    [NeedsDb]
    public static async Task<byte[]> Rendered(NpgsqlConnection db, IInvoiceRenderer renderer, int id)
    {
        await db.ExecuteAsync("UPDATE bills SET printed = true WHERE id = @id", new { id });
        return await renderer.RenderAsync(id);
    }

    // bad: a webhook, on the way with rows
    [NeedsDb]
    public static async Task<int> Called(MySqlConnection db, WebhookDispatcher hooks)
    {
        var rows = await db.ExecuteAsync("DELETE FROM drafts");
        if (rows > 0)
            await {|NEEDS205:hooks.SendAsync|}("https://hooks.example/drafts");
        return rows;
    }

    // good: a clock of the house
    [NeedsDb]
    public static async Task<int> Ticked(MySqlConnection db, IClock clock)
    {
        await clock.TickAsync();
        return await db.ExecuteAsync("DELETE FROM drafts");
    }

    // good: a service of the house that asks the database itself
    [NeedsDb]
    public static async Task<int> Served(MySqlConnection db, OrderService orders) =>
        await db.ExecuteAsync("DELETE FROM drafts") + await orders.CountAsync();

    // good: on the way that calls, the connection is closed
    [NeedsDb]
    public static async Task<int> CalledClosed(MySqlConnection db, WebhookDispatcher hooks)
    {
        var rows = await db.ExecuteAsync("DELETE FROM drafts");
        await db.CloseAsync();
        if (rows > 0)
            await hooks.SendAsync("https://hooks.example/drafts");
        return rows;
    }

    // bad: it is opened again before the second call
    [NeedsDb]
    public static async Task<int> CalledTwice(MySqlConnection db, WebhookDispatcher hooks)
    {
        await db.CloseAsync();
        await hooks.SendAsync("https://hooks.example/before");
        await db.OpenAsync();
        var rows = await db.ExecuteAsync("DELETE FROM drafts");
        await {|NEEDS205:hooks.SendAsync|}("https://hooks.example/after");
        return rows;
    }

    // good: a local function that the handler doesn't await while it holds the connection
    [NeedsDb]
    public static async Task<string> Local(MySqlConnection db, HttpClient http, string url)
    {
        await db.ExecuteAsync("DELETE FROM drafts");
        await db.CloseAsync();
        return await Fetch();

        async Task<string> Fetch() => await http.GetStringAsync(url);
    }

    // bad: the reader is open as well
    [NeedsDb]
    public static async Task Posted(MySqlConnection db, HttpClient http)
    {
        await using var command = new MySqlCommand("SELECT url FROM hooks", db);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            await {|NEEDS205:http.PostAsync|}(reader.GetString(0), null);
    }

    // good: not awaited by a handler but by whoever gets the task
    public static Task<string> Passed(HttpClient http, string url) => http.GetStringAsync(url);
}
