using Microsoft.AspNetCore.Mvc;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

[Route("/abort")]
public static partial class AbortHandlers
{
    [HttpGet("waits"), NeedsDb]
    public static async Task<string> Waits(FakeConnection db, Signal started, CancellationToken ct)
    {
        started.Set();
        await Task.Delay(Timeout.Infinite, ct);
        return "never";
    }

    [HttpGet("no-token"), NeedsDb]
    public static async Task<string> WithoutToken(FakeConnection db) => await Task.FromResult("answer");

    [HttpGet("sync"), NeedsDb]
    public static string Synchronous(FakeConnection db) => "answer";

    [HttpGet("query"), NeedsDb(Transaction = true)]
    public static async Task<int> Query(FakeConnection db, CancellationToken ct)
    {
        await using var command = db.CreateCommand();
        return await command.ExecuteNonQueryAsync(ct);
    }

    [HttpGet("breaks"), NeedsDb]
    public static async Task<string> Breaks(FakeConnection db, Signal started, CancellationToken ct)
    {
        started.Set();
        var left = new TaskCompletionSource();
        await using var registration = ct.Register(left.SetResult);
        await left.Task;
        throw new NotSupportedException("A mistake of the application's own.");
    }

    [HttpPost("body"), NeedsDb]
    public static string Body(FakeConnection db, Item item) => item.Name;
}

/// <summary>Tells a test that a handler is at work.</summary>
public sealed class Signal
{
    private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _set.Task;

    public void Set() => _set.TrySetResult();
}
