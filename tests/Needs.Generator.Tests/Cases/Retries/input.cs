using System.Data;
using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public static partial class Orders
{
    [NeedsDb(Retries = 3)]
    public static async Task<int> Place(FakeConnection db, FakeTransaction tx, string customer, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return customer.Length;
    }

    [NeedsDb(Retries = 1, Isolation = IsolationLevel.Serializable)]
    public static ValueTask Cancel(FakeConnection db, int id) => default;

    [NeedsDb(Retries = 2, Transaction = true)]
    public static void Ship(FakeConnection db, int id, in CancellationToken ct)
    {
    }

    [NeedsDb(Retries = 2, Transaction = true)]
    public static int Count(FakeConnection db) => 1;
}
