#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Needs;

namespace Cases.Injection.Handlers;

public sealed record Order(long Id, string Customer, decimal Total);

public enum OrderColumn { Id, Customer, Total }

public sealed record OrderFilter
{
    public string? Customer { get; init; }
    public string Sort { get; init; } = "id";
    public int Page { get; init; }
    public DateTime? Since { get; init; }
    public OrderColumn Column { get; init; }
    public List<string> States { get; init; } = [];
    public List<int> Ids { get; init; } = [];
    public Address Address { get; init; } = new();
}

public sealed record Address
{
    public string City { get; init; } = "";
    public int Floor { get; init; }
}

public interface IClock
{
    string Zone { get; }
}

/// <summary>Handlers that a connection is lent to.</summary>
public static partial class Orders
{
    // bad: in the query of a cursor
    [NeedsDb]
    public static async Task<int> Cursor(MySqlConnection db, string customer)
    {
        await using var rows = await db.OpenCursorAsync($"SELECT * FROM orders WHERE customer = '{{|NEEDS301:customer|}}'");
        return rows.Columns.Count;
    }

    // good: a parameter of the cursor's query
    [NeedsDb]
    public static async Task<int> CursorWithParameter(MySqlConnection db, string customer)
    {
        await using var rows = await db.OpenCursorAsync("SELECT * FROM orders WHERE customer = @customer", [("@customer", customer)]);
        return rows.Columns.Count;
    }

    // bad: a parameter of the route stands between quotes
    [HttpGet("/orders/{customer}"), NeedsDb]
    public static async Task<IEnumerable<Order>> Of(MySqlConnection db, string customer) =>
        await db.QueryAsync<Order>($"SELECT * FROM orders WHERE customer = '{{|NEEDS301:customer|}}'");

    // good: the same as a parameter
    [HttpGet("/orders/of/{customer}"), NeedsDb]
    public static async Task<IEnumerable<Order>> OfSafe(MySqlConnection db, string customer) =>
        await db.QueryAsync<Order>("SELECT * FROM orders WHERE customer = @customer", new { customer });

    // bad: a field of the form is the order
    [HttpPost("/orders/search"), NeedsDb, NeedsForm]
    public static async Task<IEnumerable<Order>> Search(MySqlConnection db, OrderFilter form) =>
        await db.QueryAsync<Order>("SELECT * FROM orders ORDER BY " + {|NEEDS301:form.Sort|});

    // good: numbers, dates and enums of the form
    [HttpPost("/orders/search2"), NeedsDb, NeedsForm]
    public static async Task<IEnumerable<Order>> SearchTyped(MySqlConnection db, OrderFilter form) =>
        await db.QueryAsync<Order>($"SELECT * FROM orders WHERE placed > '{form.Since:yyyy-MM-dd}' AND floor = {form.Address.Floor} ORDER BY {form.Column} LIMIT {form.Page * 20}, 20");

    // bad: two fields, each by itself
    [HttpPost("/orders/search3"), NeedsDb, NeedsForm]
    public static async Task<IEnumerable<Order>> SearchTwo(MySqlConnection db, OrderFilter form) =>
        await db.QueryAsync<Order>($"SELECT * FROM orders WHERE city = '{{|NEEDS301:form.Address.City|}}' AND floor = {form.Address.Floor} ORDER BY {{|NEEDS301:form.Sort|}}");

    // bad: a list of texts
    [HttpPost("/orders/states"), NeedsDb, NeedsForm]
    public static async Task<IEnumerable<Order>> InStates(MySqlConnection db, OrderFilter form) =>
        await db.QueryAsync<Order>($"SELECT * FROM orders WHERE state IN ({string.Join(", ", {|NEEDS301:form.States.Select(state => $"'{state}'")|})})");

    // good: a list of numbers
    [HttpPost("/orders/ids"), NeedsDb, NeedsForm]
    public static async Task<IEnumerable<Order>> WithIds(MySqlConnection db, OrderFilter form) =>
        await db.QueryAsync<Order>($"SELECT * FROM orders WHERE id IN ({string.Join(", ", form.Ids)})");

    // good: Dapper expands the list
    [HttpPost("/orders/states2"), NeedsDb, NeedsForm]
    public static async Task<IEnumerable<Order>> InStatesSafe(MySqlConnection db, OrderFilter form) =>
        await db.QueryAsync<Order>("SELECT * FROM orders WHERE state IN @States", new { form.States });

    // bad: a field of the untyped form
    [HttpPost("/orders/raw"), NeedsDb, NeedsForm]
    public static int Raw(MySqlConnection db, FormData form)
    {
        var name = form.GetFirst("name");
        return db.Execute("DELETE FROM orders WHERE customer = '" + {|NEEDS301:name|} + "'");
    }

    // bad: the indexer of the form
    [HttpPost("/orders/raw2"), NeedsDb, NeedsForm]
    public static int RawIndexed(MySqlConnection db, FormData form) =>
        db.Execute($"DELETE FROM orders WHERE customer = '{{|NEEDS301:form["name"]|}}'");

    // bad: a field that is found
    [HttpPost("/orders/raw3"), NeedsDb, NeedsForm]
    public static int RawFound(MySqlConnection db, FormData form) =>
        form.TryGet("name", out var field) ? db.Execute("DELETE FROM orders WHERE customer = '" + {|NEEDS301:field.Value|} + "'") : 0;

    // good: a field that is parsed
    [HttpPost("/orders/raw4"), NeedsDb, NeedsForm]
    public static int RawParsed(MySqlConnection db, FormData form)
    {
        var id = int.Parse(form["id"] ?? "0");
        return db.Execute("DELETE FROM orders WHERE id = " + id);
    }

    // bad: the value of a checked form
    [HttpPost("/orders/checked"), NeedsDb, NeedsForm]
    public static async Task<IResult> Checked(MySqlConnection db, Form<OrderFilter> form)
    {
        if (!form.IsValid || form.Value is null)
            return Results.BadRequest();

        await db.ExecuteAsync("UPDATE orders SET state = 'seen' WHERE customer = '" + {|NEEDS301:form.Value.Customer|} + "'");
        return Results.Ok();
    }

    // good: the numbers of a checked form
    [HttpPost("/orders/checked2"), NeedsDb, NeedsForm]
    public static async Task<IResult> CheckedPage(MySqlConnection db, Form<OrderFilter> form)
    {
        if (form.Value is not { Page: var page })
            return Results.BadRequest();

        await db.ExecuteAsync("UPDATE orders SET state = 'seen' LIMIT " + page);
        return Results.Ok();
    }

    // good: what services say is no part of the request
    [HttpGet("/orders/zone"), NeedsDb]
    public static async Task<int> Zone(MySqlConnection db, IClock clock, ILogger<Order> log, [FromServices] OrderNames names, CancellationToken ct)
    {
        log.LogInformation("zone {Zone}", clock.Zone);
        await db.ExecuteAsync("SET time_zone = '" + clock.Zone + "'");
        return await db.ExecuteScalarAsync<int>(new CommandDefinition("SELECT COUNT(*) FROM " + names.Table, cancellationToken: ct));
    }

    // bad: a header
    [HttpGet("/orders/tenant"), NeedsDb]
    public static async Task<int> Tenant(MySqlConnection db, [FromHeader(Name = "X-Tenant")] string tenant) =>
        await db.ExecuteScalarAsync<int>($"SELECT COUNT(*) FROM `{{|NEEDS301:tenant|}}`.orders");

    // bad: an array of the query string
    [HttpGet("/orders/some"), NeedsDb]
    public static async Task<int> Some(MySqlConnection db, string[] names) =>
        await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE customer = '" + {|NEEDS301:names[0]|} + "'");

    // good: an array of numbers
    [HttpGet("/orders/some2"), NeedsDb]
    public static async Task<int> SomeIds(MySqlConnection db, long[] ids) =>
        await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE id IN (" + string.Join(',', ids) + ")");

    // bad: the rest of the request, by its context
    [HttpGet("/orders/context"), NeedsDb]
    public static async Task<int> ByContext(MySqlConnection db, HttpContext context) =>
        await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE customer = '" + {|NEEDS301:context.Request.Query["customer"]|} + "'");

    // good: GUIDs and numbers
    [HttpGet("/orders/{id:guid}/{line:int}"), NeedsDb]
    public static async Task<int> ById(MySqlConnection db, Guid id, int line, decimal? above, bool open, OrderColumn column) =>
        await db.ExecuteScalarAsync<int>($"SELECT {column} FROM orders WHERE id = '{id}' AND line = {line} AND total > {above ?? 0} AND open = {(open ? 1 : 0)}");

    // bad: the default does not help
    [HttpGet("/orders/sorted"), NeedsDb]
    public static async Task<IEnumerable<Order>> Sorted(MySqlConnection db, string? sort) =>
        await db.QueryAsync<Order>("SELECT * FROM orders ORDER BY " + ({|NEEDS301:sort ?? "id"|}));

    // good: one of a few texts
    [HttpGet("/orders/sorted2"), NeedsDb]
    public static async Task<IEnumerable<Order>> SortedSafe(MySqlConnection db, string? sort)
    {
        var column = sort switch
        {
            "name" => "customer",
            "sum" => "total DESC",
            _ => "id",
        };
        return await db.QueryAsync<Order>($"SELECT * FROM orders ORDER BY {column}");
    }
}

public sealed class OrderNames
{
    public string Table { get; set; } = "orders";
}
