using System.Globalization;
using MySqlConnector;
using Needs.Testing.MariaDb;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>The contestants' schemas, all alike, on one server; they go when it is disposed.</summary>
internal sealed class ShopSchema : IAsyncDisposable
{
    public const int PoolSize = 10;
    public const int Orders = 1000;
    public const int Articles = 64;
    public const int ArticleLength = 128 * 1024;

    private readonly string _server;
    private readonly string _prefix = $"needs_{Guid.NewGuid().ToString("N")[..8]}";

    private ShopSchema(string server) => _server = new MySqlConnectionStringBuilder(server) { Pooling = false, Database = "", AllowUserVariables = true }.ConnectionString;

    public static async Task<ShopSchema> CreateAsync()
    {
        var schema = new ShopSchema(await MariaDbServer.SharedAsync());
        foreach (var contestant in Contestant.All) await schema.CreateAsync(contestant);
        return schema;
    }

    /// <summary>The driver's defaults, but for the size of the pool.</summary>
    public string ConnectionString(Contestant contestant) => new MySqlConnectionStringBuilder(_server)
    {
        Pooling = true,
        AllowUserVariables = false,
        MaximumPoolSize = PoolSize,
        Database = NameOf(contestant),
    }.ConnectionString;

    /// <summary>How many whole orders have been placed: those with both lines.</summary>
    public Task<long> CountPlacedAsync(Contestant contestant) => ReadAsync($"""
        SELECT COUNT(*) FROM {NameOf(contestant)}.purchase AS p
        WHERE (SELECT COUNT(*) FROM {NameOf(contestant)}.purchase_line AS l WHERE l.number = p.number) = {Shop.LinesOfAnOrder}
        """);

    /// <summary>How many uploads have been stored.</summary>
    public Task<long> CountUploadsAsync(Contestant contestant) => ReadAsync($"SELECT COUNT(*) FROM {NameOf(contestant)}.upload");

    public async ValueTask DisposeAsync()
    {
        foreach (var contestant in Contestant.All) await ExecuteAsync($"SET lock_wait_timeout = 10; DROP DATABASE IF EXISTS {NameOf(contestant)}");
    }

    private string NameOf(Contestant contestant) => $"{_prefix}_{contestant.Key}";

    private Task CreateAsync(Contestant contestant) => ExecuteAsync($"""
        CREATE DATABASE {NameOf(contestant)};
        USE {NameOf(contestant)};
        CREATE TABLE orders (id INT PRIMARY KEY, customer VARCHAR(100) NOT NULL, total DECIMAL(10, 2) NOT NULL) ENGINE=InnoDB;
        INSERT INTO orders WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Orders}) SELECT i, CONCAT('customer ', i), i * 1.25 FROM n;
        CREATE VIEW article AS SELECT id, REPEAT(SUBSTRING('abcdefghijklmnopqrstuvwxyz', 1 + id % 26, 1), {ArticleLength}) AS body FROM orders WHERE id <= {Articles};
        CREATE TABLE purchase (number INT PRIMARY KEY) ENGINE=InnoDB;
        CREATE TABLE purchase_line (number INT, product INT, PRIMARY KEY (number, product)) ENGINE=InnoDB;
        CREATE TABLE upload (id INT PRIMARY KEY AUTO_INCREMENT, title VARCHAR(100) NOT NULL, length INT NOT NULL) ENGINE=InnoDB;
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> ReadAsync(string sql)
    {
        await using var connection = new MySqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
