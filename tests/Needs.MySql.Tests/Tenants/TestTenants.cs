using System.Globalization;
using System.Text;

namespace Needs.MySql.Tests.Tenants;

/// <summary>Users of the server, each with a schema of its own that only it may read, and in it its name.</summary>
internal sealed class TestTenants : IAsyncDisposable
{
    /// <summary>Part of every tenant's password, so that none can be missed in a search.</summary>
    public const string Secret = "Zq7xHush";

    private readonly TestDatabase _database;

    private TestTenants(TestDatabase database, int count)
    {
        _database = database;
        var common = new MySqlConnectionStringBuilder(database.ConnectionString);
        Prefix = $"t{database.Schema[6..]}";
        Keys = [.. Enumerable.Range(0, count).Select(number => new DatabaseKey(
            $"{Prefix}_{number}", $"{Secret}{number:D3}{Guid.NewGuid():N}", common.Server, $"{database.Schema}_{number}"))];
    }

    public IReadOnlyList<DatabaseKey> Keys { get; }

    /// <summary>What all of their names begin with.</summary>
    public string Prefix { get; }

    public static async Task<TestTenants> CreateAsync(TestDatabase database, int count)
    {
        var tenants = new TestTenants(database, count);
        var sql = new StringBuilder();
        foreach (var key in tenants.Keys)
        {
            sql.Append(CultureInfo.InvariantCulture, $"""
                CREATE DATABASE {key.Database};
                CREATE TABLE {key.Database}.own (name VARCHAR(80) PRIMARY KEY);
                INSERT INTO {key.Database}.own VALUES ('{key.User}');
                CREATE USER '{key.User}'@'%' IDENTIFIED BY '{key.Password}';
                GRANT ALL ON {key.Database}.* TO '{key.User}'@'%';

                """);
        }

        await database.ExecuteAsync(sql.ToString());
        return tenants;
    }

    /// <summary>What all tenants' connection strings share.</summary>
    /// <param name="port">Where the server is reached; <see langword="null"/>: directly.</param>
    public string Common(int? port = null)
    {
        var text = new MySqlConnectionStringBuilder(_database.ConnectionString) { ConnectionTimeout = 30, MaximumPoolSize = 10 };
        if (port is { } other) text.Port = (uint)other;
        return text.ConnectionString;
    }

    /// <summary>The numbers of the connections that the server has from them now.</summary>
    public async Task<HashSet<long>> ConnectionsAsync(MySqlConnection beside)
    {
        await using var command = new MySqlCommand($"SELECT id FROM information_schema.processlist WHERE user LIKE '{Prefix}\\_%'", beside);
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new HashSet<long>();
        while (await reader.ReadAsync()) ids.Add(reader.GetInt64(0));
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        var sql = new StringBuilder("SET lock_wait_timeout = 10;");
        foreach (var key in Keys)
            sql.Append(CultureInfo.InvariantCulture, $"DROP DATABASE {key.Database};DROP USER '{key.User}'@'%';");
        await _database.ExecuteAsync(sql.ToString());
    }
}
