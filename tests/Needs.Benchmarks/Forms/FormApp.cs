using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Needs.Benchmarks.Forms;

/// <summary>An application with the endpoints of contestants, which are called without a server: what is left is the form.</summary>
public sealed class FormApp : IAsyncDisposable
{
    private readonly IReadOnlyList<string> _contestants;
    private readonly WebApplication _app;
    private readonly List<RouteEndpoint> _endpoints;

    public FormApp()
        : this(Contestant.Uploaders)
    {
    }

    /// <summary>An application that has only what these contestants need.</summary>
    public FormApp(params IReadOnlyList<string> contestants)
    {
        _contestants = contestants;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (contestants.Contains(Contestant.Mvc)) builder.Services.AddControllers().AddApplicationPart(typeof(MvcController).Assembly);
        _app = builder.Build();
        foreach (var contestant in contestants) Map(contestant);
        _endpoints = [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }

    /// <summary>What answers the workload by one contestant.</summary>
    public FormCall Call(string contestant, Workload workload)
    {
        var path = $"/{contestant}/{workload.Form}";
        var endpoint = _endpoints.Single(known => known.RoutePattern.RawText?.TrimStart('/') == path[1..]);
        return new FormCall(endpoint, _app.Services, workload, contestant);
    }

    /// <summary>The calls of all contestants that take the workload, once each has given the right answer and the same model.</summary>
    public IReadOnlyList<FormCall> Calls(Workload workload)
    {
        var contestants = workload == Workload.LargeFile ? Contestant.Uploaders : Contestant.All;
        FormCall[] calls = [.. contestants.Intersect(_contestants).Select(contestant => Call(contestant, workload))];
        var models = calls.Select(static call => call.Describe()).ToList();
        if (models.Distinct().Count() != 1 || !models[0].StartsWith(workload.Status.ToString(), StringComparison.Ordinal))
            throw new InvalidOperationException($"{workload}: {string.Join(" | ", calls.Zip(models))}");
        return calls;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(string contestant)
    {
        switch (contestant)
        {
            case Contestant.Needs:
                _app.MapPost("/needs/order", NeedsTyped.OrderEndpoint);
                _app.MapPost("/needs/basket", NeedsTyped.BasketEndpoint);
                _app.MapPost("/needs/upload", NeedsTyped.UploadEndpoint);
                _app.MapPost("/needs/count", NeedsTyped.CountEndpoint);
                break;
            case Contestant.NeedsParts:
                _app.MapPost("/parts/count", NeedsParts.CountEndpoint);
                break;
            case Contestant.HandOverFormData:
                _app.MapPost("/data/order", HandOverFormData.OrderEndpoint);
                _app.MapPost("/data/basket", HandOverFormData.BasketEndpoint);
                _app.MapPost("/data/upload", HandOverFormData.UploadEndpoint);
                _app.MapPost("/data/count", HandOverFormData.CountEndpoint);
                break;
            case Contestant.HandOverCollection:
                _app.MapPost("/hand/order", HandOverCollection.Order);
                _app.MapPost("/hand/basket", HandOverCollection.Basket);
                _app.MapPost("/hand/upload", HandOverCollection.Upload);
                _app.MapPost("/hand/count", HandOverCollection.Count);
                break;
            case Contestant.HandOverParts:
                _app.MapPost("/reader/count", HandOverParts.Count);
                break;
            case Contestant.Minimal:
                _app.MapPost("/minimal/order", static ([FromForm] Order form) => { Received.Model = form; }).DisableAntiforgery();
                _app.MapPost("/minimal/basket", static ([FromForm] Basket form) => { Received.Model = form; }).DisableAntiforgery();
                _app.MapPost("/minimal/upload", static ([FromForm] Upload form) => { Received.Model = form; }).DisableAntiforgery();
                _app.MapPost("/minimal/count", static async ([FromForm] Upload form) =>
                {
                    Received.Model = await Contents.CountAsync(form.Title, form.Year, form.File.OpenReadStream());
                }).DisableAntiforgery();
                break;
            case Contestant.Mvc:
                _app.MapControllers();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(contestant), contestant, null);
        }
    }
}
