using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public static partial class Transfers
{
    [NeedsDb]
    public static async Task<int> Copy(
        FakeConnection shop,
        FakeTransaction shopTransaction,
        [NeedsDb("archive", Transaction = true)] FakeConnection archive,
        int[] ids,
        CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return ids.Length;
    }
}
