using System.Data.Common;

namespace Needs.Benchmarks.Wrapper;

/// <summary>What one writes without Needs: open, try, finally give back. Nobody knows who holds what, nor for how long.</summary>
internal sealed class ByHand(DbDataSource source)
{
    public int Sync()
    {
        var db = source.OpenConnection();
        try
        {
            return Handlers.Sync(db);
        }
        finally
        {
            db.Dispose();
        }
    }

    public int SyncInTransaction()
    {
        var db = source.OpenConnection();
        try
        {
            var tx = db.BeginTransaction();
            try
            {
                var result = Handlers.SyncInTransaction(db, tx);
                tx.Commit();
                return result;
            }
            finally
            {
                tx.Dispose();
            }
        }
        finally
        {
            db.Dispose();
        }
    }

    public async Task<int> Async(Work work, CancellationToken ct)
    {
        var db = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        try
        {
            return await Handlers.Async(db, work, ct).ConfigureAwait(false);
        }
        finally
        {
            await db.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async Task<int> AsyncInTransaction(Work work, CancellationToken ct)
    {
        var db = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        try
        {
            var tx = await db.BeginTransactionAsync(ct).ConfigureAwait(false);
            try
            {
                var result = await Handlers.AsyncInTransaction(db, tx, work, ct).ConfigureAwait(false);
                await tx.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            }
            finally
            {
                await tx.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await db.DisposeAsync().ConfigureAwait(false);
        }
    }
}
