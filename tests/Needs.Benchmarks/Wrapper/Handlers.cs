using System.Data;
using System.Data.Common;

namespace Needs.Benchmarks.Wrapper;

/// <summary>
/// Handlers that do next to nothing, so that only what is around them takes time. Their wrappers are generated; <see cref="ByHand"/> and
/// <see cref="ByHandWithFigures"/> do the wrappers' work for the same handlers.
/// </summary>
internal static partial class Handlers
{
    [NeedsDb]
    public static int Sync(DbConnection db) => Answer(db);

    [NeedsDb(Transaction = true)]
    public static int SyncInTransaction(DbConnection db, DbTransaction tx) => Answer(db, tx);

    [NeedsDb]
    public static async Task<int> Async(DbConnection db, Work work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await work.DoAsync().ConfigureAwait(false);
        return Answer(db);
    }

    [NeedsDb(Transaction = true)]
    public static async Task<int> AsyncInTransaction(DbConnection db, DbTransaction tx, Work work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await work.DoAsync().ConfigureAwait(false);
        return Answer(db, tx);
    }

    /// <summary>A small number: the framework keeps a finished task for it.</summary>
    private static int Answer(DbConnection db) => db.State == ConnectionState.Open ? 1 : 0;

    private static int Answer(DbConnection db, DbTransaction tx) => tx.Connection == db ? Answer(db) : 0;
}
