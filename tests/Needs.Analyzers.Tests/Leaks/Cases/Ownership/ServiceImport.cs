#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.ServiceImport;

// Moving data: an import program, migrations, a copier with two connections, a writer behind a channel, a test fixture.

public sealed class ImportOptions
{
    public string Source { get; set; } = "";

    public string Target { get; set; } = "";

    public bool DryRun { get; set; }
}

public sealed class Importer(ImportOptions options) : IDisposable
{
    private SqliteConnection? _source;
    private MySqlConnection? _target;

    // good: both are fields, and Dispose knows both
    public void Open()
    {
        _source = new SqliteConnection(options.Source);
        _source.Open();
        if (options.DryRun)
            return;
        _target = new MySqlConnection(options.Target);
        _target.Open();
    }

    // good: the fields' connections
    public int Run()
    {
        var rows = _source.Query<(long, string)>("SELECT id, name FROM rows").AsList();
        return _target?.Execute("INSERT INTO rows VALUES (@Item1, @Item2)", rows) ?? 0;
    }

    // bad: verified with a connection of its own that stays open
    public bool Verify()
    {
        var {|NEEDS101:check|} = new MySqlConnection(options.Target);
        check.Open();
        return check.ExecuteScalar<long>("SELECT COUNT(*) FROM rows") == _source.ExecuteScalar<long>("SELECT COUNT(*) FROM rows");
    }

    public void Dispose()
    {
        _target?.Dispose();
        _source?.Dispose();
    }
}

public static class Program
{
    // good: the importer is disposed whatever happens
    public static int Main(string[] args)
    {
        using var importer = new Importer(new ImportOptions { Source = args[0], Target = args[1] });
        try
        {
            importer.Open();
            Console.WriteLine(importer.Run());
            return importer.Verify() ? 0 : 1;
        }
        catch (DbException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    // bad: on a failed import the connection stays open, and the program goes on
    public static int Retry(string target, Queue<string> lines)
    {
        var failed = 0;
        while (lines.TryDequeue(out var line))
        {
            var {|NEEDS102:connection|} = new MySqlConnection(target);
            try
            {
                connection.Open();
                connection.Execute("INSERT INTO rows (name) VALUES (@line)", new { line });
                connection.Close();
            }
            catch (MySqlException)
            {
                failed++;
            }
        }
        return failed;
    }
}

public sealed record Migration(int Version, string Sql);

public sealed class Migrator(string connectionString, TextWriter log)
{
    // good: one connection for all migrations
    public int Migrate(IEnumerable<Migration> migrations)
    {
        using var connection = Connect();
        var current = Current(connection);
        foreach (var migration in migrations.Where(m => m.Version > current).OrderBy(m => m.Version))
            Apply(connection, migration);
        return Current(connection);
    }

    // good: the transaction of a borrowed connection is under using
    private void Apply(NpgsqlConnection connection, Migration migration)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(migration.Sql, transaction: transaction);
        connection.Execute("INSERT INTO migrations VALUES (@Version)", migration, transaction);
        transaction.Commit();
        log.WriteLine($"{migration.Version} applied");
    }

    // bad: a failing migration leaves its transaction in the borrowed connection
    public static void ApplyLate(NpgsqlConnection connection, Migration migration)
    {
        var {|NEEDS102:transaction|} = connection.BeginTransaction();
        connection.Execute(migration.Sql, transaction: transaction);
        transaction.Commit();
    }

    // good: for the caller, who is known to use it
    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    // good: borrows
    private static int Current(NpgsqlConnection connection) =>
        connection.ExecuteScalar<int?>("SELECT MAX(version) FROM migrations") ?? 0;

    // bad: the connection is an argument made on the spot
    public int Version() => Current({|NEEDS101:Connect()|});

    // good: the connection is an argument made before
    public int VersionUsing()
    {
        using var connection = Connect();
        return Current(connection);
    }

    // bad: no migration, no Close
    public bool Rollback(IReadOnlyList<Migration> downs)
    {
        var {|NEEDS101:connection|} = Connect();
        var down = downs.FirstOrDefault(m => m.Version == Current(connection));
        if (down is null)
        {
            log.WriteLine("nothing to roll back");
            return false;
        }
        using (connection)
            Apply(connection, down);
        return true;
    }
}

public sealed class Copier : IAsyncDisposable
{
    private readonly NpgsqlConnection _from;
    private readonly NpgsqlConnection _to;

    private Copier(NpgsqlConnection from, NpgsqlConnection to)
    {
        _from = from;
        _to = to;
    }

    // good: the first is closed when the second can't be opened
    public static async Task<Copier> Create(NpgsqlDataSource from, NpgsqlDataSource to)
    {
        var left = await from.OpenConnectionAsync();
        try
        {
            return new Copier(left, await to.OpenConnectionAsync());
        }
        catch
        {
            await left.DisposeAsync();
            throw;
        }
    }

    // bad: the first stays open when the second can't be opened
    public static async Task<Copier> CreateUnguarded(NpgsqlDataSource from, NpgsqlDataSource to)
    {
        var {|NEEDS102:left|} = await from.OpenConnectionAsync();
        var right = await to.OpenConnectionAsync();
        return new Copier(left, right);
    }

    // good: reader and writer are closed, the connections are the copier's
    public async Task Copy(string table)
    {
        using var reader = await _from.BeginTextExportAsync($"COPY {table} TO STDOUT");
        await using var writer = await _to.BeginTextImportAsync($"COPY {table} FROM STDIN");
        while (await reader.ReadLineAsync() is { } line)
            await writer.WriteLineAsync(line);
    }

    // bad: a reader on the copier's connection is left open when writing fails
    public async Task CopyRows(string table)
    {
        await using var command = new NpgsqlCommand($"SELECT id FROM {table}", _from);
        var {|NEEDS102:rows|} = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            await _to.ExecuteAsync($"INSERT INTO {table} VALUES (@id)", new { id = rows.GetInt64(0) });
        await rows.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }
}

public sealed class ChannelWriter : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(1000);
    private readonly Task _writing;

    // good: the task that is started takes the connection over
    public ChannelWriter(NpgsqlDataSource source)
    {
        var connection = source.OpenConnection();
        _writing = Write(connection);
    }

    // good: the connection is closed when the channel ends
    private async Task Write(NpgsqlConnection connection)
    {
        await using (connection)
        {
            await foreach (var line in _lines.Reader.ReadAllAsync())
                await connection.ExecuteAsync("INSERT INTO lines VALUES (@line)", new { line });
        }
    }

    // good: nothing is opened
    public ValueTask Add(string line) => _lines.Writer.WriteAsync(line);

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.Complete();
        await _writing;
    }
}

// helper
public interface IAsyncLifetime
{
    Task InitializeAsync();

    Task DisposeAsync();
}

public sealed class DatabaseFixture : IAsyncLifetime
{
    private MySqlConnection? _connection;

    // good: DisposeAsync disposes
    public async Task InitializeAsync()
    {
        _connection = new MySqlConnection("Server=localhost;Database=tests");
        await _connection.OpenAsync();
        await _connection.ExecuteAsync("CREATE TABLE tests (id INT)");
    }

    public async Task DisposeAsync()
    {
        await using var connection = _connection!;
        await connection.ExecuteAsync("DROP TABLE tests");
    }
}

public sealed class DatabaseFixtureForgetting : IAsyncLifetime
{
    private MySqlConnection? _connection;

    // bad: DisposeAsync drops the table and keeps the connection
    public async Task InitializeAsync()
    {
        {|NEEDS104:_connection|} = new MySqlConnection("Server=localhost;Database=tests");
        await _connection.OpenAsync();
        await _connection.ExecuteAsync("CREATE TABLE tests (id INT)");
    }

    public async Task DisposeAsync() => await _connection.ExecuteAsync("DROP TABLE tests");
}
