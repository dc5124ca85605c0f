using System.Globalization;

namespace Needs.MySql.Tests.Cursors;

/// <summary>Two tables whose product has ten million rows, and a connection that reads them.</summary>
internal sealed class BigTables : IAsyncDisposable
{
    /// <summary>The query of somebody who forgot how the tables belong together.</summary>
    public const string Product = "SELECT * FROM customer, orders";

    public const int ProductRows = 10_000_000;

    private readonly TestDatabase _database;

    private BigTables(TestDatabase database) => _database = database;

    public MySqlConnection Connection { get; private set; } = null!;

    public TestDatabase Database => _database;

    public static async Task<BigTables> CreateAsync()
    {
        var tables = new BigTables(await TestDatabase.CreateAsync());
        await tables._database.ExecuteAsync($"""
            USE {tables._database.Schema};
            CREATE TABLE digits (i INT PRIMARY KEY);
            INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
            CREATE TABLE customer (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL, note VARCHAR(100) NOT NULL);
            INSERT INTO customer SELECT a.i + 10 * b.i + 100 * c.i + 1000 * d.i, 'a customer', REPEAT('x', 60) FROM digits a, digits b, digits c, digits d;
            CREATE TABLE orders (id INT PRIMARY KEY, item VARCHAR(100) NOT NULL, total DECIMAL(10, 2) NOT NULL);
            INSERT INTO orders SELECT a.i + 10 * b.i + 100 * c.i, 'an item of the shop', a.i FROM digits a, digits b, digits c;
            """);
        tables.Connection = new MySqlConnection(tables._database.ConnectionString);
        await tables.Connection.OpenAsync();
        return tables;
    }

    /// <summary>How many bytes the server has sent on the connection.</summary>
    public Task<long> BytesSentAsync() => Connection.ReadAsync(
        "SELECT CAST(variable_value AS SIGNED) FROM information_schema.session_status WHERE variable_name = 'Bytes_sent'");

    /// <summary>The connection answers, and it is the answer to what was asked.</summary>
    public async Task AssertServesAsync(int question) =>
        Assert.Equal(question, await Connection.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT {question}")));

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _database.DisposeAsync();
    }
}
