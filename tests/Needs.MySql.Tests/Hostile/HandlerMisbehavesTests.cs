using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Hostile;

public sealed class HandlerMisbehavesTests : IAsyncLifetime
{
    private HostileDatabase _database = null!;

    public async Task InitializeAsync() => _database = await HostileDatabase.CreateAsync(await MariaDbServer.SharedAsync());

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task ConnectionClosed_IsAccepted()
    {
        await HostileHandlers.Run(_database.Lending, db => db.CloseAsync());
        await LeavesAsync(rows: 0);
    }

    [Fact]
    public async Task ConnectionDisposed_IsAccepted()
    {
        await HostileHandlers.Run(_database.Lending, async db => await db.DisposeAsync());
        await LeavesAsync(rows: 0);
    }

    [Fact]
    public async Task ConnectionClosedInTheTransaction_ThrowsSinceTheWorkIsLost()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await db.CloseAsync();
        }));

        Assert.Contains("closed", error.Message);
        await LeavesAsync(rows: 0);
    }

    [Fact]
    public async Task ConnectionClosedAndOpenedAgainInTheTransaction_ThrowsSinceTheWorkIsLost()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await db.CloseAsync();
            await db.OpenAsync();
        }));

        await LeavesAsync(rows: 0);
    }

    [Fact]
    public async Task TransactionCommitted_IsAccepted()
    {
        await HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await tx.CommitAsync();
        });

        await LeavesAsync(rows: 1);
    }

    [Fact]
    public async Task ErrorAfterItsOwnCommit_SurfacesAndTheCommitStays()
    {
        var thrown = new FormatException("after the commit");

        var error = await Assert.ThrowsAsync<FormatException>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await tx.CommitAsync();
            throw thrown;
        }));

        Assert.Same(thrown, error);
        await LeavesAsync(rows: 1);
    }

    [Fact]
    public async Task TransactionRolledBack_IsAccepted()
    {
        await HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await tx.RollbackAsync();
        });

        await LeavesAsync(rows: 0);
    }

    [Fact]
    public async Task TransactionCommittedInSql_IsAccepted()
    {
        await HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await db.ExecuteAsync("COMMIT", tx);
        });

        await LeavesAsync(rows: 1);
    }

    [Fact]
    public async Task ReaderForgotten_IsClosedWithTheConnection()
    {
        await HostileHandlers.Run(_database.Lending, db => db.AbandonReaderAsync());
        await LeavesAsync(rows: 0);
    }

    [Fact]
    public async Task ReaderForgottenBeforeTheCommit_FailsTheCommitAndRollsBack()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await db.AbandonReaderAsync(tx);
        }));

        await LeavesAsync(rows: 0);
    }

    [Fact]
    public async Task ReaderForgottenBeforeAnError_DoesNotHideTheError()
    {
        var thrown = new FormatException("the handler's own");

        var error = await Assert.ThrowsAsync<FormatException>(() => HostileHandlers.RunInTransaction(_database.Lending, async (db, tx) =>
        {
            await db.ExecuteAsync(_database.Insert, tx);
            await db.AbandonReaderAsync(tx);
            throw thrown;
        }));

        Assert.Same(thrown, error);
        await LeavesAsync(rows: 0);
    }

    [Fact]
    public async Task DatabaseChanged_IsNotSeenByTheNextHandler()
    {
        object? before = null, after = null;
        await HostileHandlers.Run(_database.Lending, async db =>
        {
            before = await db.ExecuteAsync("SELECT DATABASE()");
            await db.ChangeDatabaseAsync("mysql");
        });
        await HostileHandlers.Run(_database.Lending, async db => after = await db.ExecuteAsync("SELECT DATABASE()"));

        Assert.Equal(before, after);
    }

    private async Task LeavesAsync(int rows)
    {
        await _database.AssertWholeAsync();
        Assert.Equal(rows, await _database.CountRowsAsync());
    }
}
