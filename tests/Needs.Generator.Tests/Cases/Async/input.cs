using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public sealed record Order(int Id, string? Note);

public static partial class Orders
{
    /// <summary>Finds an order.</summary>
    [NeedsDb]
    public static async Task<Order?> Find(FakeConnection db, int id, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return id == 0 ? null : new Order(id, null);
    }
}
