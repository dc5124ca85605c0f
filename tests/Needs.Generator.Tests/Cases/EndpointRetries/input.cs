using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Needs.Testing;

namespace Shop;

public sealed record Order(int Id, string Customer);

public static partial class Orders
{
    [HttpPost("/orders"), NeedsDb(Transaction = true, Retries = 3)]
    public static async Task<IResult> Place(FakeConnection db, Order order, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return TypedResults.Ok(order);
    }

    [HttpDelete("/orders/{id:int}"), NeedsDb(Transaction = true, Retries = 3)]
    public static void Cancel(FakeConnection db, int id)
    {
    }
}

public sealed partial class Carts : IAsyncDisposable
{
    [HttpPost("/carts"), NeedsDb(Retries = 1, MaxConcurrency = 5), NeedsForm]
    public int Fill(FakeConnection db, FakeTransaction tx, FormData form) => form.Count;

    public ValueTask DisposeAsync() => default;
}
