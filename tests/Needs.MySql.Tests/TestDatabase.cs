using System.Collections.Concurrent;
using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests;

/// <summary>A schema of its own on a real server, with two accounts of 100 each, and a <see cref="Database"/> over it.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Seconds that no healthy run needs, however busy the machine.</summary>
    public const uint Patience = 60;

    private readonly string _admin;
    private readonly ConcurrentQueue<ReturnFailure> _failures = new();

    private TestDatabase(string server, string schema, uint poolSize, bool ignoreCommandTransaction, SessionReset reset, uint patience)
    {
        _admin = new MySqlConnectionStringBuilder(server) { Pooling = false, Database = "", ConnectionTimeout = Patience, DefaultCommandTimeout = Patience }.ConnectionString;
        Schema = schema;
        ConnectionString = new MySqlConnectionStringBuilder(server)
        {
            Database = schema,
            MaximumPoolSize = poolSize,
            ConnectionTimeout = patience,
            ConnectionReset = true, // MySqlConnector's default; MySql.Data would hand session settings on to the next handler
#if !MYSQL_DATA
            IgnoreCommandTransaction = ignoreCommandTransaction,
            CancellationTimeout = (int)patience,
#endif
        }.ConnectionString;
        Database = new Database(MySqlProviderFactory.Instance.CreateDataSource(ConnectionString), new DatabaseOptions { Name = schema, SessionReset = reset });
        Database.ReturnFailed += _failures.Enqueue;
    }

    public Database Database { get; }

    public string Schema { get; }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(
        uint poolSize = 4, MariaDbServer? server = null, bool ignoreCommandTransaction = false, SessionReset reset = SessionReset.AtReturn, uint patience = Patience)
    {
        var connectionString = server?.ConnectionString ?? await MariaDbServer.SharedAsync();
        var database = new TestDatabase(connectionString, $"needs_{Guid.NewGuid():N}"[..18], poolSize, ignoreCommandTransaction, reset, patience);
        await database.ExecuteAsync($"""
            CREATE DATABASE {database.Schema};
            CREATE TABLE {database.Schema}.account (id INT PRIMARY KEY, balance INT NOT NULL) ENGINE=InnoDB;
            INSERT INTO {database.Schema}.account VALUES (1, 100), (2, 100);
            """);
        return database;
    }

    /// <summary>A connection beside the pool under test.</summary>
    public async Task<MySqlConnection> ConnectAsync()
    {
        var connection = new MySqlConnection(_admin);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs statements beside the pool under test.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(_admin);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Reads one value beside the pool under test.</summary>
    public async Task<long> ReadAsync(string sql)
    {
        await using var connection = new MySqlConnection(_admin);
        await connection.OpenAsync();
        return await connection.ReadAsync(sql);
    }

    /// <summary>The committed balance.</summary>
    public Task<long> BalanceAsync(int id) => ReadAsync($"SELECT balance FROM {Schema}.account WHERE id = {id}");

    /// <summary>How many connections the server has from the pool under test.</summary>
    public Task<long> ServerConnectionsAsync() => ReadAsync($"SELECT COUNT(*) FROM information_schema.processlist WHERE db = '{Schema}'");

    /// <summary>Waits a little: one that just ended stays in the server's list for a moment.</summary>
    public async Task AssertServerConnectionsAsync(long expected)
    {
        var giveUp = DateTime.UtcNow.AddSeconds(Patience);
        while (await ServerConnectionsAsync() > expected && DateTime.UtcNow < giveUp) await Task.Delay(50);
        Assert.Equal(expected, await ServerConnectionsAsync());
    }

    /// <inheritdoc cref="AssertServerConnectionsAsync"/>
    public async Task AssertServerConnectionsAtMostAsync(long most)
    {
        var giveUp = DateTime.UtcNow.AddSeconds(Patience);
        while (await ServerConnectionsAsync() > most && DateTime.UtcNow < giveUp) await Task.Delay(50);
        Assert.InRange(await ServerConnectionsAsync(), 0, most);
    }

    public void AssertAllBack()
    {
        Assert.Equal(0, Database.LeaseCount);
        Assert.Empty(_failures);
    }

    public void AssertAllBackBut(ReturnStep failed)
    {
        Assert.Equal(0, Database.LeaseCount);
        Assert.Equal(failed, Assert.Single(_failures).Step);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await using (var any = new MySqlConnection(ConnectionString)) MySqlConnection.ClearPool(any);
        await ExecuteAsync($"SET lock_wait_timeout = {Patience}; DROP DATABASE {Schema}");
    }
}
