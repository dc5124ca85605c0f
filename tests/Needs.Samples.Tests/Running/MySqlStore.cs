using Needs.Testing.MariaDb;

namespace Needs.Samples.Tests.Running;

/// <summary>One Storefront on MariaDB, in a database of its own, and one on SQLite beside it.</summary>
public sealed class MySqlStore : IAsyncLifetime
{
    public const string Name = "Storefront on MariaDB";

    private readonly string _database = $"storefront_{Guid.NewGuid():N}";
    private string _server = "";

    public Store Store { get; private set; } = null!;

    public Store OnSqlite { get; private set; } = null!;

    public Browser Browser { get; private set; } = null!;

    /// <summary>The connection string of an empty database on the server.</summary>
    public string ConnectionString => new MySqlConnectionStringBuilder(_server) { Database = _database }.ConnectionString;

    public async Task InitializeAsync()
    {
        _server = await MariaDbServer.SharedAsync();
        await RunAsync($"CREATE DATABASE {_database}");
        Store = await Store.OnMySqlAsync(ConnectionString);
        OnSqlite = await Store.OnSqliteAsync();
        Browser = await Browser.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await OnSqlite.DisposeAsync();
        await Store.DisposeAsync();
        await RunAsync($"DROP DATABASE {_database}");
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new MySqlConnection(_server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

[CollectionDefinition(MySqlStore.Name)]
public sealed class MySqlStoreTests : ICollectionFixture<MySqlStore>;
