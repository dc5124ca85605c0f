using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

public static partial class TwoDatabases
{
    /// <summary>Declared in the other order than they are lent: by name, <c>archive</c> comes before <c>shop</c>.</summary>
    public static async Task<int> Copy(
        [NeedsDb("shop")] FakeConnection shop,
        FakeTransaction shopTransaction,
        [NeedsDb("archive")] FakeConnection archive,
        FakeTransaction archiveTransaction,
        Probe probe,
        CancellationToken ct)
    {
        await probe.VisitAsync(shop, shopTransaction, ct);
        return await probe.VisitAsync(archive, archiveTransaction, ct);
    }

    public static int Compare(
        [NeedsDb("shop")] FakeConnection shop, [NeedsDb("archive", Transaction = true)] FakeConnection archive, Probe probe) =>
        probe.Visit(shop) + probe.Visit(archive);

    public static async IAsyncEnumerable<int> Merge(
        [NeedsDb("shop")] FakeConnection shop, [NeedsDb("archive")] FakeConnection archive, Probe probe)
    {
        yield return await probe.VisitAsync(shop);
        yield return await probe.VisitAsync(archive);
    }
}
