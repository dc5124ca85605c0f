using Needs.Testing;

namespace Needs.Benchmarks.Wrapper;

/// <summary>One kind of handler, and three ways to call it with a connection of the same data source.</summary>
public sealed record Shape(string Name, bool Suspends, Func<int> ByHand, Func<int> WithFigures, Func<int> Needs)
{
    public static IReadOnlyList<Shape> All { get; } = Create();

    public static Shape Named(string name) => All.Single(shape => shape.Name == name);

    private static Shape[] Create()
    {
        var source = new StillDataSource();
        var byHand = new ByHand(source);
        var withFigures = new ByHandWithFigures(source);
        var needs = new Database(source);
        var done = new Work(suspends: false);
        var waits = new Work(suspends: true);
        var ct = CancellationToken.None;
        return
        [
            new(
                "sync",
                Suspends: false,
                byHand.Sync,
                withFigures.Sync,
                () => Handlers.Sync(needs)),
            new(
                "sync, in a transaction",
                Suspends: false,
                byHand.SyncInTransaction,
                withFigures.SyncInTransaction,
                () => Handlers.SyncInTransaction(needs)),
            new(
                "async, completed",
                Suspends: false,
                () => done.ResultOf(byHand.Async(done, ct)),
                () => done.ResultOf(withFigures.Async(done, ct)),
                () => done.ResultOf(Handlers.Async(needs, done, ct))),
            new(
                "async, completed, in a transaction",
                Suspends: false,
                () => done.ResultOf(byHand.AsyncInTransaction(done, ct)),
                () => done.ResultOf(withFigures.AsyncInTransaction(done, ct)),
                () => done.ResultOf(Handlers.AsyncInTransaction(needs, done, ct))),
            new(
                "async, suspended",
                Suspends: true,
                () => waits.ResultOf(byHand.Async(waits, ct)),
                () => waits.ResultOf(withFigures.Async(waits, ct)),
                () => waits.ResultOf(Handlers.Async(needs, waits, ct))),
            new(
                "async, suspended, in a transaction",
                Suspends: true,
                () => waits.ResultOf(byHand.AsyncInTransaction(waits, ct)),
                () => waits.ResultOf(withFigures.AsyncInTransaction(waits, ct)),
                () => waits.ResultOf(Handlers.AsyncInTransaction(needs, waits, ct))),
        ];
    }
}
