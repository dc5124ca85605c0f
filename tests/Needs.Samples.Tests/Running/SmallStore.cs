using Needs.Testing.MariaDb;

namespace Needs.Samples.Tests.Running;

/// <summary>
/// A Storefront on MariaDB that lends two connections at once and warns after three seconds. Its orders can be locked, so that whoever
/// reads them keeps a connection.
/// </summary>
public sealed class SmallStore : IAsyncLifetime
{
    private readonly string _database = $"small_{Guid.NewGuid():N}";
    private string _server = "";

    public Store Store { get; private set; } = null!;

    public Browser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await MariaDbServer.SharedAsync();
        await using (await OpenAsync(_server, $"CREATE DATABASE {_database}"))
        {
        }
        Store = await Store.OnMySqlAsync(
            $"{ConnectionString};Default Command Timeout=600",
            "--Needs:MaxLeases", "2", "--Needs:HoldWarning", "00:00:03", "--Needs:WaitLimit", "00:10:00");
        Browser = await Browser.StartAsync();
    }

    /// <summary>Until it is disposed of, no statement that reads orders ends.</summary>
    public async Task<IAsyncDisposable> LockOrdersAsync() => await OpenAsync($"{ConnectionString};Pooling=False", "LOCK TABLES orders WRITE");

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Store.DisposeAsync();
        await using (await OpenAsync(_server, $"DROP DATABASE {_database}"))
        {
        }
    }

    private string ConnectionString => new MySqlConnectionStringBuilder(_server) { Database = _database }.ConnectionString;

    private static async Task<MySqlConnection> OpenAsync(string connectionString, string sql)
    {
        var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
