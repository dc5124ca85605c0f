#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Mixtures;

/// <summary>Several resources and several mistakes in one method, or none.</summary>
public sealed class Mixtures(MySqlDataSource shop, NpgsqlDataSource ledger, ILogger log)
{
    // bad: two connections, the first lost by a return, the second by an exception
    public async Task<bool> ReconcileAsync(int account, CancellationToken ct)
    {
        var {|NEEDS101:left|} = await shop.OpenConnectionAsync(ct);
        var mine = await left.ExecuteScalarAsync<decimal>("SELECT SUM(total) FROM orders WHERE account = @account", new { account });
        if (mine == 0)
            return true;
        await left.DisposeAsync();

        var {|NEEDS102:right|} = await ledger.OpenConnectionAsync(ct);
        var theirs = await right.ExecuteScalarAsync<decimal>("SELECT sum(amount) FROM entries WHERE account = @account", new { account });
        await right.DisposeAsync();
        return mine == theirs;
    }

    // good: two connections, one after the other, each in its await using
    public async Task<bool> ReconcileUsingAsync(int account, CancellationToken ct)
    {
        decimal mine;
        await using (var left = await shop.OpenConnectionAsync(ct))
            mine = await left.ExecuteScalarAsync<decimal>("SELECT SUM(total) FROM orders WHERE account = @account", new { account });
        if (mine == 0)
            return true;

        await using var right = await ledger.OpenConnectionAsync(ct);
        return mine == await right.ExecuteScalarAsync<decimal>("SELECT sum(amount) FROM entries WHERE account = @account", new { account });
    }

    // bad: three of three: one overwritten, one dropped, one left
    public int Three()
    {
        var {|NEEDS103:connection|} = shop.OpenConnection();
        var thread = connection.ServerThread;
        {|NEEDS103:ledger.OpenConnection()|};
        {|NEEDS101:connection|} = shop.OpenConnection();
        return thread + connection.ServerThread;
    }

    // good: three of three
    public int ThreeUsing()
    {
        using var connection = shop.OpenConnection();
        ledger.OpenConnection().Dispose();
        using var second = shop.OpenConnection();
        return connection.ServerThread + second.ServerThread;
    }

    // bad: a reader and a transaction on the caller's connection, in a branch each
    public static string Either(MySqlConnection connection, bool read)
    {
        if (read)
        {
            using var command = new MySqlCommand("SELECT name FROM users LIMIT 1", connection);
            var {|NEEDS101:reader|} = command.ExecuteReader();
            return reader.Read() ? reader.GetString(0) : "";
        }

        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        connection.Execute("DELETE FROM users WHERE name = ''", transaction: transaction);
        transaction.Commit();
        return "";
    }

    // good: a reader and a transaction on the caller's connection, in a using each
    public static string EitherUsing(MySqlConnection connection, bool read)
    {
        if (read)
        {
            using var command = new MySqlCommand("SELECT name FROM users LIMIT 1", connection);
            using var reader = command.ExecuteReader();
            return reader.Read() ? reader.GetString(0) : "";
        }

        using var transaction = connection.BeginTransaction();
        connection.Execute("DELETE FROM users WHERE name = ''", transaction: transaction);
        transaction.Commit();
        return "";
    }

    // bad: the invoice run: the source is closed in every case but one, the target's transaction in all
    public async Task<int> InvoiceAsync(DateOnly month, CancellationToken ct)
    {
        var {|NEEDS101:source|} = await shop.OpenConnectionAsync(ct);
        List<(int Customer, decimal Total)> totals;
        try
        {
            totals = (await source.QueryAsync<(int, decimal)>(
                "SELECT customer, SUM(total) FROM orders WHERE month = @month GROUP BY customer", new { month })).AsList();
        }
        catch (MySqlException e)
        {
            log.LogError(e, "no totals for {Month}", month);
            await source.DisposeAsync();
            throw;
        }

        if (totals.Count == 0)
        {
            log.LogInformation("nothing to invoice in {Month}", month);
            return 0;
        }

        await using var target = await ledger.OpenConnectionAsync(ct);
        await using var transaction = await target.BeginTransactionAsync(ct);
        var number = await target.ExecuteScalarAsync<int>("SELECT coalesce(max(number), 0) FROM invoices", transaction: transaction);
        foreach (var (customer, total) in totals)
        {
            number++;
            await target.ExecuteAsync(
                "INSERT INTO invoices VALUES (@number, @customer, @total)", new { number, customer, total }, transaction);
        }

        await transaction.CommitAsync(ct);
        await source.DisposeAsync();
        return totals.Count;
    }

    // good: the invoice run with await usings
    public async Task<int> InvoiceUsingAsync(DateOnly month, CancellationToken ct)
    {
        List<(int Customer, decimal Total)> totals;
        await using (var source = await shop.OpenConnectionAsync(ct))
        {
            totals = (await source.QueryAsync<(int, decimal)>(
                "SELECT customer, SUM(total) FROM orders WHERE month = @month GROUP BY customer", new { month })).AsList();
        }

        if (totals.Count == 0)
        {
            log.LogInformation("nothing to invoice in {Month}", month);
            return 0;
        }

        await using var target = await ledger.OpenConnectionAsync(ct);
        await using var transaction = await target.BeginTransactionAsync(ct);
        var number = await target.ExecuteScalarAsync<int>("SELECT coalesce(max(number), 0) FROM invoices", transaction: transaction);
        foreach (var (customer, total) in totals)
        {
            number++;
            await target.ExecuteAsync(
                "INSERT INTO invoices VALUES (@number, @customer, @total)", new { number, customer, total }, transaction);
        }

        await transaction.CommitAsync(ct);
        return totals.Count;
    }

    // bad: exports page by page; the temporary database is closed on success and on cancellation, not on an empty page
    public async Task<string?> ExportAsync(string folder, CancellationToken ct)
    {
        var path = Path.Combine(folder, "export.db");
        var {|NEEDS101:file|} = new SqliteConnection($"Data Source={path}");
        await file.OpenAsync(ct);
        var last = 0;
        try
        {
            await file.ExecuteAsync("CREATE TABLE orders (id INTEGER PRIMARY KEY, total TEXT)");
            while (true)
            {
                await using var connection = await shop.OpenConnectionAsync(ct);
                var page = (await connection.QueryAsync<(int Id, decimal Total)>(
                    "SELECT id, total FROM orders WHERE id > @last ORDER BY id LIMIT 500", new { last })).AsList();
                if (page.Count == 0 && last == 0)
                    return null;
                if (page.Count == 0)
                    break;

                foreach (var (id, total) in page)
                    await file.ExecuteAsync(
                        "INSERT INTO orders VALUES (@id, @total)", new { id, total = total.ToString(CultureInfo.InvariantCulture) });
                last = page[^1].Id;
            }
        }
        catch
        {
            await file.DisposeAsync();
            File.Delete(path);
            throw;
        }

        await file.DisposeAsync();
        return path;
    }

    // good: exports page by page; the temporary database is closed by a finally
    public async Task<string?> ExportFinallyAsync(string folder, CancellationToken ct)
    {
        var path = Path.Combine(folder, "export.db");
        var file = new SqliteConnection($"Data Source={path}");
        var last = 0;
        var complete = false;
        try
        {
            await file.OpenAsync(ct);
            await file.ExecuteAsync("CREATE TABLE orders (id INTEGER PRIMARY KEY, total TEXT)");
            while (true)
            {
                await using var connection = await shop.OpenConnectionAsync(ct);
                var page = (await connection.QueryAsync<(int Id, decimal Total)>(
                    "SELECT id, total FROM orders WHERE id > @last ORDER BY id LIMIT 500", new { last })).AsList();
                if (page.Count == 0 && last == 0)
                    return null;
                if (page.Count == 0)
                    break;

                foreach (var (id, total) in page)
                    await file.ExecuteAsync(
                        "INSERT INTO orders VALUES (@id, @total)", new { id, total = total.ToString(CultureInfo.InvariantCulture) });
                last = page[^1].Id;
            }

            complete = true;
            return path;
        }
        finally
        {
            await file.DisposeAsync();
            if (!complete)
                File.Delete(path);
        }
    }

    // bad: a report of many parts; the third part's exit forgets the reader on the caller's connection
    public static async Task<string> ReportAsync(NpgsqlConnection connection, int year, CancellationToken ct)
    {
        var text = new StringBuilder();
        var total = await connection.ExecuteScalarAsync<decimal>("SELECT sum(total) FROM orders WHERE year = @year", new { year });
        text.AppendLine(CultureInfo.InvariantCulture, $"Total {total}");

        await using (var command = new NpgsqlCommand("SELECT month, sum(total) FROM orders GROUP BY month", connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                text.AppendLine(CultureInfo.InvariantCulture, $"{reader.GetInt32(0)}: {reader.GetDecimal(1)}");
        }

        if (total == 0)
            return text.ToString();

        await using var best = new NpgsqlCommand("SELECT name FROM customers ORDER BY turnover DESC LIMIT 10", connection);
        var {|NEEDS101:customers|} = await best.ExecuteReaderAsync(ct);
        if (!customers.HasRows)
            return text.AppendLine("no customers").ToString();
        try
        {
            while (await customers.ReadAsync(ct))
                text.AppendLine(customers.GetString(0));
        }
        finally
        {
            await customers.DisposeAsync();
        }

        return text.ToString();
    }

    // good: a report of many parts, every reader in an await using
    public static async Task<string> ReportUsingAsync(NpgsqlConnection connection, int year, CancellationToken ct)
    {
        var text = new StringBuilder();
        var total = await connection.ExecuteScalarAsync<decimal>("SELECT sum(total) FROM orders WHERE year = @year", new { year });
        text.AppendLine(CultureInfo.InvariantCulture, $"Total {total}");

        await using (var command = new NpgsqlCommand("SELECT month, sum(total) FROM orders GROUP BY month", connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                text.AppendLine(CultureInfo.InvariantCulture, $"{reader.GetInt32(0)}: {reader.GetDecimal(1)}");
        }

        if (total == 0)
            return text.ToString();

        await using var best = new NpgsqlCommand("SELECT name FROM customers ORDER BY turnover DESC LIMIT 10", connection);
        await using var customers = await best.ExecuteReaderAsync(ct);
        if (!customers.HasRows)
            return text.AppendLine("no customers").ToString();
        while (await customers.ReadAsync(ct))
            text.AppendLine(customers.GetString(0));
        return text.ToString();
    }

    // bad: moves rows in chunks, each in a transaction of the target; a chunk that does not fit ends the move with it open
    public static int Move(MySqlConnection from, SqliteConnection to, int chunk)
    {
        var moved = 0;
        while (true)
        {
            var rows = from.Query<(int Id, string Text)>(
                "SELECT id, text FROM notes WHERE id > @moved ORDER BY id LIMIT @chunk", new { moved, chunk }).AsList();
            if (rows.Count == 0)
                return moved;

            var {|NEEDS101:transaction|} = to.BeginTransaction();
            try
            {
                foreach (var row in rows)
                {
                    if (row.Text.Length > 1000)
                        return moved;
                    to.Execute("INSERT INTO notes VALUES (@Id, @Text)", new { row.Id, row.Text }, transaction);
                }

                transaction.Commit();
            }
            catch (SqliteException)
            {
                transaction.Rollback();
                throw;
            }

            moved = rows[^1].Id;
        }
    }

    // good: moves rows in chunks, each in a transaction's using
    public static int MoveUsing(MySqlConnection from, SqliteConnection to, int chunk)
    {
        var moved = 0;
        while (true)
        {
            var rows = from.Query<(int Id, string Text)>(
                "SELECT id, text FROM notes WHERE id > @moved ORDER BY id LIMIT @chunk", new { moved, chunk }).AsList();
            if (rows.Count == 0)
                return moved;

            using var transaction = to.BeginTransaction();
            foreach (var row in rows)
            {
                if (row.Text.Length > 1000)
                    return moved;
                to.Execute("INSERT INTO notes VALUES (@Id, @Text)", new { row.Id, row.Text }, transaction);
            }

            transaction.Commit();
            moved = rows[^1].Id;
        }
    }

    // bad: own connection and own transaction, closed by hand; an unknown command throws in between
    public void Dispatch(string command, int id)
    {
        var {|NEEDS102:connection|} = shop.OpenConnection();
        switch (command)
        {
            case "hide":
                connection.Execute("UPDATE products SET hidden = 1 WHERE id = @id", new { id });
                break;
            case "show":
                connection.Execute("UPDATE products SET hidden = 0 WHERE id = @id", new { id });
                break;
            case "drop":
                using (var transaction = connection.BeginTransaction())
                {
                    connection.Execute("DELETE FROM prices WHERE product = @id", new { id }, transaction);
                    connection.Execute("DELETE FROM products WHERE id = @id", new { id }, transaction);
                    transaction.Commit();
                }

                break;
            default:
                throw new NotSupportedException(command);
        }

        connection.Dispose();
        log.LogInformation("{Command} {Id}", command, id);
    }

    // good: an unknown command throws within the using
    public void DispatchUsing(string command, int id)
    {
        using (var connection = shop.OpenConnection())
        {
            switch (command)
            {
                case "hide":
                    connection.Execute("UPDATE products SET hidden = 1 WHERE id = @id", new { id });
                    break;
                case "show":
                    connection.Execute("UPDATE products SET hidden = 0 WHERE id = @id", new { id });
                    break;
                case "drop":
                    using (var transaction = connection.BeginTransaction())
                    {
                        connection.Execute("DELETE FROM prices WHERE product = @id", new { id }, transaction);
                        connection.Execute("DELETE FROM products WHERE id = @id", new { id }, transaction);
                        transaction.Commit();
                    }

                    break;
                default:
                    throw new NotSupportedException(command);
            }
        }

        log.LogInformation("{Command} {Id}", command, id);
    }
}
