#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Objects;

// helper
public sealed class Client : IDisposable
{
    private MySqlConnection? _connection;

    public bool IsConnected => _connection is not null;

    // good: the client's field
    public void Connect(string connectionString)
    {
        _connection?.Dispose();
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
    }

    // good: the client's field
    public async Task ConnectAsync(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        await _connection.OpenAsync();
    }

    public int Send(string sql) => _connection!.Execute(sql);

    public void Disconnect()
    {
        _connection?.Close();
        _connection = null;
    }

    public void Dispose() => Disconnect();
}

// helper
public sealed class Probe
{
    // good: opened and closed by the constructor
    public Probe(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        Version = connection.ServerVersion;
    }

    public string Version { get; }
}

// helper
public sealed class Repository(MySqlDataSource source)
{
    // good: each call its own
    public int Count()
    {
        using var connection = source.OpenConnection();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM things");
    }
}

// helper
public sealed class Unopened(string connectionString) : IDisposable
{
    private readonly MySqlConnection _connection = new(connectionString);

    public int Count() => _connection.ExecuteScalar<int>("SELECT COUNT(*) FROM things");

    public void Dispose() => _connection.Dispose();
}

// helper
public sealed class Self : IDisposable
{
    private static readonly List<Self> All = [];
    private readonly SqliteConnection _connection;

    // good: kept by a static list
    public Self(string file)
    {
        _connection = new SqliteConnection(file);
        _connection.Open();
        All.Add(this);
    }

    public static void Shutdown()
    {
        foreach (var self in All)
            self.Dispose();
    }

    public void Dispose() => _connection.Dispose();
}

// helper
public sealed class Builder
{
    private MySqlConnection? _connection;
    private string _name = "";

    public Builder Named(string name)
    {
        _name = name;
        return this;
    }

    public Builder Over(MySqlConnection connection)
    {
        _connection = connection;
        return this;
    }

    public Job Build() => new(_connection ?? throw new InvalidOperationException(), _name);
}

// helper
public sealed class Job(MySqlConnection connection, string name) : IDisposable
{
    public int Run() => connection.Execute("CALL run(@name)", new { name });

    public void Dispose() => connection.Dispose();
}

// helper
public sealed class Spec(MySqlConnection connection)
{
    public int Check() => connection.ExecuteScalar<int>("SELECT 1");
}

/// <summary>Objects that open, later or in their constructor, or not at all.</summary>
public static class Objects
{
    // good: the client is disposed
    public static int Send(string connectionString)
    {
        using var client = new Client();
        client.Connect(connectionString);
        return client.Send("CALL send()");
    }

    // good: the client is disconnected
    public static int SendDisconnected(string connectionString)
    {
        var client = new Client();
        try
        {
            client.Connect(connectionString);
            return client.Send("CALL send()");
        }
        finally
        {
            client.Disconnect();
        }
    }

    // good: the client goes to the caller
    public static Client Connected(string connectionString)
    {
        var client = new Client();
        client.Connect(connectionString);
        return client;
    }

    // good: the client connects and reconnects
    public static async Task Reconnected(string first, string second)
    {
        using var client = new Client();
        await client.ConnectAsync(first);
        client.Connect(second);
    }

    // good: the caller's client
    public static void ConnectGiven(Client client, string connectionString) => client.Connect(connectionString);

    // good: never connected
    public static bool Idle()
    {
        var client = new Client();
        return client.IsConnected;
    }

    // good: the probe has nothing open any more
    public static string Version(string connectionString) => new Probe(connectionString).Version;

    // good: the probe in a variable
    public static string VersionNamed(string connectionString)
    {
        var probe = new Probe(connectionString);
        return probe.Version;
    }

    // good: a repository holds nothing
    public static int Count(MySqlDataSource source)
    {
        var repository = new Repository(source);
        return repository.Count() + new Repository(source).Count();
    }

    // good: its connection isn't opened but by Dapper
    public static int CountUnopened(string connectionString)
    {
        var unopened = new Unopened(connectionString);
        return unopened.Count();
    }

    // good: it keeps itself
    public static void Kept(string file)
    {
        var self = new Self(file);
        Console.WriteLine(self);
    }

    // good: over a borrowed connection
    public static int Borrowed(MySqlConnection connection)
    {
        var job = new Job(connection, "borrowed");
        return job.Run();
    }

    // good: built over a borrowed connection
    public static int BuiltBorrowed(MySqlConnection connection) => new Builder().Named("borrowed").Over(connection).Build().Run();

    // good: built over an own connection, and disposed
    public static int Built(MySqlDataSource source)
    {
        using var job = new Builder().Named("built").Over(source.OpenConnection()).Build();
        return job.Run();
    }

    // good: built over an own connection with its own using
    public static int BuiltUsing(MySqlDataSource source)
    {
        using var connection = source.OpenConnection();
        return new Builder().Named("built").Over(connection).Build().Run();
    }

    // bad: built over an own connection, and dropped
    public static int BuiltLost(MySqlDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var job = new Builder().Named("lost").Over(connection).Build();
        return job.Run();
    }

    // good: specs over one connection, which is closed
    public static int Specs(MySqlDataSource source)
    {
        using var connection = source.OpenConnection();
        var specs = new[] { new Spec(connection), new Spec(connection) };
        return specs.Sum(spec => spec.Check());
    }

    // bad: specs over one connection, which isn't
    public static int SpecsOpen(MySqlDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var specs = new List<Spec> { new(connection), new(connection) };
        return specs.Sum(spec => spec.Check());
    }

    // good: a spec that is returned keeps what the caller's using closes later
    public static Spec Make(MySqlConnection connection) => new(connection);

    // bad: a client that is connected and dropped
    public static int SendLost(string connectionString)
    {
        var {|NEEDS101:client|} = new Client();
        client.Connect(connectionString);
        return client.Send("CALL send()");
    }

    // bad: a client that is disconnected on success only
    public static int SendLate(string connectionString)
    {
        var {|NEEDS102:client|} = new Client();
        client.Connect(connectionString);
        var sent = client.Send("CALL send()");
        client.Disconnect();
        return sent;
    }
}
