using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public static partial class Orders
{
    [NeedsDb]
    public static async Task<int> Place(FakeConnection db, FakeTransaction tx, string form, CancellationToken ct = default)
    {
        await Task.Delay(1, ct);
        return form.Length;
    }

    [NeedsDb(Isolation = System.Data.IsolationLevel.Serializable)]
    public static ValueTask Cancel(FakeConnection db, int id) => default;
}
