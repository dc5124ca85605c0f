using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>Is built for each request, from services.</summary>
[Route("/instance")]
public sealed partial class InstanceHandlers(
    IClock clock, [FromKeyedServices("utc")] IClock utc, Disposals disposals, IFormatProvider? missing = null, int retries = 3, string mode = "fast")
    : IAsyncDisposable, IDisposable
{
    private readonly int _number = disposals.Count();

    [HttpGet("sync"), NeedsDb]
    public string Get(FakeConnection db) => $"{clock.Now} {utc.Now} {missing is null} {retries} {mode} {_number}";

    [HttpGet("async"), NeedsDb]
    public async Task<string> GetAsync(FakeConnection db, int id, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return $"{id} {_number}";
    }

    [HttpGet("fails"), NeedsDb]
    public string Fail(FakeConnection db) => throw new InvalidOperationException("The handler failed.");

    public void Dispose() => disposals.Add("Dispose");

    public ValueTask DisposeAsync()
    {
        disposals.Add("DisposeAsync");
        return ValueTask.CompletedTask;
    }
}

public readonly partial record struct StructHandlers(IClock Clock)
{
    [HttpGet("/instance/struct"), NeedsDb]
    public string Get(FakeConnection db) => Clock.Now;
}

[Route("/instance/marked")]
public sealed partial class MarkedHandlers : IDisposable
{
    private readonly Disposals _disposals;

    public MarkedHandlers() => throw new InvalidOperationException("This constructor is not the one that is marked.");

    [ActivatorUtilitiesConstructor]
    public MarkedHandlers(Disposals disposals) => _disposals = disposals;

    [HttpGet(""), NeedsDb]
    public string Get(FakeConnection db) => "marked";

    public void Dispose() => _disposals.Add("Dispose");
}

public sealed class Disposals
{
    private int _count;

    public List<string> Names { get; } = [];

    public int Count() => Interlocked.Increment(ref _count);

    public void Add(string name) => Names.Add(name);
}
