using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

[Route("/described")]
public static partial class OpenApiHandlers
{
    [HttpGet("items/{id:int}", Name = "GetItem", Order = 3), NeedsDb, EndpointSummary("One item"), Tags("items")]
    [ProducesResponseType<ProblemDetails>(404)]
    public static Item? Find(
        FakeConnection db,
        int id,
        [FromQuery(Name = "lang")] string? language,
        [FromHeader(Name = "X-Version")] int version,
        Guid[] related,
        IClock clock,
        CancellationToken ct,
        DayOfWeek day = DayOfWeek.Monday) => null;

    [HttpPost("items"), HttpPut("items/put"), NeedsDb]
    public static Results<Created<Item>, Conflict<string>> Add(FakeConnection db, Item item) => TypedResults.Created("/", item);

    [HttpPost("maybe"), NeedsDb]
    public static async Task<string> Maybe(FakeConnection db, Item? item) => await Task.FromResult(item?.Name ?? "");

    [HttpDelete("items/{id:int}"), NeedsDb]
    public static async Task Remove(FakeConnection db, int id) => await Task.CompletedTask;

    [HttpGet("all"), NeedsDb]
    public static async IAsyncEnumerable<Item> All(FakeConnection db)
    {
        await Task.CompletedTask;
        yield break;
    }

    [HttpGet("hidden"), NeedsDb, ExcludeFromDescription]
    public static string Hidden(FakeConnection db) => "";
}
