using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Needs.Testing;

namespace Shop;

public sealed record Order(int Id, string Customer);

[Authorize(Policy = "staff")]
[Route("/orders")]
public static partial class Orders
{
    [HttpGet("{id:int}", Name = "GetOrder"), NeedsDb]
    public static async Task<Order?> Find(FakeConnection db, int id, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return null;
    }

    [HttpPost, NeedsDb("writer", Transaction = true), Tags("orders")]
    public static async Task<IResult> Place(FakeConnection db, FakeTransaction tx, Order order, [FromHeader(Name = "X-Page")] int page = 1)
    {
        await Task.Yield();
        return TypedResults.Ok(order);
    }
}
