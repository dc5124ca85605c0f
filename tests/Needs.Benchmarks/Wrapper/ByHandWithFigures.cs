using System.Data.Common;
using System.Diagnostics;

namespace Needs.Benchmarks.Wrapper;

/// <summary>The same as <see cref="ByHand"/> for those who want to see how long handlers waited and held. Who holds what now, nobody knows here either.</summary>
internal sealed class ByHandWithFigures(DbDataSource source)
{
    private readonly Figures _sync = new("default", "Handlers.Sync");
    private readonly Figures _syncInTransaction = new("default", "Handlers.SyncInTransaction");
    private readonly Figures _async = new("default", "Handlers.Async");
    private readonly Figures _asyncInTransaction = new("default", "Handlers.AsyncInTransaction");

    public int Sync()
    {
        var start = Stopwatch.GetTimestamp();
        var db = source.OpenConnection();
        var ready = Stopwatch.GetTimestamp();
        try
        {
            return Handlers.Sync(db);
        }
        finally
        {
            db.Dispose();
            _sync.Record(start, ready);
        }
    }

    public int SyncInTransaction()
    {
        var start = Stopwatch.GetTimestamp();
        var db = source.OpenConnection();
        var ready = 0L;
        try
        {
            var tx = db.BeginTransaction();
            ready = Stopwatch.GetTimestamp();
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
            _syncInTransaction.Record(start, ready);
        }
    }

    public async Task<int> Async(Work work, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var db = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        var ready = Stopwatch.GetTimestamp();
        try
        {
            return await Handlers.Async(db, work, ct).ConfigureAwait(false);
        }
        finally
        {
            await db.DisposeAsync().ConfigureAwait(false);
            _async.Record(start, ready);
        }
    }

    public async Task<int> AsyncInTransaction(Work work, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var db = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        var ready = 0L;
        try
        {
            var tx = await db.BeginTransactionAsync(ct).ConfigureAwait(false);
            ready = Stopwatch.GetTimestamp();
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
            _asyncInTransaction.Record(start, ready);
        }
    }
}
