using Needs.Testing.Faults;
using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Faults;

/// <summary>A database whose connections go through a proxy, and what a test asks beside it.</summary>
internal sealed class ProxiedDatabase : IAsyncDisposable
{
    public const int PoolSize = 2;

    private readonly bool _isImpatient;

    private ProxiedDatabase(TestDatabase direct, bool isImpatient, SessionReset reset)
    {
        Direct = direct;
        _isImpatient = isImpatient;
        var address = new MySqlConnectionStringBuilder(direct.ConnectionString);
        Proxy = FaultProxy.Start(address.Server, (int)address.Port);
        ConnectionString = new MySqlConnectionStringBuilder(direct.ConnectionString)
        {
            Server = "127.0.0.1",
            Port = (uint)Proxy.Port,
            MaximumPoolSize = PoolSize,
            DefaultCommandTimeout = isImpatient ? 1u : TestDatabase.Patience,
            ConnectionTimeout = isImpatient ? 2u : TestDatabase.Patience,
#if MYSQL_DATA
            SslMode = global::MySql.Data.MySqlClient.MySqlSslMode.None,
#else
            SslMode = MySqlConnector.MySqlSslMode.None,
            AllowPublicKeyRetrieval = true,
            CancellationTimeout = 1,
#endif
        }.ConnectionString;
        Database = new Database(MySqlProviderFactory.Instance.CreateDataSource(ConnectionString), new DatabaseOptions
        {
            Name = direct.Schema,
            WaitLimit = isImpatient ? TimeSpan.FromSeconds(2) : null,
            SessionReset = reset,
            MaxLeases = PoolSize,
        });
    }

    public TestDatabase Direct { get; }

    public FaultProxy Proxy { get; }

    public Database Database { get; }

    public string ConnectionString { get; }

    /// <param name="server">The server, if not the shared one.</param>
    /// <param name="isImpatient">Whether nobody waits for an answer longer than two seconds.</param>
    /// <param name="reset">Who resets the sessions.</param>
    public static async Task<ProxiedDatabase> CreateAsync(MariaDbServer? server = null, bool isImpatient = false, SessionReset reset = SessionReset.AtReturn) =>
        new(await TestDatabase.CreateAsync(PoolSize, server), isImpatient, reset);

    /// <summary>The balance, by the pool. An impatient one may have to ask more than once on a busy machine.</summary>
    public async Task<int> BalanceAsync(int id)
    {
        for (var giveUp = DateTime.UtcNow.AddSeconds(TestDatabase.Patience); ;)
        {
            try
            {
                return await Accounts.Balance(Database, id);
            }
            catch (Exception) when (_isImpatient && DateTime.UtcNow < giveUp)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Kills all that the pool has on the server: <c>CONNECTION</c>, or only the <c>QUERY</c> that runs.</summary>
    public Task KillAsync(string what) => Direct.ExecuteAsync($"""
        BEGIN NOT ATOMIC
            DECLARE CONTINUE HANDLER FOR 1094 BEGIN END;
            FOR one IN (SELECT id FROM information_schema.processlist WHERE db = '{Direct.Schema}') DO
                KILL {what} one.id;
            END FOR;
        END
        """);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await using (var any = new MySqlConnection(ConnectionString)) MySqlConnection.ClearPool(any);
        await Proxy.DisposeAsync();
        await Direct.DisposeAsync();
    }
}
