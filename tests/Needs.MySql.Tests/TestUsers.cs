namespace Needs.MySql.Tests;

/// <summary>Users of the server who may use one schema.</summary>
internal sealed class TestUsers : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly MySqlConnectionStringBuilder _common;

    private TestUsers(TestDatabase database, IEnumerable<string> names)
    {
        _database = database;
        _common = new MySqlConnectionStringBuilder(database.ConnectionString);
        Keys = [.. names.Select(name => new DatabaseKey($"{name}_{database.Schema[6..]}", $"secret of {name}", _common.Server, database.Schema))];
    }

    public IReadOnlyList<DatabaseKey> Keys { get; }

    public static async Task<TestUsers> CreateAsync(TestDatabase database, params string[] names)
    {
        var users = new TestUsers(database, names);
        foreach (var key in users.Keys)
        {
            await database.ExecuteAsync($"""
                CREATE USER '{key.User}'@'%' IDENTIFIED BY '{key.Password}';
                GRANT ALL ON {key.Database}.* TO '{key.User}'@'%';
                """);
        }

        return users;
    }

    public Databases Databases() => new([], key => MySqlProviderFactory.Instance.CreateDataSource(ConnectionString(key)));

    public async ValueTask DisposeAsync()
    {
        foreach (var key in Keys)
        {
            await using (var any = new MySqlConnection(ConnectionString(key))) MySqlConnection.ClearPool(any);
            await _database.ExecuteAsync($"DROP USER '{key.User}'@'%'");
        }
    }

    private string ConnectionString(DatabaseKey key) => new MySqlConnectionStringBuilder(_common.ConnectionString)
    {
        Server = key.Host,
        Database = key.Database,
        UserID = key.User,
        Password = key.Password,
    }.ConnectionString;
}
