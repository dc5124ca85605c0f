#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;
using NpgsqlTypes;

namespace Cases.Paths.Importers;

public sealed record Price(int Product, decimal Amount, DateOnly From);

/// <summary>Imports, exports and copies between databases.</summary>
public sealed class Importer(NpgsqlDataSource target, ILogger log)
{
    // bad: a malformed line returns from the middle of the import
    public int Import(string path)
    {
        var {|NEEDS101:connection|} = target.OpenConnection();
        var imported = 0;
        foreach (var line in File.ReadLines(path))
        {
            var cells = line.Split(';');
            if (cells.Length != 3)
            {
                log.LogError("line {Number} has {Cells} cells", imported + 1, cells.Length);
                return imported;
            }

            connection.Execute(
                "INSERT INTO prices(product, amount) VALUES (@product, @amount)",
                new
                {
                    product = int.Parse(cells[0], CultureInfo.InvariantCulture),
                    amount = decimal.Parse(cells[1], CultureInfo.InvariantCulture),
                });
            imported++;
        }

        connection.Close();
        return imported;
    }

    // good: a malformed line returns from within the using
    public int ImportUsing(string path)
    {
        using var connection = target.OpenConnection();
        var imported = 0;
        foreach (var line in File.ReadLines(path))
        {
            var cells = line.Split(';');
            if (cells.Length != 3)
            {
                log.LogError("line {Number} has {Cells} cells", imported + 1, cells.Length);
                return imported;
            }

            connection.Execute(
                "INSERT INTO prices(product, amount) VALUES (@product, @amount)",
                new
                {
                    product = int.Parse(cells[0], CultureInfo.InvariantCulture),
                    amount = decimal.Parse(cells[1], CultureInfo.InvariantCulture),
                });
            imported++;
        }

        return imported;
    }

    // bad: copies with the driver's binary import, closes what failed by throwing only
    public async Task<ulong> BulkAsync(IAsyncEnumerable<Price> prices, CancellationToken ct)
    {
        var {|NEEDS102:connection|} = await target.OpenConnectionAsync(ct);
        ulong rows;
        await using (var writer = await connection.BeginBinaryImportAsync("COPY prices FROM STDIN (FORMAT BINARY)", ct))
        {
            await foreach (var price in prices.WithCancellation(ct))
            {
                await writer.StartRowAsync(ct);
                await writer.WriteAsync(price.Product, NpgsqlDbType.Integer, ct);
                await writer.WriteAsync(price.Amount, NpgsqlDbType.Numeric, ct);
                await writer.WriteAsync(price.From, NpgsqlDbType.Date, ct);
            }

            rows = await writer.CompleteAsync(ct);
        }

        await connection.DisposeAsync();
        return rows;
    }

    // good: copies with the driver's binary import, all in await usings
    public async Task<ulong> BulkUsingAsync(IAsyncEnumerable<Price> prices, CancellationToken ct)
    {
        await using var connection = await target.OpenConnectionAsync(ct);
        await using var writer = await connection.BeginBinaryImportAsync("COPY prices FROM STDIN (FORMAT BINARY)", ct);
        await foreach (var price in prices.WithCancellation(ct))
        {
            await writer.StartRowAsync(ct);
            await writer.WriteAsync(price.Product, NpgsqlDbType.Integer, ct);
            await writer.WriteAsync(price.Amount, NpgsqlDbType.Numeric, ct);
            await writer.WriteAsync(price.From, NpgsqlDbType.Date, ct);
        }

        return await writer.CompleteAsync(ct);
    }

    // bad: the source's reader and connection, the target in a using
    public async Task<int> CopyAsync(string source, CancellationToken ct)
    {
        var {|NEEDS101:old|} = new MySqlConnection(source);
        await old.OpenAsync(ct);
        await using var select = new MySqlCommand("SELECT product, amount, valid_from FROM prices", old);
        await using var reader = await select.ExecuteReaderAsync(ct);
        await using var connection = await target.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var copied = 0;
        while (await reader.ReadAsync(ct))
        {
            copied += await connection.ExecuteAsync(
                "INSERT INTO prices VALUES (@product, @amount, @from)",
                new { product = reader.GetInt32(0), amount = reader.GetDecimal(1), from = reader.GetDateTime(2) },
                transaction);
        }

        await transaction.CommitAsync(ct);
        log.LogInformation("{Rows} prices copied", copied);
        return copied;
    }

    // good: everything in await usings, in the order of opening
    public async Task<int> CopyUsingAsync(string source, CancellationToken ct)
    {
        await using var old = new MySqlConnection(source);
        await old.OpenAsync(ct);
        await using var select = new MySqlCommand("SELECT product, amount, valid_from FROM prices", old);
        await using var reader = await select.ExecuteReaderAsync(ct);
        await using var connection = await target.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var copied = 0;
        while (await reader.ReadAsync(ct))
        {
            copied += await connection.ExecuteAsync(
                "INSERT INTO prices VALUES (@product, @amount, @from)",
                new { product = reader.GetInt32(0), amount = reader.GetDecimal(1), from = reader.GetDateTime(2) },
                transaction);
        }

        await transaction.CommitAsync(ct);
        log.LogInformation("{Rows} prices copied", copied);
        return copied;
    }

    // bad: each error is counted, too many of them end the import with the connection open
    public async Task<(int Done, int Failed)> ImportLinesAsync(TextReader text, CancellationToken ct)
    {
        var done = 0;
        var failed = 0;
        var {|NEEDS101:connection|} = await target.OpenConnectionAsync(ct);
        while (await text.ReadLineAsync(ct) is { } line)
        {
            try
            {
                await connection.ExecuteAsync("SELECT import_line(@line)", new { line });
                done++;
            }
            catch (PostgresException e)
            {
                log.LogWarning(e, "line not imported: {Line}", line);
                failed++;
            }

            if (failed > 100)
                return (done, failed);
        }

        await connection.CloseAsync();
        return (done, failed);
    }

    // good: too many errors break out of the loop, to the finally
    public async Task<(int Done, int Failed)> ImportLinesFinallyAsync(TextReader text, CancellationToken ct)
    {
        var done = 0;
        var failed = 0;
        var connection = await target.OpenConnectionAsync(ct);
        try
        {
            while (await text.ReadLineAsync(ct) is { } line)
            {
                try
                {
                    await connection.ExecuteAsync("SELECT import_line(@line)", new { line });
                    done++;
                }
                catch (PostgresException e)
                {
                    log.LogWarning(e, "line not imported: {Line}", line);
                    failed++;
                }

                if (failed > 100)
                    break;
            }
        }
        finally
        {
            await connection.CloseAsync();
        }

        return (done, failed);
    }

    // bad: writes a snapshot file, a failing query skips the close
    public void Snapshot(string path)
    {
        var {|NEEDS102:connection|} = target.OpenConnection();
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartArray();
        foreach (var name in connection.Query<string>("SELECT name FROM products", buffered: false))
            json.WriteStringValue(name);
        json.WriteEndArray();
        connection.Close();
    }

    // good: writes a snapshot file, the finally closes
    public void SnapshotFinally(string path)
    {
        var connection = target.OpenConnection();
        try
        {
            using var file = File.Create(path);
            using var json = new Utf8JsonWriter(file);
            json.WriteStartArray();
            foreach (var name in connection.Query<string>("SELECT name FROM products", buffered: false))
                json.WriteStringValue(name);
            json.WriteEndArray();
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: the folder's databases are merged, one that is empty is passed over with its connection open
    public static int Merge(string folder, SqliteConnection into)
    {
        var merged = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.db"))
        {
            var {|NEEDS101:part|} = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
            part.Open();
            var rows = part.Query<(int Id, string Text)>("SELECT id, text FROM notes").AsList();
            if (rows.Count == 0)
                continue;

            using var transaction = into.BeginTransaction();
            foreach (var (id, text) in rows)
                merged += into.Execute("INSERT OR IGNORE INTO notes(id, text) VALUES (@id, @text)", new { id, text }, transaction);
            transaction.Commit();
            part.Close();
        }

        return merged;
    }

    // good: the folder's databases are merged, each in its using
    public static int MergeUsing(string folder, SqliteConnection into)
    {
        var merged = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.db"))
        {
            using var part = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
            part.Open();
            var rows = part.Query<(int Id, string Text)>("SELECT id, text FROM notes").AsList();
            if (rows.Count == 0)
                continue;

            using var transaction = into.BeginTransaction();
            foreach (var (id, text) in rows)
                merged += into.Execute("INSERT OR IGNORE INTO notes(id, text) VALUES (@id, @text)", new { id, text }, transaction);
            transaction.Commit();
        }

        return merged;
    }

    // bad: the transaction of the last, unfinished batch stays open on the caller's connection
    public static async Task BatchAsync(MySqlConnection connection, IAsyncEnumerable<string> lines, CancellationToken ct)
    {
        MySqlTransaction? transaction = null;
        var count = 0;
        await foreach (var line in lines.WithCancellation(ct))
        {
            if (transaction is null)
                {|NEEDS101:transaction|} = await connection.BeginTransactionAsync(ct);
            await connection.ExecuteAsync("INSERT INTO lines(text) VALUES (@line)", new { line }, transaction);
            if (++count % 1000 == 0)
            {
                await transaction.CommitAsync(ct);
                transaction = null;
            }
        }
    }

    // good: the transaction of the last, unfinished batch is committed, of a failed one rolled back
    public static async Task BatchCommittedAsync(MySqlConnection connection, IAsyncEnumerable<string> lines, CancellationToken ct)
    {
        MySqlTransaction? transaction = null;
        var count = 0;
        try
        {
            await foreach (var line in lines.WithCancellation(ct))
            {
                transaction ??= await connection.BeginTransactionAsync(ct);
                await connection.ExecuteAsync("INSERT INTO lines(text) VALUES (@line)", new { line }, transaction);
                if (++count % 1000 == 0)
                {
                    await transaction.CommitAsync(ct);
                    transaction = null;
                }
            }

            if (transaction is not null)
                await transaction.CommitAsync(ct);
        }
        catch
        {
            if (transaction is not null)
                await transaction.RollbackAsync(CancellationToken.None);
            throw;
        }
    }
}
