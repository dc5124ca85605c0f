#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Concurrent.Started;

/// <summary>A task that was started, and what happens before it is awaited.</summary>
public sealed class Started
{
    private readonly NpgsqlConnection _session;
    private Task _flush = Task.CompletedTask;

    public Started(NpgsqlConnection session) => _session = session;

    // helper
    private static async Task Log(DbConnection connection, string what)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO log(what) VALUES ('" + what.Length + "')";
        await command.ExecuteNonQueryAsync();
    }

    // helper
    private static Task<int> CountNow(IDbConnection connection, string table) =>
        Task.FromResult(connection.ExecuteScalar<int>("SELECT COUNT(*) FROM " + table));

    // helper
    private static async ValueTask<decimal> Balance(MySqlConnection connection, int account) =>
        await connection.ExecuteScalarAsync<decimal>("SELECT balance FROM accounts WHERE id = @account", new { account });

    // bad: the count still runs when the name is asked for
    public static async Task<string> Headline(DbConnection connection, int id)
    {
        var orders = connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE user_id = @id", new { id });
        var name = await {|NEEDS203:connection.ExecuteScalarAsync<string>|}("SELECT name FROM users WHERE id = @id", new { id });
        return $"{name}: {await orders}";
    }

    // good: the count is awaited before the name is asked for
    public static async Task<string> HeadlineInTurn(DbConnection connection, int id)
    {
        var orders = connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE user_id = @id", new { id });
        var count = await orders;
        var name = await connection.ExecuteScalarAsync<string>("SELECT name FROM users WHERE id = @id", new { id });
        return $"{name}: {count}";
    }

    // good: the name comes over a second connection
    public static async Task<string> HeadlineOnTwo(DbConnection connection, MySqlDataSource source, int id)
    {
        var orders = connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders WHERE user_id = @id", new { id });
        await using var other = await source.OpenConnectionAsync();
        var name = await other.ExecuteScalarAsync<string>("SELECT name FROM users WHERE id = @id", new { id });
        return $"{name}: {await orders}";
    }

    // bad: both are started, then both are awaited
    public static async Task<decimal> Difference(MySqlConnection connection)
    {
        var paid = connection.ExecuteScalarAsync<decimal>("SELECT SUM(amount) FROM payments");
        var billed = {|NEEDS203:connection.ExecuteScalarAsync<decimal>|}("SELECT SUM(total) FROM bills");
        return await billed - await paid;
    }

    // good: within one expression, but each is awaited where it is made
    public static async Task<decimal> DifferenceInline(MySqlConnection connection) =>
        await connection.ExecuteScalarAsync<decimal>("SELECT SUM(total) FROM bills")
        - await connection.ExecuteScalarAsync<decimal>("SELECT SUM(amount) FROM payments");

    // bad: the missing await in front of the update lets the insert overtake it
    public static async Task Rename(NpgsqlConnection connection, int id, string name)
    {
        await using var update = new NpgsqlCommand("UPDATE users SET name = $1 WHERE id = $2", connection);
        update.Parameters.AddWithValue(name);
        update.Parameters.AddWithValue(id);
        _ = update.ExecuteNonQueryAsync();
        await using var audit = new NpgsqlCommand("INSERT INTO audit(what) VALUES ('renamed')", connection);
        await {|NEEDS203:audit.ExecuteNonQueryAsync|}();
    }

    // good: with the await
    public static async Task RenameAwaited(NpgsqlConnection connection, int id, string name)
    {
        await using var update = new NpgsqlCommand("UPDATE users SET name = $1 WHERE id = $2", connection);
        update.Parameters.AddWithValue(name);
        update.Parameters.AddWithValue(id);
        _ = await update.ExecuteNonQueryAsync();
        await using var audit = new NpgsqlCommand("INSERT INTO audit(what) VALUES ('renamed')", connection);
        await audit.ExecuteNonQueryAsync();
    }

    // bad: the logging helper awaits within, but nobody awaits the helper
    public static async Task<int> Purge(DbConnection connection)
    {
        var log = Log(connection, "purge");
        var rows = await {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM sessions WHERE expires < NOW()");
        await log;
        return rows;
    }

    // good: the logging helper is awaited first
    public static async Task<int> PurgeLogged(DbConnection connection)
    {
        await Log(connection, "purge");
        return await connection.ExecuteAsync("DELETE FROM sessions WHERE expires < NOW()");
    }

    // good: the helper's task is complete before it returns, its query was synchronous
    public static async Task<int> CountedAtOnce(IDbConnection connection)
    {
        var users = CountNow(connection, "users");
        var orders = CountNow(connection, "orders");
        return await users + await orders;
    }

    // bad: two value tasks at once
    public static async Task<decimal> Sum(MySqlConnection connection, int from, int to)
    {
        var left = Balance(connection, from);
        var right = {|NEEDS203:Balance|}(connection, to);
        return await left + await right;
    }

    // good: one value task after the other
    public static async Task<decimal> SumInTurn(MySqlConnection connection, int from, int to)
    {
        var left = await Balance(connection, from);
        var right = await Balance(connection, to).ConfigureAwait(false);
        return left + right;
    }

    // bad: a synchronous command while the asynchronous one runs
    public static async Task<int> Mixed(MySqlConnection connection)
    {
        var pending = connection.ExecuteAsync("UPDATE stock SET free = total - reserved");
        var rows = {|NEEDS203:connection.Execute|}("DELETE FROM carts WHERE touched < NOW() - INTERVAL 1 DAY");
        return rows + await pending;
    }

    // good: waited for with Result, then used
    public static int Blocking(MySqlConnection connection)
    {
        var pending = connection.ExecuteAsync("UPDATE stock SET free = total - reserved");
        var changed = pending.Result;
        return changed + connection.Execute("DELETE FROM carts WHERE touched < NOW() - INTERVAL 1 DAY");
    }

    // good: waited for with Wait, then used
    public static int Waited(MySqlConnection connection)
    {
        var pending = connection.ExecuteAsync("UPDATE stock SET free = total - reserved");
        pending.Wait();
        return connection.Execute("DELETE FROM carts WHERE touched < NOW() - INTERVAL 1 DAY");
    }

    // good: waited for with GetAwaiter().GetResult(), then used
    public static int Unwrapped(DbConnection connection)
    {
        var rows = connection.ExecuteAsync("UPDATE stock SET free = total - reserved").GetAwaiter().GetResult();
        return rows + connection.Execute("DELETE FROM carts");
    }

    // good: between start and await nothing of the database is touched
    public static async Task<string> Clocked(DbConnection connection)
    {
        var pending = connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        var at = DateTime.UtcNow.ToString("O");
        return $"{await pending} at {at}";
    }

    // good: a task that doesn't touch the connection runs beside the query
    public static async Task<int> BesideAnother(DbConnection connection, Func<Task<int>> stock)
    {
        var free = stock();
        var ordered = await connection.ExecuteScalarAsync<int>("SELECT SUM(amount) FROM orders");
        return await free - ordered;
    }

    // good: only one of the two is started
    public static async Task<int> OneOrTheOther(DbConnection connection, bool archived)
    {
        var pending = archived
            ? connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM archive")
            : connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        return await pending;
    }

    // good: only one of the two is started, in a switch
    public static async Task<int> OneOfThree(DbConnection connection, string kind)
    {
        var pending = kind switch
        {
            "bill" => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM bills"),
            "order" => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders"),
            _ => Task.FromResult(0),
        };
        return await pending + await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM notes");
    }

    // bad: started with the flag, and then the query that always runs
    public static async Task<int> SometimesRunning(DbConnection connection, bool touch)
    {
        var pending = touch ? connection.ExecuteAsync("UPDATE users SET seen = NOW()") : Task.FromResult(0);
        var count = await {|NEEDS203:connection.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM users");
        return count + await pending;
    }

    // good: started with the flag, awaited with the flag
    public static async Task<int> SameFlag(DbConnection connection, bool touch)
    {
        Task<int>? pending = null;
        if (touch)
            pending = connection.ExecuteAsync("UPDATE users SET seen = NOW()");
        if (touch)
            await pending!;
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM users");
    }

    // good: awaited where there is one
    public static async Task<int> WhereThereIsOne(DbConnection connection, bool touch)
    {
        Task<int>? pending = null;
        if (touch)
            pending = connection.ExecuteAsync("UPDATE users SET seen = NOW()");
        if (pending is not null)
            await pending;
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM users");
    }

    // bad: awaited on one branch only
    public static async Task<int> AwaitedSometimes(DbConnection connection, bool strict)
    {
        var pending = connection.ExecuteAsync("UPDATE users SET seen = NOW()");
        if (strict)
            await pending;
        var count = await {|NEEDS203:connection.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM users");
        await pending;
        return count;
    }

    // good: awaited in the condition
    public static async Task<int> InCondition(DbConnection connection, int id)
    {
        var known = connection.ExecuteScalarAsync<bool>("SELECT EXISTS(SELECT 1 FROM users WHERE id = @id)", new { id });
        if (!await known)
            return 0;
        return await connection.ExecuteAsync("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
    }

    // good: the second operand is evaluated after the first is complete
    public static async Task<bool> Both(DbConnection connection, int id) =>
        await connection.ExecuteScalarAsync<bool>("SELECT EXISTS(SELECT 1 FROM users WHERE id = @id)", new { id })
        && await connection.ExecuteScalarAsync<bool>("SELECT EXISTS(SELECT 1 FROM orders WHERE user_id = @id)", new { id });

    // bad: the connection is still being opened
    public static async Task<object?> NotYetOpen(string address)
    {
        await using var connection = new NpgsqlConnection(address);
        var opening = connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT version()", connection);
        var version = await {|NEEDS203:command.ExecuteScalarAsync|}();
        await opening;
        return version;
    }

    // good: opened while the command is put together
    public static async Task<object?> OpenedBeside(string address)
    {
        await using var connection = new NpgsqlConnection(address);
        var opening = connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT version()", connection);
        await opening;
        return await command.ExecuteScalarAsync();
    }

    // bad: the transaction's connection is the same one
    public static async Task Move(MySqlConnection connection, int from, int to)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var take = connection.ExecuteAsync("UPDATE accounts SET balance = balance - 1 WHERE id = @from", new { from }, transaction);
        await {|NEEDS203:transaction.Connection!.ExecuteAsync|}(
            "UPDATE accounts SET balance = balance + 1 WHERE id = @to", new { to }, transaction);
        await take;
        await transaction.CommitAsync();
    }

    // good: the transaction's steps in turn
    public static async Task MoveInTurn(MySqlConnection connection, int from, int to)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("UPDATE accounts SET balance = balance - 1 WHERE id = @from", new { from }, transaction);
        await connection.ExecuteAsync("UPDATE accounts SET balance = balance + 1 WHERE id = @to", new { to }, transaction);
        await transaction.CommitAsync();
    }

    // bad: the transaction is begun while the lock is still waited for
    public static async Task<int> Locked(MySqlConnection connection)
    {
        var granted = connection.ExecuteScalarAsync<int>("SELECT GET_LOCK('billing', 10)");
        await using var transaction = await {|NEEDS203:connection.BeginTransactionAsync|}();
        if (await granted != 1)
            return 0;
        var rows = await connection.ExecuteAsync("UPDATE bills SET sent = 1", transaction: transaction);
        await transaction.CommitAsync();
        return rows;
    }

    // good: the second query is what the first continues with
    public static Task<int> Chained(DbConnection connection) =>
        connection.ExecuteAsync("DELETE FROM drafts")
            .ContinueWith(_ => connection.ExecuteAsync("DELETE FROM notes"))
            .Unwrap();

    // bad: the same command twice at once
    public static async Task<int> Twice(MySqlConnection connection)
    {
        await using var command = new MySqlCommand("UPDATE counters SET value = value + 1", connection);
        var first = command.ExecuteNonQueryAsync();
        var second = {|NEEDS203:command.ExecuteNonQueryAsync|}();
        return await first + await second;
    }

    // good: the same command twice, one after the other
    public static async Task<int> TwiceInTurn(MySqlConnection connection)
    {
        await using var command = new MySqlCommand("UPDATE counters SET value = value + 1", connection);
        var first = await command.ExecuteNonQueryAsync();
        var second = await command.ExecuteNonQueryAsync();
        return first + second;
    }

    // bad: the connection of the field, a forgotten await
    public async Task<int> Touch(int id)
    {
        var seen = _session.ExecuteAsync("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
        var rows = await {|NEEDS203:_session.ExecuteAsync|}("UPDATE visits SET count = count + 1 WHERE user_id = @id", new { id });
        await seen;
        return rows;
    }

    // good: the same, each awaited
    public async Task<int> TouchInTurn(int id)
    {
        await _session.ExecuteAsync("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
        return await _session.ExecuteAsync("UPDATE visits SET count = count + 1 WHERE user_id = @id", new { id });
    }

    // good: the flush that runs is awaited before the next one
    public async Task Flush()
    {
        await _flush;
        _flush = _session.ExecuteAsync("INSERT INTO done SELECT * FROM todo");
        await _flush;
        await _session.ExecuteAsync("DELETE FROM todo");
    }

    // good: what is started last is handed to the caller
    public async Task<Task<int>> StartedForCaller(int id)
    {
        await _session.ExecuteAsync("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
        return _session.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM visits WHERE user_id = @id", new { id });
    }

    // bad: in a handler, the two figures of a page
    [NeedsDb]
    public static async Task<(int Visits, int Orders)> Figures(MySqlConnection db, int id)
    {
        var visits = db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM visits WHERE user_id = @id", new { id });
        var orders = {|NEEDS203:db.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM orders WHERE user_id = @id", new { id });
        return (await visits, await orders);
    }

    // good: in a handler with two databases, one query on each
    public static async Task<(int Visits, int Orders)> FiguresOfTwo(
        [NeedsDb("web")] MySqlConnection web, [NeedsDb("shop")] MySqlConnection shop)
    {
        var visits = web.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM visits");
        var orders = shop.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        return (await visits, await orders);
    }

    // good: the task that timed out is awaited to its end before the connection is used again
    public static async Task<int> Patient(DbConnection connection, CancellationTokenSource source)
    {
        var pending = connection.ExecuteAsync(new CommandDefinition("CALL recompute()", cancellationToken: source.Token));
        if (await Task.WhenAny(pending, Task.Delay(1000)) != pending)
        {
            source.Cancel();
            try
            {
                await pending;
            }
            catch (OperationCanceledException)
            {
            }
        }

        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM results");
    }

    // bad: after the time-out the recomputation still runs
    public static async Task<int> Impatient(DbConnection connection)
    {
        var pending = connection.ExecuteAsync("CALL recompute()");
        if (await Task.WhenAny(pending, Task.Delay(1000)) != pending)
            return await {|NEEDS203:connection.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM old_results");
        return await pending;
    }
}
