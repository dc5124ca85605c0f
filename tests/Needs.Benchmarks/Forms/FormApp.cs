using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Needs.Benchmarks.Forms;

/// <summary>One application with the endpoints of all contestants, which are called without a server: what is left is the form.</summary>
public sealed class FormApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<RouteEndpoint> _endpoints;

    public FormApp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddControllers().AddApplicationPart(typeof(MvcController).Assembly);
        _app = builder.Build();

        _app.MapPost("/hand/order", HandOverCollection.Order);
        _app.MapPost("/hand/basket", HandOverCollection.Basket);
        _app.MapPost("/hand/upload", HandOverCollection.Upload);
        _app.MapPost("/minimal/order", static ([FromForm] Order form) => { Received.Model = form; }).DisableAntiforgery();
        _app.MapPost("/minimal/basket", static ([FromForm] Basket form) => { Received.Model = form; }).DisableAntiforgery();
        _app.MapPost("/minimal/upload", static ([FromForm] Upload form) => { Received.Model = form; }).DisableAntiforgery();
        _app.MapControllers();
        _app.MapHandlers();
        _endpoints = [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }

    /// <summary>What answers the workload by one contestant.</summary>
    public FormCall Call(string contestant, Workload workload)
    {
        var path = $"/{contestant}/{workload.Form}";
        var endpoint = _endpoints.Single(known => known.RoutePattern.RawText?.TrimStart('/') == path[1..]);
        return new FormCall(endpoint, _app.Services, workload, contestant);
    }

    /// <summary>The calls of all contestants, once each has given the right answer and the same model.</summary>
    public IReadOnlyList<FormCall> Calls(Workload workload)
    {
        FormCall[] calls = [.. Contestant.All.Select(contestant => Call(contestant, workload))];
        var models = calls.Select(static call => call.Describe()).ToList();
        if (models.Distinct().Count() != 1 || !models[0].StartsWith(workload.Status.ToString(), StringComparison.Ordinal))
            throw new InvalidOperationException($"{workload}: {string.Join(" | ", calls.Zip(models))}");
        return calls;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
