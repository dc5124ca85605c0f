using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Handlers whose files go to a sink, and that end well or not, before their client leaves or after.</summary>
[Route("/sinks")]
public static partial class SinkHandlers
{
    [HttpPost("result"), NeedsDb(Transaction = true), NeedsForm(Sink = typeof(MemorySink))]
    public static async Task<IResult> Result(FakeConnection db, FormData form, Signal started, CancellationToken ct)
    {
        await Task.Yield();
        return new Waiting(started, StatusCodes.Status200OK);
    }

    [HttpPost("result-sync"), NeedsForm(Sink = typeof(MemorySink))]
    public static IResult ResultSync(Form<PartHandlers.Upload> form, Signal started) => new Waiting(started, StatusCodes.Status200OK);

    [HttpPost("bad-result"), NeedsForm(Sink = typeof(MemorySink))]
    public static IResult BadResult(FormData form, Signal started) => new Waiting(started, StatusCodes.Status409Conflict);

    /// <summary>Has no answer in JSON.</summary>
    [HttpPost("unwritable"), NeedsForm(Sink = typeof(MemorySink))]
    public static object Unwritable(FormData form) => new Endless();

    [HttpPost("empty"), NeedsForm(Sink = typeof(MemorySink))]
    public static async Task<IResult> Empty(FormData form, Signal started, CancellationToken ct)
    {
        started.Set();
        var left = new TaskCompletionSource();
        await using var registration = ct.Register(left.SetResult);
        await left.Task;
        return form.Files.Count == 1 ? TypedResults.Conflict() : TypedResults.Ok();
    }

    [HttpPost("waits"), NeedsDb(Transaction = true), NeedsForm(Sink = typeof(MemorySink))]
    public static async Task<string> Waits(FakeConnection db, FormData form, Signal started, CancellationToken ct)
    {
        started.Set();
        await Task.Delay(Timeout.Infinite, ct);
        return "never";
    }

    [HttpPost("nothing"), NeedsDb, NeedsForm(Sink = typeof(MemorySink))]
    public static void Nothing(FakeConnection db, FormData form) => Assert.Single(form.Files);

    [HttpPost("sequence"), NeedsForm(Sink = typeof(MemorySink))]
    public static async IAsyncEnumerable<int> Sequence(FormData form)
    {
        await Task.Yield();
        yield return form.Files.Count;
    }

    [HttpPost("throws"), NeedsDb, NeedsForm(Sink = typeof(MemorySink))]
    public static string Throws(FakeConnection db, FormData form) => throw new NotSupportedException("A mistake of the application's own.");

    [HttpPost("throws-late"), NeedsForm(Sink = typeof(MemorySink))]
    public static async Task ThrowsLate(FormData form, HttpResponse response, CancellationToken ct)
    {
        await response.WriteAsync("begun", ct);
        await response.Body.FlushAsync(ct);
        throw new NotSupportedException("A mistake of the application's own.");
    }

    private sealed class Endless
    {
        public Endless Next => this;
    }

    /// <summary>An answer that is never out.</summary>
    private sealed class Waiting(Signal started, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            started.Set();
            await Task.Delay(Timeout.Infinite, httpContext.RequestAborted);
        }
    }
}
