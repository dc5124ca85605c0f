#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.WebHandlers;

/// <summary>Controllers, minimal handlers, middleware and health checks.</summary>
[ApiController]
[Route("orders")]
public sealed class OrdersController(MySqlDataSource db, HttpClient payments, ILogger<OrdersController> log) : ControllerBase
{
    public sealed record Order(long Id, string Customer, decimal Total, string State);

    public sealed record NewOrder(string Customer, IReadOnlyList<Line> Lines);

    public sealed record Line(int Product, int Amount);

    // bad: not found is answered with the connection open
    [HttpGet("{id:long}")]
    public async Task<ActionResult<Order>> Get(long id, CancellationToken ct)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
        var order = await connection.QuerySingleOrDefaultAsync<Order>(
            "SELECT id, customer, total, state FROM orders WHERE id = @id", new { id });
        if (order is null)
        {
            log.LogInformation("order {Id} not found", id);
            return NotFound();
        }

        await connection.CloseAsync();
        return order;
    }

    // good: not found is answered within the await using
    [HttpGet("v2/{id:long}")]
    public async Task<ActionResult<Order>> GetUsing(long id, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        var order = await connection.QuerySingleOrDefaultAsync<Order>(
            "SELECT id, customer, total, state FROM orders WHERE id = @id", new { id });
        if (order is null)
        {
            log.LogInformation("order {Id} not found", id);
            return NotFound();
        }

        return order;
    }

    // bad: the payment's refusal returns before the rollback and the close
    [HttpPost("{id:long}/pay")]
    public async Task<IActionResult> Pay(long id, [FromBody] string token, CancellationToken ct)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
        var total = await connection.ExecuteScalarAsync<decimal?>("SELECT total FROM orders WHERE id = @id AND state = 'new'", new { id });
        if (total is null)
        {
            await connection.DisposeAsync();
            return NotFound();
        }

        using var answer = await payments.PostAsync($"/charge?amount={total}", new StringContent(token), ct);
        if (!answer.IsSuccessStatusCode)
        {
            log.LogWarning("payment of {Id} refused: {Status}", id, answer.StatusCode);
            return StatusCode(StatusCodes.Status402PaymentRequired);
        }

        await connection.ExecuteAsync("UPDATE orders SET state = 'paid' WHERE id = @id", new { id });
        await connection.DisposeAsync();
        return NoContent();
    }

    // good: two short connections, none while the payment runs
    [HttpPost("v2/{id:long}/pay")]
    public async Task<IActionResult> PayShort(long id, [FromBody] string token, CancellationToken ct)
    {
        decimal? total;
        await using (var connection = await db.OpenConnectionAsync(ct))
            total = await connection.ExecuteScalarAsync<decimal?>("SELECT total FROM orders WHERE id = @id AND state = 'new'", new { id });
        if (total is null)
            return NotFound();

        using var answer = await payments.PostAsync($"/charge?amount={total}", new StringContent(token), ct);
        if (!answer.IsSuccessStatusCode)
        {
            log.LogWarning("payment of {Id} refused: {Status}", id, answer.StatusCode);
            return StatusCode(StatusCodes.Status402PaymentRequired);
        }

        await using (var connection = await db.OpenConnectionAsync(ct))
            await connection.ExecuteAsync("UPDATE orders SET state = 'paid' WHERE id = @id", new { id });
        return NoContent();
    }

    // bad: a conflict inside the loop over the lines returns from the handler
    [HttpPost]
    public async Task<IActionResult> Create(NewOrder order, CancellationToken ct)
    {
        if (order.Lines.Count == 0)
            return BadRequest("no lines");

        var {|NEEDS101:connection|} = new MySqlConnection("Server=shop;Database=shop");
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = await connection.ExecuteScalarAsync<long>(
            "INSERT INTO orders(customer, state) VALUES (@Customer, 'new'); SELECT LAST_INSERT_ID()", order, transaction);
        foreach (var line in order.Lines)
        {
            var reserved = await connection.ExecuteAsync(
                "UPDATE stock SET amount = amount - @Amount WHERE product = @Product AND amount >= @Amount", line, transaction);
            if (reserved == 0)
                return Conflict($"product {line.Product} is sold out");

            await connection.ExecuteAsync(
                "INSERT INTO order_lines(order_id, product, amount) VALUES (@id, @Product, @Amount)",
                new { id, line.Product, line.Amount }, transaction);
        }

        await transaction.CommitAsync(ct);
        await connection.CloseAsync();
        return CreatedAtAction(nameof(Get), new { id }, null);
    }

    // good: a conflict inside the loop rolls back and closes by the usings
    [HttpPost("v2")]
    public async Task<IActionResult> CreateUsing(NewOrder order, CancellationToken ct)
    {
        if (order.Lines.Count == 0)
            return BadRequest("no lines");

        await using var connection = new MySqlConnection("Server=shop;Database=shop");
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = await connection.ExecuteScalarAsync<long>(
            "INSERT INTO orders(customer, state) VALUES (@Customer, 'new'); SELECT LAST_INSERT_ID()", order, transaction);
        foreach (var line in order.Lines)
        {
            var reserved = await connection.ExecuteAsync(
                "UPDATE stock SET amount = amount - @Amount WHERE product = @Product AND amount >= @Amount", line, transaction);
            if (reserved == 0)
                return Conflict($"product {line.Product} is sold out");

            await connection.ExecuteAsync(
                "INSERT INTO order_lines(order_id, product, amount) VALUES (@id, @Product, @Amount)",
                new { id, line.Product, line.Amount }, transaction);
        }

        await transaction.CommitAsync(ct);
        return CreatedAtAction(nameof(Get), new { id }, null);
    }

    // bad: a client who leaves cancels the write, and the dispose behind it
    [HttpGet("export")]
    public async Task Export(CancellationToken ct)
    {
        Response.ContentType = "text/csv";
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync(ct);
        await foreach (var order in connection.QueryUnbufferedAsync<Order>("SELECT id, customer, total, state FROM orders"))
            await Response.WriteAsync($"{order.Id};{order.Customer};{order.Total}\n", ct);
        await connection.DisposeAsync();
    }

    // good: a client who leaves cancels the write, and the finally disposes
    [HttpGet("v2/export")]
    public async Task ExportFinally(CancellationToken ct)
    {
        Response.ContentType = "text/csv";
        var connection = await db.OpenConnectionAsync(ct);
        try
        {
            await foreach (var order in connection.QueryUnbufferedAsync<Order>("SELECT id, customer, total, state FROM orders"))
                await Response.WriteAsync($"{order.Id};{order.Customer};{order.Total}\n", ct);
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    // good: registered with the response, which disposes it at its end
    [HttpGet("v3/export")]
    public async Task<IActionResult> ExportRegistered(CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct);
        HttpContext.Response.RegisterForDisposeAsync(connection);
        var orders = await connection.QueryAsync<Order>("SELECT id, customer, total, state FROM orders");
        return Ok(orders);
    }

    // bad: a timeout is answered with 504, and the session stays with the server
    [HttpDelete("{id:long}")]
    public async Task<IActionResult> Delete(long id, CancellationToken ct)
    {
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync(ct);
        try
        {
            var rows = await connection.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id }, commandTimeout: 5);
            await connection.CloseAsync();
            return rows == 0 ? NotFound() : NoContent();
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.CommandTimeoutExpired)
        {
            log.LogError(e, "order {Id} not deleted in time", id);
            return StatusCode(StatusCodes.Status504GatewayTimeout);
        }
    }

    // good: a timeout is answered with 504 after the close
    [HttpDelete("v2/{id:long}")]
    public async Task<IActionResult> DeleteClosed(long id, CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct);
        try
        {
            var rows = await connection.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id }, commandTimeout: 5);
            return rows == 0 ? NotFound() : NoContent();
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.CommandTimeoutExpired)
        {
            log.LogError(e, "order {Id} not deleted in time", id);
            return StatusCode(StatusCodes.Status504GatewayTimeout);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }
}

public sealed class DatabaseHealth(NpgsqlDataSource db, string replica) : IHealthCheck
{
    // bad: an unhealthy answer for a lagging replica is given with its connection open
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var primary = await db.OpenConnectionAsync(cancellationToken);
        var {|NEEDS101:standby|} = new NpgsqlConnection(replica);
        await standby.OpenAsync(cancellationToken);
        var written = await primary.ExecuteScalarAsync<long>("SELECT max(id) FROM events");
        var read = await standby.ExecuteScalarAsync<long>("SELECT max(id) FROM events");
        if (written - read > 1000)
            return HealthCheckResult.Unhealthy($"the replica is {written - read} events behind");
        await standby.CloseAsync();
        return HealthCheckResult.Healthy();
    }

    // good: every answer is given behind both await usings
    public async Task<HealthCheckResult> CheckBothAsync(CancellationToken cancellationToken)
    {
        await using var primary = await db.OpenConnectionAsync(cancellationToken);
        await using var standby = new NpgsqlConnection(replica);
        await standby.OpenAsync(cancellationToken);
        var written = await primary.ExecuteScalarAsync<long>("SELECT max(id) FROM events");
        var read = await standby.ExecuteScalarAsync<long>("SELECT max(id) FROM events");
        return written - read > 1000
            ? HealthCheckResult.Unhealthy($"the replica is {written - read} events behind")
            : HealthCheckResult.Healthy();
    }

    // bad: what goes wrong is the answer, the connection is forgotten by it
    public async Task<HealthCheckResult> PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var {|NEEDS102:connection|} = await db.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync("SELECT 1");
            await connection.CloseAsync();
            return HealthCheckResult.Healthy();
        }
        catch (Exception e)
        {
            return HealthCheckResult.Unhealthy("no answer", e);
        }
    }

    // good: what goes wrong is the answer, the await using comes before it
    public async Task<HealthCheckResult> PingUsingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await db.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync("SELECT 1");
            return HealthCheckResult.Healthy();
        }
        catch (Exception e)
        {
            return HealthCheckResult.Unhealthy("no answer", e);
        }
    }
}

public static class Handlers
{
    // bad: sign-in: an unknown user leaves at once, a known one by the end
    public static async Task<IResult> SignIn(HttpContext context, NpgsqlDataSource db, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            "SELECT hash FROM users WHERE email = $1", connection) { Parameters = { new() { Value = form["email"].ToString() } } };
        if (await command.ExecuteScalarAsync(ct) is not string hash)
            return Results.Unauthorized();

        var ok = hash == form["password"];
        await connection.ExecuteAsync("UPDATE users SET signed_in = now() WHERE email = @email", new { email = form["email"].ToString() });
        await connection.DisposeAsync();
        return ok ? Results.Redirect("/") : Results.Unauthorized();
    }

    // good: sign-in: the form is read before, all else happens within an await using
    public static async Task<IResult> SignInUsing(HttpContext context, NpgsqlDataSource db, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            "SELECT hash FROM users WHERE email = $1", connection) { Parameters = { new() { Value = form["email"].ToString() } } };
        if (await command.ExecuteScalarAsync(ct) is not string hash)
            return Results.Unauthorized();

        var ok = hash == form["password"];
        await connection.ExecuteAsync("UPDATE users SET signed_in = now() WHERE email = @email", new { email = form["email"].ToString() });
        return ok ? Results.Redirect("/") : Results.Unauthorized();
    }

    // bad: the body's text is read while the connection is open
    public static async Task<IResult> Feedback(HttpRequest request, MySqlDataSource db, CancellationToken ct)
    {
        var {|NEEDS102:connection|} = await db.OpenConnectionAsync(ct);
        using var body = new StreamReader(request.Body, Encoding.UTF8);
        var text = await body.ReadToEndAsync(ct);
        if (text.Length == 0)
        {
            await connection.DisposeAsync();
            return Results.BadRequest();
        }

        await connection.ExecuteAsync("INSERT INTO feedback(text) VALUES (@text)", new { text });
        await connection.DisposeAsync();
        return Results.Accepted();
    }

    // good: the body's text is read before the connection is opened
    public static async Task<IResult> FeedbackFirst(HttpRequest request, MySqlDataSource db, CancellationToken ct)
    {
        using var body = new StreamReader(request.Body, Encoding.UTF8);
        var text = await body.ReadToEndAsync(ct);
        if (text.Length == 0)
            return Results.BadRequest();

        var connection = await db.OpenConnectionAsync(ct);
        try
        {
            await connection.ExecuteAsync("INSERT INTO feedback(text) VALUES (@text)", new { text });
        }
        finally
        {
            await connection.DisposeAsync();
        }

        return Results.Accepted();
    }

    // bad: three formats, one of them without a close
    public static async Task<IResult> Download(string format, NpgsqlDataSource db)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync();
        switch (format)
        {
            case "json":
                var rows = await connection.QueryAsync("SELECT * FROM prices");
                await connection.DisposeAsync();
                return Results.Json(rows);
            case "csv":
                var lines = await connection.QueryAsync<string>("SELECT concat_ws(';', id, price) FROM prices");
                return Results.Text(string.Join('\n', lines), "text/csv");
            default:
                await connection.DisposeAsync();
                return Results.BadRequest(format);
        }
    }

    // good: three formats, one await using
    public static async Task<IResult> DownloadUsing(string format, NpgsqlDataSource db)
    {
        await using var connection = await db.OpenConnectionAsync();
        switch (format)
        {
            case "json":
                return Results.Json(await connection.QueryAsync("SELECT * FROM prices"));
            case "csv":
                var lines = await connection.QueryAsync<string>("SELECT concat_ws(';', id, price) FROM prices");
                return Results.Text(string.Join('\n', lines), "text/csv");
            default:
                return Results.BadRequest(format);
        }
    }
}
