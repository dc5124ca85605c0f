using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Hostile;

/// <summary>The whole server dies, and comes back.</summary>
public sealed class ServerLostTests : IAsyncLifetime
{
    private MariaDbServer _server = null!;
    private HostileDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _server = await MariaDbServer.StartAsync();
        _database = await HostileDatabase.CreateAsync(_server.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task ServerThatDiesInATransaction_LosesItsWorkAndNothingElse()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await _server.KillAsync();
        }));
        Assert.Equal(0, _database.Lending.LeaseCount);
        await Assert.ThrowsAnyAsync<MySqlException>(() => HostileHandlers.Run(_database.Lending, _ => Task.CompletedTask));
        Assert.Equal(0, _database.Lending.LeaseCount);
        await _server.RestartAsync();

        await _database.AssertWholeAsync();
        Assert.Equal(0, await _database.CountRowsAsync());
    }
}
