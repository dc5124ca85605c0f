#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Quiet;

/// <summary>What may stand between opening and handing over without a guard, and what may not.</summary>
public sealed class Quiet(MySqlDataSource source, ILogger<Quiet> logger)
{
    private static readonly Counter<int> Opened = new Meter("cases").CreateCounter<int>("opened");
    private int _open;

    // helper
    public sealed class Session(MySqlConnection connection, string name) : IDisposable
    {
        public string Name { get; } = name;

        public int Run(string sql) => connection.Execute(sql);

        public void Dispose() => connection.Dispose();
    }

    // good: counted, logged, timed
    public async Task<MySqlConnection> Observed(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var connection = await source.OpenConnectionAsync(cancellation);
        Interlocked.Increment(ref _open);
        Opened.Add(1);
        logger.LogDebug("Opened {Thread} in {Elapsed}", connection.ServerThread, watch.Elapsed);
        return connection;
    }

    // good: an event's handler is added
    public MySqlConnection Watched()
    {
        var connection = source.OpenConnection();
        connection.StateChange += (_, e) => logger.LogInformation("{From} to {To}", e.OriginalState, e.CurrentState);
        connection.InfoMessage += OnMessage;
        return connection;
    }

    private void OnMessage(object sender, MySqlInfoMessageEventArgs args) => logger.LogInformation("{Errors}", args.Errors.Count);

    // good: arithmetic, text, allocations
    public Session Named(int number)
    {
        var connection = source.OpenConnection();
        var parts = new List<string> { "session", number.ToString(), connection.Database };
        var name = string.Join('-', parts.Where(part => part.Length > 0)).ToLowerInvariant();
        return new Session(connection, name);
    }

    // good: a command is made and filled, not run
    public MySqlCommand Prepared(string sql, int id)
    {
        var connection = source.OpenConnection();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 10;
        command.Parameters.AddWithValue("@id", id);
        return Owning(command);
    }

    // helper
    private static MySqlCommand Owning(MySqlCommand command)
    {
        command.Disposed += (_, _) => command.Connection?.Dispose();
        return command;
    }

    // bad: a command is run
    public MySqlConnection Run(string sql)
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return connection;
    }

    // bad: a transaction is begun
    public (MySqlConnection, MySqlTransaction) Begun()
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        var transaction = connection.BeginTransaction();
        return (connection, transaction);
    }

    // bad: something is awaited
    public async Task<MySqlConnection> Awaited(Task other)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        await other;
        return connection;
    }

    // bad: it is given to a method
    public MySqlConnection Given()
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        Prepare(connection);
        return connection;
    }

    // helper
    private static void Prepare(DbConnection connection) => connection.Execute("SET NAMES utf8mb4");

    // bad: it is given to a delegate
    public MySqlConnection Configured(Action<MySqlConnection> configure)
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        configure(connection);
        return connection;
    }

    // bad: something is thrown
    public Session Thrown(string name)
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        if (name.Length == 0)
            throw new ArgumentException("No name.", nameof(name));
        return new Session(connection, name);
    }

    // bad: something is thrown in an expression
    public Session ThrownInExpression(string? name)
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        return new Session(connection, name ?? throw new ArgumentNullException(nameof(name)));
    }

    // good: the argument is evaluated before
    public Session ThrownBefore(string? name) => new(Open(name ?? throw new ArgumentNullException(nameof(name))), name);

    // helper
    private static MySqlConnection Open(string name)
    {
        var connection = new MySqlConnection($"Database={name}");
        connection.Open();
        return connection;
    }

    // bad: a second one is opened
    public (MySqlConnection, MySqlConnection) Second()
    {
        var {|NEEDS102:first|} = source.OpenConnection();
        var second = source.OpenConnection();
        return (first, second);
    }

    // good: the second one is opened in a guard
    public (MySqlConnection, MySqlConnection) SecondGuarded()
    {
        var first = source.OpenConnection();
        try
        {
            return (first, source.OpenConnection());
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    // bad: a reader is opened
    public (MySqlConnection, MySqlDataReader) Reading(string sql)
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        return (connection, new MySqlCommand(sql, connection).ExecuteReader());
    }

    // good: closed, whatever quiet things come before
    public string Closed()
    {
        var connection = source.OpenConnection();
        var version = connection.ServerVersion;
        var major = int.Parse(version.Split('.')[0]);
        logger.LogInformation("{Major}", major);
        connection.Dispose();
        return version;
    }

    // bad: closed after it was used
    public string ClosedUsed()
    {
        var {|NEEDS102:connection|} = source.OpenConnection();
        var version = connection.ExecuteScalar<string>("SELECT VERSION()");
        connection.Dispose();
        return version!;
    }

    // good: a failing close is nobody's fault
    public void ClosedTwice()
    {
        var first = source.OpenConnection();
        first.Close();
        first.Dispose();
        var second = source.OpenConnection();
        second.Dispose();
    }

    // good: nothing is open while others fail
    public async Task<int> OthersFail(Func<Task<int>> others)
    {
        var count = await others();
        await using (var connection = await source.OpenConnectionAsync())
            count += await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM quiet");
        if (count < 0)
            throw new InvalidOperationException();
        return await others() + count;
    }

    // good: not opened, so others may fail
    public async Task<MySqlConnection> Unopened(Task other, string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        await other;
        await connection.OpenAsync();
        return connection;
    }

    // good: a failing Open holds nothing
    public MySqlConnection? OpenOrNull(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
        }
        catch (MySqlException e)
        {
            logger.LogWarning(e, "Not opened");
            return null;
        }
        return connection;
    }

    // bad: a failing first statement does
    public MySqlConnection? OpenAndPingOrNull(string connectionString)
    {
        var {|NEEDS102:connection|} = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute("SELECT 1");
        }
        catch (MySqlException e)
        {
            logger.LogWarning(e, "Not opened");
            return null;
        }
        return connection;
    }

    // good: the transaction of a borrowed connection, begun and handed over at once
    public static DbTransaction Begin(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        Debug.WriteLine(transaction.IsolationLevel);
        return transaction;
    }

    // good: quiet things between a borrowed connection's reader and its Dispose
    public static int Fields(DbCommand command)
    {
        var reader = command.ExecuteReader(CommandBehavior.SchemaOnly);
        var fields = reader.FieldCount;
        reader.Dispose();
        return fields;
    }

    // bad: the schema is asked for in between
    public static DataTable? Schema(DbCommand command)
    {
        var {|NEEDS102:reader|} = command.ExecuteReader(CommandBehavior.SchemaOnly);
        var schema = reader.GetSchemaTable();
        Load(reader);
        reader.Dispose();
        return schema;
    }

    // helper
    private static void Load(DbDataReader reader)
    {
        while (reader.NextResult())
            Debug.WriteLine(reader.FieldCount);
    }
}
