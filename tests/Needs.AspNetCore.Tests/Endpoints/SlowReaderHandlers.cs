using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>Three ways to answer with 8 MiB, and a quick answer beside them.</summary>
[Route("/slow")]
public static partial class SlowReaderHandlers
{
    private const int Part = 1024 * 1024;
    private static readonly string Text = new('x', Part);

    [HttpGet("result"), NeedsDb]
    public static async Task<IResult> Result(FakeConnection db, CancellationToken ct)
    {
        await QueryAsync(db, ct);
        return TypedResults.Bytes(new byte[8 * Part]);
    }

    [HttpGet("json"), NeedsDb]
    public static async Task<string[]> Json(FakeConnection db, CancellationToken ct)
    {
        await QueryAsync(db, ct);
        return [Text, Text, Text, Text, Text, Text, Text, Text];
    }

    [HttpGet("stream"), NeedsDb]
    public static async IAsyncEnumerable<string> Stream(FakeConnection db)
    {
        await QueryAsync(db, default);
        for (var i = 0; i < 8; i++) yield return Text;
    }

    [HttpGet("quick"), NeedsDb]
    public static async Task<string> Quick(FakeConnection db, CancellationToken ct)
    {
        await QueryAsync(db, ct);
        return "quick";
    }

    private static async Task QueryAsync(FakeConnection db, CancellationToken ct)
    {
        await using var command = db.CreateCommand();
        await command.ExecuteNonQueryAsync(ct);
    }
}
