#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Shapes;

/// <summary>Handlers of all shapes that a wrapper can be made for.</summary>
public static partial class Shapes
{
    private static DbConnection? _connection;
    private static DbTransaction? _transaction;
    private static IDbCommand? _command;

    // bad: the attribute stands on the parameter
    public static async Task<int> AttributeOnParameter([NeedsDb] DbConnection db)
    {
        _connection = {|NEEDS201:db|};
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
    }

    // good: without an attribute it is no handler
    public static async Task<int> NoAttribute(DbConnection db)
    {
        _connection = db;
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: a ValueTask
    [NeedsDb]
    public static async ValueTask<int> ValueTaskOf(NpgsqlConnection db)
    {
        _connection = {|NEEDS201:db|};
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
    }

    // good: a ValueTask of a value
    [NeedsDb]
    public static async ValueTask<int> ValueTaskOfCount(NpgsqlConnection db) => await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");

    // bad: a void handler
    [NeedsDb]
    public static void Void(SqliteConnection db)
    {
        db.Execute("PRAGMA optimize");
        _connection = {|NEEDS201:db|};
    }

    // bad: an expression-bodied void handler
    [NeedsDb]
    public static void VoidExpression(SqliteConnection db) => _connection = {|NEEDS201:db|};

    // bad: a generic handler
    [NeedsDb]
    public static async Task<List<T>> Generic<T>(MySqlConnection db, string table)
    {
        var command = new MySqlCommand("SELECT COUNT(*) FROM parts", db);
        _command = {|NEEDS201:command|};
        await command.ExecuteNonQueryAsync();
        return [];
    }

    // good: a generic handler that keeps nothing
    [NeedsDb]
    public static async Task<List<T>> GenericRows<T>(MySqlConnection db) => (await db.QueryAsync<T>("SELECT * FROM parts")).AsList();

    // bad: generic over the connection
    [NeedsDb]
    public static Task<int> GenericConnection<TConnection>(TConnection db)
        where TConnection : DbConnection
    {
        _connection = {|NEEDS201:db|};
        return db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: the transaction that the wrapper began
    [NeedsDb(Transaction = true)]
    public static async Task Transaction(NpgsqlConnection db, NpgsqlTransaction transaction)
    {
        await db.ExecuteAsync("UPDATE parts SET stock = 0", transaction: transaction);
        _transaction = {|NEEDS201:transaction|};
    }

    // good: the transaction is committed early, and nothing is kept
    [NeedsDb(Transaction = true)]
    public static async Task<int> CommitEarly(NpgsqlConnection db, NpgsqlTransaction transaction)
    {
        var rows = await db.ExecuteAsync("UPDATE parts SET stock = 0", transaction: transaction);
        await transaction.CommitAsync();
        return rows;
    }

    // bad: the second of two connections
    public static async Task<int> TwoConnections([NeedsDb] MySqlConnection db, [NeedsDb("reporting")] NpgsqlConnection reporting)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
        await reporting.ExecuteAsync("INSERT INTO counts(parts) VALUES (@count)", new { count });
        _connection = {|NEEDS201:reporting|};
        return count;
    }

    // good: one of two goes nowhere, nor does the other
    public static async Task<int> CopyBetween([NeedsDb] MySqlConnection db, [NeedsDb("reporting")] NpgsqlConnection reporting)
    {
        var names = await db.QueryAsync<string>("SELECT name FROM parts");
        var copied = 0;
        foreach (var name in names)
            copied += await reporting.ExecuteAsync("INSERT INTO parts(name) VALUES (@name)", new { name });
        return copied;
    }

    // bad: two escapes in one handler
    public static async Task BothConnections([NeedsDb] MySqlConnection db, [NeedsDb("reporting")] NpgsqlConnection reporting)
    {
        await db.ExecuteAsync("SELECT 1");
        _connection = {|NEEDS201:reporting|};
        _command = {|NEEDS201:db.CreateCommand()|};
    }

    // bad: by interface
    [NeedsDb]
    public static int Interfaces(IDbConnection db)
    {
        _command = {|NEEDS201:db.CreateCommand()|};
        _command.CommandText = "SELECT COUNT(*) FROM parts";
        return Convert.ToInt32(_command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    // bad: an iterator keeps the connection until it ends, not longer
    [NeedsDb]
    public static async IAsyncEnumerable<string> Stream(DbConnection db)
    {
        _connection = {|NEEDS201:db|};
        await foreach (var name in db.QueryUnbufferedAsync<string>("SELECT name FROM parts"))
            yield return name;
    }

    // bad: an endpoint
    [HttpPost("/parts/{id:int}/touch"), NeedsDb]
    public static async Task<IResult> Endpoint(MySqlConnection db, int id)
    {
        var rows = await db.ExecuteAsync("UPDATE parts SET touched = 1 WHERE id = @id", new { id });
        _ = {|NEEDS201:Task.Run|}(() => db.Execute("CALL recount()"));
        return rows == 0 ? Results.NotFound() : Results.NoContent();
    }

    // good: an endpoint that does all its work itself
    [HttpPost("/parts/{id:int}/recount"), NeedsDb]
    public static async Task<IResult> EndpointAwaited(MySqlConnection db, int id)
    {
        var rows = await db.ExecuteAsync("UPDATE parts SET touched = 1 WHERE id = @id", new { id });
        await db.ExecuteAsync("CALL recount()");
        return rows == 0 ? Results.NotFound() : Results.NoContent();
    }

    // bad: the cast changes nothing
    [NeedsDb]
    public static int Casts(IDbConnection db)
    {
        if (db is MySqlConnection mysql)
            _connection = {|NEEDS201:mysql|};
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
    }

    // bad: in a catch that swallows
    [NeedsDb]
    public static int InCatch(DbConnection db)
    {
        try
        {
            return db.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
        }
        catch (DbException)
        {
            _connection = {|NEEDS201:db|};
            return -1;
        }
    }

    // bad: in a finally
    [NeedsDb]
    public static int InFinally(DbConnection db)
    {
        try
        {
            return db.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
        }
        finally
        {
            _connection = {|NEEDS201:db|};
        }
    }

    // bad: in a switch
    [NeedsDb]
    public static int InSwitch(DbConnection db, string mode)
    {
        switch (mode)
        {
            case "keep":
                _connection = {|NEEDS201:db|};
                return 0;
            case "count":
                return db.ExecuteScalar<int>("SELECT COUNT(*) FROM parts");
            default:
                throw new ArgumentOutOfRangeException(nameof(mode));
        }
    }

    // good: a retry loop that awaits each attempt
    [NeedsDb]
    public static async Task<int> Retry(MySqlConnection db, string sql)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.ExecuteAsync(sql);
            }
            catch (MySqlException error) when (error.IsTransient && attempt < 3)
            {
                await db.ExecuteAsync("DO SLEEP(0.1)");
            }
        }
    }

    // bad: a retry loop that leaves the last attempt running
    [NeedsDb]
    public static async Task<bool> RetryAndLeave(MySqlConnection db, string sql)
    {
        for (var attempt = 1; attempt < 3; attempt++)
        {
            try
            {
                await db.ExecuteAsync(sql);
                return true;
            }
            catch (MySqlException error) when (error.IsTransient)
            {
            }
        }

        _ = {|NEEDS201:db.ExecuteAsync|}("INSERT INTO failures(what) VALUES ('parts')");
        return false;
    }
}

/// <summary>Instance handlers, nested and generic types.</summary>
public sealed partial class PartsController(IHttpContextAccessor accessor)
{
    private SqliteConnection? _connection;

    // bad: kept by the controller
    [HttpGet("/parts/count"), NeedsDb]
    public async Task<int> Count(SqliteConnection db)
    {
        _connection = {|NEEDS201:db|};
        return await Cached();
    }

    // bad: the context that the accessor knows is the request's
    [NeedsDb]
    public async Task<int> CountInItems(SqliteConnection db)
    {
        accessor.HttpContext!.Items["db"] = {|NEEDS201:db|};
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");
    }

    // good: kept while the private methods work
    [NeedsDb]
    public async Task<int> CountWithField(SqliteConnection db)
    {
        _connection = db;
        var count = await Cached();
        _connection = null;
        return count;
    }

    private Task<int> Cached() => _connection!.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM parts");

    /// <summary>A nested type.</summary>
    public static partial class Nested<TRow>
    {
        private static readonly List<TRow> Rows = [];
        private static readonly List<DbConnection> Connections = [];

        // bad: static members of a generic type are static as well
        [NeedsDb]
        public static async Task<int> Load(DbConnection db)
        {
            Connections.Add({|NEEDS201:db|});
            Rows.AddRange(await db.QueryAsync<TRow>("SELECT * FROM parts"));
            return Rows.Count;
        }

        // good: rows are rows
        [NeedsDb]
        public static async Task<int> LoadRows(DbConnection db)
        {
            Rows.AddRange(await db.QueryAsync<TRow>("SELECT * FROM parts"));
            return Rows.Count;
        }
    }
}

/// <summary>A record as the handler's object.</summary>
public sealed partial record PartImport(string Name)
{
    public DbCommand? Prepared { get; set; }

    // bad: a record is an object too
    [NeedsDb]
    public async Task<int> Run(DbConnection db)
    {
        var command = db.CreateCommand();
        command.CommandText = "INSERT INTO parts(name) VALUES ('?')";
        Prepared = {|NEEDS201:command|};
        return await command.ExecuteNonQueryAsync();
    }
}
