using System.Data;
using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

/// <summary>Handlers of each shape that are run again up to three times.</summary>
public static partial class RetriedHandlers
{
    public const int Retries = 3;

    [NeedsDb(Retries = Retries)]
    public static int Sync(FakeConnection db, FakeTransaction tx, FailingWork work) => work.Run(db);

    [NeedsDb(Retries = Retries, Transaction = true)]
    public static void SyncWithoutResult(FakeConnection db, FailingWork work, CancellationToken ct) => work.Run(db);

    /// <summary>Cleans up after itself on the connection.</summary>
    [NeedsDb(Retries = Retries)]
    public static int SyncWithFinally(FakeConnection db, FakeTransaction tx, FailingWork work)
    {
        try
        {
            return work.Run(db);
        }
        finally
        {
            using var command = db.CreateCommand();
            command.ExecuteNonQuery();
        }
    }

    [NeedsDb(Retries = Retries)]
    public static async Task<int> Async(FakeConnection db, FakeTransaction tx, FailingWork work, CancellationToken ct)
    {
        await Task.Yield();
        return work.Run(db);
    }

    [NeedsDb(Retries = Retries, Isolation = IsolationLevel.Serializable)]
    public static async ValueTask WithoutToken(DbConnection db, FailingWork work)
    {
        await Task.Yield();
        work.Run((FakeConnection)db);
    }

    [NeedsDb(Retries = Retries, Transaction = true)]
    public static Task<int> ByReference(FakeConnection db, in FailingWork work, in CancellationToken ct) => Task.FromResult(work.Run(db));
}

public sealed partial class RetriedObject(FailingWork work)
{
    [NeedsDb(Retries = RetriedHandlers.Retries, Transaction = true)]
    public async Task<int> Run(FakeConnection db, CancellationToken ct)
    {
        await Task.Yield();
        return work.Run(db);
    }
}
