using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Hostile;

/// <summary>The server drops one connection while a handler, or nobody, holds it.</summary>
public sealed class ConnectionLostTests : IAsyncLifetime
{
    private HostileDatabase _database = null!;

    public async Task InitializeAsync() => _database = await HostileDatabase.CreateAsync(await MariaDbServer.SharedAsync());

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task LostInTheTransaction_FailsTheNextStatementAndIsNotLentAgain()
    {
        await Assert.ThrowsAnyAsync<MySqlException>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await _database.KillAsync(db.ServerThread);
            await db.ExecuteAsync(_database.Insert, tx);
        }));

        await LeavesNothingAsync();
    }

    [Fact]
    public async Task LostBeforeTheCommit_FailsTheHandlerThatReturnedNormally()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await _database.KillAsync(db.ServerThread);
        }));

        await LeavesNothingAsync();
    }

    [Fact]
    public async Task LostBeforeAnError_DoesNotHideTheError()
    {
        var thrown = new FormatException("the handler's own");

        var error = await Assert.ThrowsAsync<FormatException>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await _database.KillAsync(db.ServerThread);
            throw thrown;
        }));

        Assert.Same(thrown, error);
        await LeavesNothingAsync();
    }

    [Fact]
    public async Task LostErrorSwallowedByTheHandler_StillFailsIt()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await _database.KillAsync(db.ServerThread);
            try
            {
                await db.ExecuteAsync(_database.Insert, tx);
            }
            catch (MySqlException)
            {
            }
        }));

        await LeavesNothingAsync();
    }

    [Fact]
    public async Task LostAfterTheWork_DoesNotFailTheHandler()
    {
        await HostileHandlers.Run(_database.Lending, db => _database.KillAsync(db.ServerThread));

        await LeavesNothingAsync();
    }

    [Fact]
    public async Task LostWhileIdle_IsReplaced()
    {
        var thread = 0;
        await HostileHandlers.Run(_database.Lending, db => Task.FromResult(thread = db.ServerThread));
        await _database.KillAsync(thread);

        await LeavesNothingAsync();
    }

    private async Task LeavesNothingAsync()
    {
        await _database.AssertWholeAsync();
        Assert.Equal(0, await _database.CountRowsAsync());
    }
}
