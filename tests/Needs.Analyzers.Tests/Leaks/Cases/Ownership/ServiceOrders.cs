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
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Cases.Ownership.ServiceOrders;

// An order service as it might be: a connection factory, a unit of work, a repository, a controller.

public sealed class OrderDatabase(string connectionString, ILogger<OrderDatabase> logger)
{
    // good: straight to the caller
    public MySqlConnection Open()
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        logger.LogDebug("Opened {Thread}", connection.ServerThread);
        return connection;
    }

    // good: straight to the caller
    public async Task<MySqlConnection> OpenAsync(CancellationToken cancellation = default)
    {
        var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    // good: the unit of work takes the connection and the transaction over
    public async Task<OrderWork> BeginAsync(CancellationToken cancellation = default)
    {
        var connection = await OpenAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            return new OrderWork(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // bad: no unit of work takes the connection over when no transaction begins
    public OrderWork Begin(IsolationLevel isolation)
    {
        var {|NEEDS102:connection|} = Open();
        return new OrderWork(connection, connection.BeginTransaction(isolation));
    }

    // bad: healthy or not, the connection that was opened to know it stays open
    public async Task<bool> IsHealthy(CancellationToken cancellation)
    {
        try
        {
            var {|NEEDS101:connection|} = await OpenAsync(cancellation);
            return await connection.PingAsync(cancellation);
        }
        catch (MySqlException e)
        {
            logger.LogWarning(e, "Not healthy");
            return false;
        }
    }

    // good: the same under using
    public async Task<bool> IsHealthyUsing(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(cancellation);
            return await connection.PingAsync(cancellation);
        }
        catch (MySqlException e)
        {
            logger.LogWarning(e, "Not healthy");
            return false;
        }
    }
}

// helper
public sealed class OrderWork(MySqlConnection connection, MySqlTransaction transaction) : IAsyncDisposable
{
    public MySqlConnection Connection => connection;

    public MySqlTransaction Transaction => transaction;

    public Task CommitAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}

// helper
public sealed record Order(long Id, string Customer, decimal Total);

public sealed class OrderRepository(OrderDatabase database, ILogger<OrderRepository> logger)
{
    // bad: the repository's first method, as many first methods are
    public Order? Find(long id)
    {
        var {|NEEDS101:connection|} = database.Open();
        return connection.QuerySingleOrDefault<Order>("SELECT id, customer, total FROM orders WHERE id = @id", new { id });
    }

    // good: as it should be
    public async Task<Order?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Order>("SELECT id, customer, total FROM orders WHERE id = @id", new { id });
    }

    // bad: closed on both normal ways, on none by an exception
    public decimal Total(string customer)
    {
        var {|NEEDS102:connection|} = database.Open();
        var total = connection.ExecuteScalar<decimal?>("SELECT SUM(total) FROM orders WHERE customer = @customer", new { customer });
        if (total is null)
        {
            logger.LogInformation("{Customer} has no orders", customer);
            connection.Close();
            return 0;
        }
        connection.Close();
        return total.Value;
    }

    // bad: the early return forgets what the end of the method does
    public int Delete(long id)
    {
        var {|NEEDS101:connection|} = database.Open();
        if (connection.ExecuteScalar<bool>("SELECT shipped FROM orders WHERE id = @id", new { id }))
            return 0;
        var deleted = connection.Execute("DELETE FROM orders WHERE id = @id", new { id });
        connection.Dispose();
        return deleted;
    }

    // good: the unit of work is disposed whatever happens
    public async Task<long> Place(string customer, IReadOnlyList<decimal> prices, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var id = await work.Connection.ExecuteScalarAsync<long>(
            "INSERT INTO orders (customer, total) VALUES (@customer, @total); SELECT LAST_INSERT_ID()",
            new { customer, total = prices.Sum() },
            work.Transaction);
        await work.CommitAsync(cancellation);
        return id;
    }

    // bad: the unit of work is disposed after the commit only
    public async Task Cancel(long id, CancellationToken cancellation)
    {
        var {|NEEDS102:work|} = await database.BeginAsync(cancellation);
        await work.Connection.ExecuteAsync("UPDATE orders SET cancelled = 1 WHERE id = @id", new { id }, work.Transaction);
        await work.CommitAsync(cancellation);
        await work.DisposeAsync();
    }

    // bad: committing doesn't give the unit of work's connection back
    public async Task Ship(long id, CancellationToken cancellation)
    {
        var {|NEEDS101:work|} = await database.BeginAsync(cancellation);
        await work.Connection.ExecuteAsync("UPDATE orders SET shipped = 1 WHERE id = @id", new { id }, work.Transaction);
        await work.CommitAsync(cancellation);
    }

    // good: rows are mapped under using
    public IReadOnlyList<Order> Recent(int count)
    {
        using var connection = database.Open();
        using var command = new MySqlCommand("SELECT id, customer, total FROM orders ORDER BY id DESC LIMIT @count", connection);
        command.Parameters.AddWithValue("@count", count);
        using var reader = command.ExecuteReader();
        var orders = new List<Order>();
        while (reader.Read())
            orders.Add(Map(reader));
        return orders;
    }

    // good: maps a row, and leaves the reader to who has it
    private static Order Map(MySqlDataReader reader) => new(reader.GetInt64(0), reader.GetString(1), reader.GetDecimal(2));

    // bad: the iterator's connection is closed only by who reads to the end
    public IEnumerable<Order> All()
    {
        var {|NEEDS101:connection|} = database.Open();
        using var command = new MySqlCommand("SELECT id, customer, total FROM orders", connection);
        var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Map(reader);
        reader.Close();
        connection.Close();
    }

    // good: the asynchronous iterator's connection is under await using
    public async IAsyncEnumerable<Order> AllAsync()
    {
        await using var connection = await database.OpenAsync();
        await using var command = new MySqlCommand("SELECT id, customer, total FROM orders", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            yield return Map(reader);
    }
}

[ApiController]
[Route("orders")]
public sealed class OrdersController(OrderDatabase database, OrderRepository orders) : ControllerBase
{
    // good: nothing is opened here
    [HttpGet("{id:long}")]
    public async Task<ActionResult<Order>> Get(long id, CancellationToken cancellation) =>
        await orders.FindAsync(id, cancellation) is { } order ? order : NotFound();

    // bad: both the error's return and the last one leave it open
    [HttpPost("{id:long}/pay")]
    public async Task<IActionResult> Pay(long id, decimal amount, CancellationToken cancellation)
    {
        var {|NEEDS101:connection|} = await database.OpenAsync(cancellation);
        var due = await connection.ExecuteScalarAsync<decimal?>("SELECT due FROM orders WHERE id = @id", new { id });
        if (due is null)
            return NotFound();
        await connection.ExecuteAsync("UPDATE orders SET due = due - @amount WHERE id = @id", new { id, amount });
        return Ok(due - amount);
    }

    // good: every return is inside of the using
    [HttpPost("{id:long}/refund")]
    public async Task<IActionResult> Refund(long id, decimal amount, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var paid = await connection.ExecuteScalarAsync<decimal?>("SELECT paid FROM orders WHERE id = @id", new { id });
        if (paid is null)
            return NotFound();
        if (paid < amount)
            return BadRequest();
        await connection.ExecuteAsync("UPDATE orders SET paid = paid - @amount WHERE id = @id", new { id, amount });
        return Ok();
    }

    // good: the response disposes what the file is read from
    [HttpGet("{id:long}/invoice")]
    public IActionResult Invoice(long id)
    {
        var connection = database.Open();
        HttpContext.Response.RegisterForDispose(connection);
        var command = new MySqlCommand("SELECT pdf FROM invoices WHERE order_id = @id", connection);
        command.Parameters.AddWithValue("@id", id);
        var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
        return reader.Read() ? File(reader.GetStream(0), "application/pdf") : NotFound();
    }

    // bad: the file's stream is disposed by the response, the connection isn't
    [HttpGet("{id:long}/label")]
    public IActionResult Label(long id)
    {
        var {|NEEDS101:connection|} = database.Open();
        var command = new MySqlCommand("SELECT png FROM labels WHERE order_id = @id", connection);
        command.Parameters.AddWithValue("@id", id);
        var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
        return reader.Read() ? File(reader.GetStream(0), "image/png") : NotFound();
    }
}
