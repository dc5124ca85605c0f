namespace Needs.MySql.Tests.Hostile;

/// <summary>A database over a pool of three with one table, and what tells whether it is still whole.</summary>
internal sealed class HostileDatabase : IAsyncDisposable
{
    private const int PoolSize = 3;

    private readonly string _server;

    private HostileDatabase(string server)
    {
        _server = server;
        ConnectionString = new MySqlConnectionStringBuilder(server) { MaximumPoolSize = PoolSize }.ConnectionString;
        Lending = new Database(MySqlProviderFactory.Instance.CreateDataSource(ConnectionString));
    }

    public Database Lending { get; }

    public string ConnectionString { get; }

    public string Table { get; } = "hostile_" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Adds a row to the table.</summary>
    public string Insert => $"INSERT INTO {Table} VALUES ()";

    public static async Task<HostileDatabase> CreateAsync(string server)
    {
        var database = new HostileDatabase(server);
        await database.AdministerAsync($"CREATE TABLE {database.Table} (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB");
        return database;
    }

    public async Task<int> CountRowsAsync() => Convert.ToInt32(await AdministerAsync($"SELECT COUNT(*) FROM {Table}"));

    /// <summary>Has the server drop a connection.</summary>
    public Task KillAsync(int serverThread) => AdministerAsync($"KILL {serverThread}");

    /// <summary>No lease is out, and every connection of the pool can be lent again and works.</summary>
    public async Task AssertWholeAsync()
    {
        Assert.Equal(0, Lending.LeaseCount);
        using var all = new CountdownEvent(PoolSize);
        var together = new TaskCompletionSource();
        await Task.WhenAll(Enumerable.Range(0, PoolSize).Select(_ => HostileHandlers.Run(Lending, async db =>
        {
            Assert.Equal(1, Convert.ToInt32(await db.ExecuteAsync("SELECT 1")));
            if (all.Signal()) together.SetResult();
            await together.Task;
        }))).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, Lending.LeaseCount);
    }

    public async ValueTask DisposeAsync()
    {
        await Lending.DisposeAsync();
        await AdministerAsync($"DROP TABLE {Table}");
    }

    private async Task<object?> AdministerAsync(string sql)
    {
        await using var connection = new MySqlConnection(_server);
        await connection.OpenAsync();
        return await connection.ExecuteAsync(sql);
    }
}
