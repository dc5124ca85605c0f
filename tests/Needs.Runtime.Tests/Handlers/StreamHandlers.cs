using System.Runtime.CompilerServices;
using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

/// <summary>Each yields 0, 1, 2. An error of the probe strikes after the second item.</summary>
public static partial class StreamHandlers
{
    [NeedsDb]
    public static async IAsyncEnumerable<int> Iterator(
        FakeConnection db, Probe probe, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = 0; i < 3; i++)
        {
            if (i == 2) await probe.VisitAsync(db, ct: ct);
            ct.ThrowIfCancellationRequested();
            yield return i;
        }
    }

    [NeedsDb]
    public static async IAsyncEnumerable<int> IteratorWithoutToken(FakeConnection db, Probe probe)
    {
        for (var i = 0; i < 3; i++)
        {
            if (i == 2) await probe.VisitAsync(db);
            yield return i;
        }
    }

    [NeedsDb]
    public static IAsyncEnumerable<int> NotAnIterator(FakeConnection db, Probe probe, CancellationToken ct) => Items(db, null, probe, ct);

    [NeedsDb]
    public static IAsyncEnumerable<int> NotAnIteratorWithoutToken(FakeConnection db, Probe probe) => Items(db, null, probe);

    [NeedsDb]
    public static async IAsyncEnumerable<int> InTransaction(
        FakeConnection db, FakeTransaction tx, Probe probe, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var item in Items(db, tx, probe, ct)) yield return item;
    }

    [NeedsDb]
    public static IEnumerable<int> Sync(FakeConnection db, Probe probe)
    {
        for (var i = 0; i < 3; i++)
        {
            if (i == 2) probe.Visit(db);
            yield return i;
        }
    }

    [NeedsDb(Transaction = true)]
    public static IEnumerable<int> SyncInTransaction(FakeConnection db, Probe probe)
    {
        for (var i = 0; i < 3; i++)
        {
            if (i == 2) probe.Visit(db);
            yield return i;
        }
    }

    [NeedsDb]
    public static IEnumerable<int> ListNotIterator(FakeConnection db, Probe probe)
    {
        probe.Visit(db);
        return [0, 1, 2];
    }

    private static async IAsyncEnumerable<int> Items(
        FakeConnection db, FakeTransaction? tx, Probe probe, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = 0; i < 3; i++)
        {
            if (i == 2) await probe.VisitAsync(db, tx, ct);
            ct.ThrowIfCancellationRequested();
            yield return i;
        }
    }
}
