using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>Handlers whose answers say how many connections were lent when the answer was written.</summary>
[Route("/order")]
public static partial class OrderHandlers
{
    [HttpPost("body"), NeedsDb]
    public static async Task<string> Body(FakeConnection db, Item item, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return item.Name;
    }

    [HttpGet("result"), NeedsDb]
    public static IResult Result(FakeConnection db) => new LeaseCounter(db.State.ToString());

    [HttpGet("result-async"), NeedsDb(Transaction = true)]
    public static async Task<LeaseCounter> ResultAsync(FakeConnection db, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return new LeaseCounter(db.State.ToString());
    }

    [HttpGet("json"), NeedsDb]
    public static Counted Json(FakeConnection db, Database database) => new(database);

    [HttpGet("json-async"), NeedsDb]
    public static async ValueTask<Counted> JsonAsync(FakeConnection db, Database database)
    {
        await Task.Yield();
        return new Counted(database);
    }

    [HttpGet("stream"), NeedsDb]
    public static async IAsyncEnumerable<int> Stream(FakeConnection db, Database database)
    {
        await Task.Yield();
        yield return database.LeaseCount;
    }

    [HttpGet("stream-sync"), NeedsDb]
    public static IEnumerable<int> StreamSync(FakeConnection db, Database database)
    {
        yield return database.LeaseCount;
    }

    public sealed class LeaseCounter(string inside) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteAsync(
            $"{inside}, then {httpContext.RequestServices.GetRequiredService<Database>().LeaseCount}");
    }

    [JsonConverter(typeof(CountingConverter))]
    public sealed record Counted(Database Database);

    private sealed class CountingConverter : JsonConverter<Counted>
    {
        public override Counted Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Counted value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Database.LeaseCount);
    }
}
