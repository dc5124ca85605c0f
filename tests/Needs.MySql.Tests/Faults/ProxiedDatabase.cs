using Needs.Testing.Faults;
using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Faults;

/// <summary>A database whose connections go through a proxy, and what a test asks beside it.</summary>
internal sealed class ProxiedDatabase : IAsyncDisposable
{
    public const int PoolSize = 2;

    private ProxiedDatabase(TestDatabase direct, uint commandTimeout)
    {
        Direct = direct;
        var address = new MySqlConnectionStringBuilder(direct.ConnectionString);
        Proxy = FaultProxy.Start(address.Server, (int)address.Port);
        ConnectionString = new MySqlConnectionStringBuilder(direct.ConnectionString)
        {
            Server = "127.0.0.1",
            Port = (uint)Proxy.Port,
            MaximumPoolSize = PoolSize,
            DefaultCommandTimeout = commandTimeout,
#if MYSQL_DATA
            SslMode = global::MySql.Data.MySqlClient.MySqlSslMode.None,
#else
            SslMode = MySqlConnector.MySqlSslMode.None,
            AllowPublicKeyRetrieval = true,
            CancellationTimeout = 1,
#endif
        }.ConnectionString;
        Database = new Database(MySqlProviderFactory.Instance.CreateDataSource(ConnectionString), new DatabaseOptions { Name = direct.Schema });
    }

    public TestDatabase Direct { get; }

    public FaultProxy Proxy { get; }

    public Database Database { get; }

    public string ConnectionString { get; }

    public static async Task<ProxiedDatabase> CreateAsync(MariaDbServer? server = null, uint commandTimeout = 30) =>
        new(await TestDatabase.CreateAsync(PoolSize, server), commandTimeout);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await using (var any = new MySqlConnection(ConnectionString)) MySqlConnection.ClearPool(any);
        await Proxy.DisposeAsync();
        await Direct.DisposeAsync();
    }
}
