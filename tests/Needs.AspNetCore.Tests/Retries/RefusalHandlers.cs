using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Needs.AspNetCore.Tests.Forms;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Retries;

/// <summary>Handlers of each shape whose database is busy, or away.</summary>
[Route("/refusal")]
public static partial class RefusalHandlers
{
    [HttpGet("async"), HttpPost("async"), NeedsDb]
    public static async Task<string> Async(FakeConnection db, Trouble trouble, CancellationToken ct)
    {
        await Task.Yield();
        return $"{trouble.Next(db)}";
    }

    [HttpGet("sync"), HttpPost("sync"), NeedsDb]
    public static string Sync(FakeConnection db, Trouble trouble) => $"{trouble.Next(db)}";

    [HttpGet("transaction"), HttpPost("transaction"), NeedsDb(Transaction = true)]
    public static async Task<string> InTransaction(FakeConnection db, Trouble trouble, HttpResponse response)
    {
        await Task.Yield();
        response.Headers.CacheControl = "max-age=3600";
        response.ContentLength = 5;
        return $"{trouble.Next(db)}";
    }

    [HttpDelete("nothing"), NeedsDb(Transaction = true, Retries = 1)]
    public static void Nothing(FakeConnection db, Trouble trouble) => trouble.Next(db);

    [HttpPost("committed"), NeedsDb(Retries = 1)]
    public static string Committed(FakeConnection db, FakeTransaction tx, Trouble trouble)
    {
        tx.Commit();
        return $"{trouble.Next(db)}";
    }

    [HttpPost("committed-once"), NeedsDb]
    public static async Task<string> CommittedOnce(FakeConnection db, FakeTransaction tx, Trouble trouble, CancellationToken ct)
    {
        await tx.CommitAsync(ct);
        return $"{trouble.Next(db)}";
    }

    [HttpGet("stream"), NeedsDb]
    public static async IAsyncEnumerable<int> Stream(FakeConnection db, Trouble trouble, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();
        yield return trouble.Next(db);
    }

    [HttpGet("late"), NeedsDb]
    public static async IAsyncEnumerable<string> Late(FakeConnection db, Trouble trouble)
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Yield();
            yield return new string('x', 4096);
        }

        yield return $"{trouble.Next(db)}";
    }

    [HttpPost("upload"), NeedsDb(Transaction = true, Retries = 1), NeedsForm(Sink = typeof(MemorySink))]
    public static string Upload(FakeConnection db, FormData form, Trouble trouble) => $"{trouble.Next(db)} {form.Files.Count}";

    /// <summary>Calls another handler, which may be at its limit, when its own work is done.</summary>
    [HttpGet("calls"), HttpPost("calls"), NeedsDb]
    public static async Task<string> Calls(FakeConnection db, Trouble trouble, Database other, FakeGate gate) => trouble.Next(db) + await Limited(other, gate);

    [HttpGet("limited"), NeedsDb(MaxConcurrency = 1, WaitMilliseconds = 2000)]
    public static async Task<string> Limited(FakeConnection db, FakeGate gate)
    {
        await gate.Arrive();
        return "served";
    }
}
