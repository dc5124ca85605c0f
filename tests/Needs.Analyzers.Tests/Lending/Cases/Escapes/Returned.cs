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
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Returned;

public sealed record Invoice(int Id, decimal Total);

public sealed record Opened(DbConnection Connection, int Count);

public sealed class InvoiceRepository(DbConnection connection)
{
    public Task<Invoice?> Find(int id) =>
        connection.QuerySingleOrDefaultAsync<Invoice>("SELECT id, total FROM invoices WHERE id = @id", new { id });

    public async Task<List<Invoice>> All() => (await connection.QueryAsync<Invoice>("SELECT id, total FROM invoices")).AsList();
}

public sealed class InvoiceQuery
{
    private readonly DbConnection _connection;
    private string _where = "1 = 1";

    public InvoiceQuery(DbConnection connection) => _connection = connection;

    public InvoiceQuery Above(decimal total)
    {
        _where += " AND total > " + total.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return this;
    }

    public Task<int> CountAsync() => _connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM invoices WHERE " + _where);
}

/// <summary>What a handler returns is used when the connection has gone back.</summary>
public static partial class Invoices
{
    // bad: the connection itself
    [NeedsDb]
    public static async Task<MySqlConnection> PrepareSession(MySqlConnection db)
    {
        await db.ExecuteAsync("SET time_zone = '+00:00'");
        return {|NEEDS201:db|};
    }

    // good: the value, not the connection
    [NeedsDb]
    public static async Task<string?> SessionZone(MySqlConnection db)
    {
        await db.ExecuteAsync("SET time_zone = '+00:00'");
        return await db.ExecuteScalarAsync<string>("SELECT @@time_zone");
    }

    // good: what the connection says about itself
    [NeedsDb]
    public static (string Server, ConnectionState State, int Timeout) Describe(MySqlConnection db) =>
        (db.ServerVersion, db.State, db.ConnectionTimeout);

    // bad: a command
    [NeedsDb]
    public static MySqlCommand CommandFor(MySqlConnection db, int id)
    {
        var command = new MySqlCommand("SELECT total FROM invoices WHERE id = @id", db);
        command.Parameters.AddWithValue("@id", id);
        return {|NEEDS201:command|};
    }

    // bad: a command, made where it is returned
    [NeedsDb]
    public static DbCommand EmptyCommand(DbConnection db) => {|NEEDS201:db.CreateCommand()|};

    // good: its text
    [NeedsDb]
    public static string TextFor(MySqlConnection db, int id)
    {
        using var command = new MySqlCommand("SELECT total FROM invoices WHERE id = @id", db);
        command.Parameters.AddWithValue("@id", id);
        command.Prepare();
        return command.CommandText;
    }

    // bad: an open reader
    [NeedsDb]
    public static async Task<MySqlDataReader> Read(MySqlConnection db, CancellationToken cancel)
    {
        await using var command = new MySqlCommand("SELECT id, total FROM invoices", db);
        var reader = await command.ExecuteReaderAsync(cancel);
        return {|NEEDS201:reader|};
    }

    // bad: an open reader under its interface
    [NeedsDb]
    public static IDataReader ReadAll(IDbConnection db) => {|NEEDS201:db.ExecuteReader("SELECT id, total FROM invoices")|};

    // good: a filled table
    [NeedsDb]
    public static DataTable Table(MySqlConnection db)
    {
        using var command = new MySqlCommand("SELECT id, total FROM invoices", db);
        using var reader = command.ExecuteReader();
        var table = new DataTable();
        table.Load(reader);
        return table;
    }

    // bad: a transaction
    [NeedsDb]
    public static async Task<NpgsqlTransaction> Begin(NpgsqlConnection db)
    {
        var transaction = await db.BeginTransactionAsync();
        await db.ExecuteAsync("SET CONSTRAINTS ALL DEFERRED", transaction: transaction);
        return {|NEEDS201:transaction|};
    }

    // bad: a tuple with the connection in it
    [NeedsDb]
    public static async Task<(int Count, DbConnection Connection)> CountAndConnection(DbConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM invoices");
        return {|NEEDS201:(count, db)|};
    }

    // bad: a record with the connection in it
    [NeedsDb]
    public static async Task<Opened> CountAndOpened(DbConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM invoices");
        return {|NEEDS201:new Opened(db, count)|};
    }

    // bad: a repository that works on it
    [NeedsDb]
    public static InvoiceRepository Repository(DbConnection db) => {|NEEDS201:new InvoiceRepository(db)|};

    // bad: a repository in a variable, after its use
    [NeedsDb]
    public static async Task<InvoiceRepository?> RepositoryIfAny(DbConnection db)
    {
        var repository = new InvoiceRepository(db);
        var all = await repository.All();
        if (all.Count == 0)
            return null;
        return {|NEEDS201:repository|};
    }

    // good: what the repository read
    [NeedsDb]
    public static async Task<Invoice?> FindByRepository(DbConnection db, int id)
    {
        var repository = new InvoiceRepository(db);
        return await repository.Find(id);
    }

    // good: the repository's task, which the wrapper awaits
    [NeedsDb]
    public static Task<List<Invoice>> AllByRepository(DbConnection db) => new InvoiceRepository(db).All();

    // bad: a query object that a caller would still execute
    [NeedsDb]
    public static InvoiceQuery BigOnes(DbConnection db) => {|NEEDS201:new InvoiceQuery(db).Above(1000m)|};

    // good: executed here
    [NeedsDb]
    public static Task<int> CountBigOnes(DbConnection db) => new InvoiceQuery(db).Above(1000m).CountAsync();

    // bad: a list of commands
    [NeedsDb]
    public static List<DbCommand> Batch(DbConnection db, string[] statements)
    {
        var commands = new List<DbCommand>();
        foreach (var statement in statements)
        {
            var command = db.CreateCommand();
            command.CommandText = statement;
            commands.Add(command);
        }

        return {|NEEDS201:commands|};
    }

    // good: a list of what the commands said
    [NeedsDb]
    public static List<int> RunBatch(DbConnection db, string[] statements)
    {
        var rows = new List<int>();
        foreach (var statement in statements)
        {
            using var command = db.CreateCommand();
            command.CommandText = statement;
            rows.Add(command.ExecuteNonQuery());
        }

        return rows;
    }

    // bad: a finished task of a connection
    [NeedsDb]
    public static Task<DbConnection> Same(DbConnection db) => {|NEEDS201:Task.FromResult(db)|};

    // bad: one arm of the conditional
    [NeedsDb]
    public static async Task<DbConnection?> OnlyIfPostgres(DbConnection db)
    {
        await db.ExecuteAsync("SELECT 1");
        return {|NEEDS201:db is NpgsqlConnection ? db : null|};
    }

    // good: a test on the connection
    [NeedsDb]
    public static bool IsPostgres(DbConnection db) => db is NpgsqlConnection { FullState: ConnectionState.Open };

    // good: rows, mapped by a method that sees the reader only for one row
    [NeedsDb]
    public static async Task<List<Invoice>> Mapped(DbConnection db)
    {
        await using var command = db.CreateCommand();
        command.CommandText = "SELECT id, total FROM invoices";
        await using var reader = await command.ExecuteReaderAsync();
        var invoices = new List<Invoice>();
        while (await reader.ReadAsync())
            invoices.Add(Map(reader));
        return invoices;
    }

    // good: a result made of strings and numbers
    [NeedsDb]
    public static async Task<IResult> Status(DbConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM invoices");
        return Results.Ok(new { db.Database, db.DataSource, State = db.State.ToString(), count });
    }

    // bad: an anonymous object that holds the connection
    [NeedsDb]
    public static async Task<object> StatusObject(DbConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM invoices");
        return {|NEEDS201:new { Connection = db, Count = count }|};
    }

    // good: no handler
    public static InvoiceRepository RepositoryOver(DbConnection db) => new(db);

    // good: an exception tells about the connection, it does not hold it
    [NeedsDb]
    public static async Task<int> CountOrThrow(DbConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM invoices");
        return count > 0 ? count : throw new InvalidOperationException($"no invoices in {db.Database}");
    }

    private static Invoice Map(DbDataReader reader) => new(reader.GetInt32(0), reader.GetDecimal(1));
}
