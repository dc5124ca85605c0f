using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.Benchmarks.Forms;

/// <summary>One workload, answered by one contestant.</summary>
public sealed class FormCall
{
    private readonly RouteEndpoint _endpoint;
    private readonly RequestDelegate _delegate;
    private readonly IServiceProvider _services;
    private readonly IServiceScopeFactory _scopes;
    private readonly Workload _workload;
    private readonly RouteValueDictionary? _routeValues;

    public FormCall(RouteEndpoint endpoint, IServiceProvider services, Workload workload, string contestant)
    {
        _endpoint = endpoint;
        _delegate = endpoint.RequestDelegate!;
        _services = services;
        _scopes = services.GetRequiredService<IServiceScopeFactory>();
        _workload = workload;
        Contestant = contestant;
        if (endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is { } action) _routeValues = new(action.RouteValues);
    }

    public string Contestant { get; }

    /// <summary>Sends the request once.</summary>
    public Task RunAsync() => _delegate(Request());

    /// <summary>Sends the request once, and deletes what was kept of it, as a server does when it has answered.</summary>
    public async Task RunToEndAsync()
    {
        var context = Request();
        var response = new EndingResponse();
        context.Features.Set<IHttpResponseFeature>(response);
        await _delegate(context);
        await response.EndAsync();
    }

    /// <summary>The status, and the model that the handler was given.</summary>
    public string Describe()
    {
        Received.Model = null;
        var context = Request();
        var response = new EndingResponse();
        context.Features.Set<IHttpResponseFeature>(response);
        _delegate(context).GetAwaiter().GetResult();
        var description = $"{context.Response.StatusCode} {Received.Describe()}";
        response.EndAsync().GetAwaiter().GetResult();
        return description;
    }

    public override string ToString() => Contestant;

    private DefaultHttpContext Request()
    {
        var context = new DefaultHttpContext { RequestServices = _services, ServiceScopeFactory = _scopes };
        var request = context.Request;
        request.Method = "POST";
        request.ContentType = _workload.ContentType;
        request.ContentLength = _workload.Body.Length;
        request.Body = new ArrivingBody(_workload.Body);
        if (_routeValues is not null) request.RouteValues = _routeValues;
        context.SetEndpoint(_endpoint);
        return context;
    }
}
