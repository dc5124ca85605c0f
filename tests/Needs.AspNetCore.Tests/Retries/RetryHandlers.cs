using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.AspNetCore.Tests.Forms;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Retries;

/// <summary>Handlers that are run again up to three times; their answers name the attempt that succeeded.</summary>
[Route("/retry")]
public static partial class RetryHandlers
{
    [HttpPost("json"), NeedsDb(Retries = 3, Transaction = true)]
    public static async Task<string> Json(FakeConnection db, Item item, Trouble trouble, CancellationToken ct)
    {
        await Task.Yield();
        return $"{trouble.Next(db)} {item.Name}";
    }

    [HttpGet("sync"), NeedsDb(Retries = 3)]
    public static string Sync(FakeConnection db, FakeTransaction tx, Trouble trouble) => $"{trouble.Next(db)}";

    [HttpDelete("nothing"), NeedsDb(Retries = 3, Transaction = true)]
    public static async ValueTask Nothing(FakeConnection db, Trouble trouble, HttpResponse response)
    {
        await Task.Yield();
        response.Headers["X-Attempt"] = trouble.Next(db).ToString();
    }

    [HttpPost("form"), NeedsDb(Retries = 3, Transaction = true), NeedsForm]
    public static async Task<string> Form(FakeConnection db, FormData form, Trouble trouble, CancellationToken ct)
    {
        var text = new StringBuilder();
        foreach (var field in form)
        {
            using var reader = new StreamReader(field.OpenReadStream());
            var content = await reader.ReadToEndAsync(ct);
            text.Append($" {field.Name}={(content.Length < 100 ? content : content.Length)}");
        }

        return trouble.Next(db) + text.ToString();
    }

    [HttpPost("bound"), NeedsDb(Retries = 3, Transaction = true), NeedsForm]
    public static string Bound(FakeConnection db, Signup form, Trouble trouble) => $"{trouble.Next(db)} {form.Name} {form.Age}";

    [HttpPost("sink"), NeedsDb(Retries = 3, Transaction = true), NeedsForm(Sink = typeof(MemorySink))]
    public static string Sink(FakeConnection db, FormData form, Trouble trouble) => $"{trouble.Next(db)} {form.Files.Count}";

    [HttpGet("writes"), NeedsDb(Retries = 3, Transaction = true)]
    public static async Task Writes(FakeConnection db, Trouble trouble, HttpContext context, CancellationToken ct)
    {
        await context.Response.WriteAsync("begun", ct);
        trouble.Next(db);
    }

    [HttpGet("buffers"), NeedsDb(Retries = 3, Transaction = true)]
    public static void Buffers(FakeConnection db, Trouble trouble, HttpContext context)
    {
        context.Response.BodyWriter.Write("begun"u8);
        trouble.Next(db);
    }

    [HttpGet("streams-to-memory"), NeedsDb(Retries = 3, Transaction = true)]
    public static async Task StreamsToMemory(FakeConnection db, Trouble trouble, HttpResponse response)
    {
        await response.Body.WriteAsync("begun"u8.ToArray());
        trouble.Next(db);
    }

    [HttpGet("result"), NeedsDb(Retries = 3, Transaction = true)]
    public static IResult Result(FakeConnection db, Trouble trouble) => new Failing(trouble.Next(db));

    [HttpGet("waits"), NeedsDb(Retries = 3, Transaction = true)]
    public static async Task<string> Waits(FakeConnection db, Trouble trouble, Signal started, CancellationToken ct)
    {
        var left = new TaskCompletionSource();
        await using var registration = ct.Register(left.SetResult);
        started.Set();
        await left.Task;
        return $"{trouble.Next(db)}";
    }

    public sealed record Signup(string Name, int Age);

    /// <summary>An answer that runs into the same trouble when the work is done.</summary>
    private sealed class Failing(int attempt) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            throw (attempt == 1 ? FakeDbException.Deadlock() : new FakeDbException("Lost connection to server during query", "HY000", 2013));
    }
}

/// <summary>Has a state, which a failed attempt leaves half changed.</summary>
[Route("/retry/object")]
public sealed partial class RetryObject(Disposals disposals, Trouble trouble) : IAsyncDisposable
{
    private readonly List<string> _lines = [];

    [HttpGet(""), NeedsDb(Retries = 3, Transaction = true)]
    public async Task<List<string>> Add(FakeConnection db)
    {
        await Task.Yield();
        trouble.Objects.Enqueue(this);
        _lines.Add("line");
        trouble.Next(db);
        return _lines;
    }

    public ValueTask DisposeAsync()
    {
        disposals.Add("DisposeAsync");
        return ValueTask.CompletedTask;
    }
}
