#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace Cases.Ownership.ServiceBlobs;

// Files in a database: a stream that owns its reader and connection, a store that makes such streams, endpoints on it.

public sealed class BlobStream : Stream
{
    private readonly Stream _inner;
    private readonly DbDataReader _reader;
    private readonly DbConnection? _connection;

    // good: takes reader and connection over
    public BlobStream(DbDataReader reader, DbConnection? connection = null)
    {
        _reader = reader;
        _connection = connection;
        _inner = reader.GetStream(0);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _inner.Length;

    public override long Position
    {
        get => _inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _reader.Dispose();
            _connection?.Dispose();
        }
        base.Dispose(disposing);
    }
}

// helper
public sealed class BlobWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteTransaction _transaction = connection.BeginTransaction();

    public void Add(string name, byte[] data) =>
        connection.Execute("INSERT INTO blobs VALUES (@name, @data)", new { name, data }, _transaction);

    public void Dispose()
    {
        _transaction.Commit();
        _transaction.Dispose();
    }
}

public sealed class BlobStore(MySqlDataSource source)
{
    // good: the stream owns both, and each failure before it closes both
    public async Task<Stream?> OpenRead(string name, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        DbDataReader? reader = null;
        var handedOver = false;
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT data FROM blobs WHERE name = @name";
            command.Parameters.AddWithValue("@name", name);
            reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
            if (!await reader.ReadAsync(cancellation))
                return null;
            var stream = new BlobStream(reader, connection);
            handedOver = true;
            return stream;
        }
        finally
        {
            if (!handedOver)
            {
                if (reader is not null)
                    await reader.DisposeAsync();
                await connection.DisposeAsync();
            }
        }
    }

    // bad: a name that isn't there leaves the connection open
    public async Task<Stream?> OpenReadForgetting(string name, CancellationToken cancellation)
    {
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync(cancellation);
        var command = connection.CreateCommand();
        command.CommandText = "SELECT data FROM blobs WHERE name = @name";
        command.Parameters.AddWithValue("@name", name);
        var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        return await reader.ReadAsync(cancellation) ? new BlobStream(reader, connection) : null;
    }

    // bad: the stream gets the reader only, so nobody closes the connection
    public Stream OpenFirst()
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var command = new MySqlCommand("SELECT data FROM blobs", connection);
        var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
        reader.Read();
        return new BlobStream(reader);
    }

    // good: the reader closes the connection, and the stream closes the reader
    public Stream OpenLast()
    {
        var connection = source.OpenConnection();
        try
        {
            var command = new MySqlCommand("SELECT data FROM blobs ORDER BY id DESC", connection);
            var reader = command.ExecuteReader(CommandBehavior.SequentialAccess | CommandBehavior.CloseConnection);
            reader.Read();
            return new BlobStream(reader);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // good: copied while everything is open
    public async Task<bool> CopyTo(string name, Stream target, CancellationToken cancellation)
    {
        await using var blob = await OpenRead(name, cancellation);
        if (blob is null)
            return false;
        await blob.CopyToAsync(target, cancellation);
        return true;
    }

    // bad: the blob's stream, and with it the connection, is left open
    public async Task<long> SizeOf(string name, CancellationToken cancellation)
    {
        var {|NEEDS101:blob|} = await OpenRead(name, cancellation);
        return blob?.Length ?? -1;
    }

    // bad: the blob's stream is closed unless copying fails
    public async Task CopyToLate(string name, Stream target, CancellationToken cancellation)
    {
        var {|NEEDS102:blob|} = await OpenRead(name, cancellation);
        if (blob is null)
            return;
        await blob.CopyToAsync(target, cancellation);
        await blob.DisposeAsync();
    }

    // bad: read to its end, which closes nothing
    public async Task<byte[]> Bytes(string name)
    {
        var memory = new MemoryStream();
        var {|NEEDS101:connection|} = await source.OpenConnectionAsync();
        using var command = new MySqlCommand("SELECT data FROM blobs WHERE name = @name", connection);
        command.Parameters.AddWithValue("@name", name);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                await reader.GetStream(0).CopyToAsync(memory);
        }
        return memory.ToArray();
    }
}

public static class BlobFiles
{
    // good: the file's connection is closed behind the writer
    public static void Pack(string file, IEnumerable<(string Name, byte[] Data)> blobs)
    {
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var writer = new BlobWriter(connection);
        foreach (var (name, data) in blobs)
            writer.Add(name, data);
    }

    // bad: the writer is disposed, the file stays open
    public static void PackWriterOnly(string file, IEnumerable<(string Name, byte[] Data)> blobs)
    {
        var {|NEEDS101:connection|} = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var writer = new BlobWriter(connection);
        foreach (var (name, data) in blobs)
            writer.Add(name, data);
    }

    // bad: on a borrowed connection the writer's transaction is never ended
    public static void Add(SqliteConnection connection, string name, byte[] data)
    {
        var {|NEEDS101:writer|} = new BlobWriter(connection);
        writer.Add(name, data);
    }

    // good: a backup from one file to another
    public static void Backup(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={from}");
        using var target = new SqliteConnection($"Data Source={to}");
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    // bad: the backup's target stays open
    public static void BackupForgetting(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={from}");
        source.Open();
        var {|NEEDS101:target|} = new SqliteConnection($"Data Source={to}");
        target.Open();
        source.BackupDatabase(target);
    }

    // bad: the backup may fail
    public static void BackupLate(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={from}");
        source.Open();
        var {|NEEDS102:target|} = new SqliteConnection($"Data Source={to}");
        target.Open();
        source.BackupDatabase(target);
        target.Close();
    }

    // good: endpoints that stream a blob: the framework disposes the stream of a file result
    public static void Map(WebApplication app, BlobStore store)
    {
        app.MapGet("/blobs/{name}", async (string name, CancellationToken cancellation) =>
            await store.OpenRead(name, cancellation) is { } blob ? Results.Stream(blob) : Results.NotFound());
    }

    // good: the response disposes the stream
    public static async Task Send(HttpContext context, BlobStore store, string name)
    {
        var blob = await store.OpenRead(name, context.RequestAborted);
        if (blob is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.RegisterForDispose(blob);
        await blob.CopyToAsync(context.Response.Body);
    }
}
