using Needs.Runtime.Tests.Handlers;

namespace Needs.Runtime.Tests.Wrappers;

/// <summary>One shape of handler with <c>Retries</c>, with a call of its wrapper.</summary>
public sealed record RetriedShape(string Name, Func<Database, FailingWork, CancellationToken, Task<int>> Call)
{
    public static readonly IReadOnlyList<RetriedShape> All =
    [
        new(nameof(RetriedHandlers.Sync), (db, work, _) => Task.Run(() => RetriedHandlers.Sync(db, work))),
        new(nameof(RetriedHandlers.SyncWithoutResult), (db, work, ct) => Task.Run(() =>
        {
            RetriedHandlers.SyncWithoutResult(db, work, ct);
            return FailingWork.Result;
        })) { HasToken = true },
        new(nameof(RetriedHandlers.SyncWithFinally), (db, work, _) => Task.Run(() => RetriedHandlers.SyncWithFinally(db, work))),
        new(nameof(RetriedHandlers.Async), (db, work, ct) => RetriedHandlers.Async(db, work, ct)) { HasToken = true },
        new(nameof(RetriedHandlers.WithoutToken), async (db, work, _) =>
        {
            await RetriedHandlers.WithoutToken(db, work);
            return FailingWork.Result;
        }),
        new(nameof(RetriedHandlers.ByReference), (db, work, ct) => RetriedHandlers.ByReference(db, work, ct)) { HasToken = true },
        new(nameof(RetriedObject), (db, work, ct) => new RetriedObject(work).Run(db, ct)) { HasToken = true },
    ];

    /// <summary>Whether the wrapper takes a token.</summary>
    public bool HasToken { get; private init; }

    public override string ToString() => Name;
}
