using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Needs.AspNetCore;

/// <summary>
/// What the framework can't infer from a <see cref="RequestDelegate"/>: the handler behind it, its parameters, body and answers. Filled and
/// mapped by generated code, once at start-up; whatever would fail every request is reported then.
/// </summary>
/// <param name="handler">The handler.</param>
/// <param name="endpoint">The generated endpoint that runs it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HandlerEndpoint(MethodInfo handler, RequestDelegate endpoint)
{
    private readonly List<Action<EndpointBuilder>> _facts = [];
    private readonly List<string?> _databases = [];
    private FormReadOptions? _form;
    private string? _formBody;
    private string? _formQuery;

    /// <summary>The handler is lent a connection to this database; <see langword="null"/> is the default one.</summary>
    public HandlerEndpoint Lends(string? database)
    {
        _databases.Add(database);
        return this;
    }

    /// <summary>A parameter is read from route, query or headers.</summary>
    public HandlerEndpoint Value(int position, string name, bool optional)
    {
        var parameter = Parameter(position);
        return Fact(builder => builder.Metadata.Add(new ParameterBinding(name, parameter) { HasTryParse = true, IsOptional = optional }));
    }

    /// <summary>A parameter is read from the route and nowhere else.</summary>
    /// <exception cref="InvalidOperationException">When the endpoint is built: its pattern has no parameter of that name.</exception>
    public HandlerEndpoint RouteValue(int position, string name, bool optional) => Fact(builder =>
    {
        if (builder is RouteEndpointBuilder route && route.RoutePattern.GetParameter(name) is null)
            throw Invalid($"reads '{name}' from the route, but '{route.RoutePattern.RawText}' has no parameter of that name");
    }).Value(position, name, optional);

    /// <summary>A parameter is the JSON body.</summary>
    public HandlerEndpoint Body<T>(int position, string name, bool optional)
    {
        var parameter = Parameter(position);
        return Fact(builder => AddBody<T>(builder, parameter, name, optional));
    }

    /// <summary>A parameter is the form: the body of the methods that have one, URL-encoded or multipart.</summary>
    /// <param name="options">What the handler says about it.</param>
    /// <param name="body">How API descriptions show it as the body; <see langword="null"/>: any fields.</param>
    /// <param name="query">How they show it as parameters of the query.</param>
    public HandlerEndpoint Form(FormReadOptions options, string? body = null, string? query = null)
    {
        _form = options;
        _formBody = body;
        _formQuery = query;
        return this;
    }

    /// <summary>A parameter is a service when one of its type is registered, else the JSON body.</summary>
    public HandlerEndpoint ServiceOrBody<T>(int position, string name, bool optional)
    {
        var parameter = Parameter(position);
        return Fact(builder =>
        {
            if (!ServiceParameters.IsService(builder.ApplicationServices, typeof(T), optional)) AddBody<T>(builder, parameter, name, optional);
        });
    }

    /// <summary>A parameter can only be a service, since the endpoint's methods have no body.</summary>
    /// <exception cref="InvalidOperationException">When the endpoint is built: no service of its type is registered.</exception>
    public HandlerEndpoint Service<T>(string name) => Fact(builder =>
    {
        if (!ServiceParameters.IsService(builder.ApplicationServices, typeof(T)))
        {
            throw Invalid($"needs '{name}', which can only be a service here, but no {TypeText.Of(typeof(T))} is registered: "
                + "register it, or say where the value comes from ([FromBody], [FromQuery], …)");
        }
    });

    /// <summary>The type of a parameter binds itself.</summary>
    public HandlerEndpoint Bound(int position, string name, bool optional)
    {
        var parameter = Parameter(position);
        return Fact(builder => builder.Metadata.Add(new ParameterBinding(name, parameter) { HasBindAsync = true, IsOptional = optional }));
    }

    /// <summary>The type of a parameter describes itself.</summary>
    public HandlerEndpoint ParameterFacts<T>(int position)
        where T : IEndpointParameterMetadataProvider
    {
        var parameter = Parameter(position);
        return Fact(builder => T.PopulateMetadata(parameter, builder));
    }

    /// <summary>The type of the result, or of a parameter, describes the endpoint.</summary>
    public HandlerEndpoint EndpointFacts<T>()
        where T : IEndpointMetadataProvider
        => Fact(builder => T.PopulateMetadata(handler, builder));

    /// <summary>The answer has no content.</summary>
    public HandlerEndpoint ReturnsNothing() => Answer(typeof(void));

    /// <summary>The answer is plain text.</summary>
    public HandlerEndpoint ReturnsText() => Answer(typeof(string), "text/plain");

    /// <summary>The answer is JSON.</summary>
    public HandlerEndpoint ReturnsJson<T>() => Answer(typeof(T), "application/json");

    /// <summary>Attributes of the handler and its types that the generated endpoint has no copy of, since they can't stand on it.</summary>
    /// <param name="names">The full names of the attributes.</param>
    public HandlerEndpoint Attributes(params string[] names)
    {
        var attributes = HandlerAttributes.Of(handler).Where(attribute => names.Contains(attribute.GetType().FullName)).ToArray();
        return Fact(builder =>
        {
            foreach (var attribute in attributes) builder.Metadata.Add(attribute);
        });
    }

    /// <summary>Maps the handler at a route.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="methods">The HTTP methods; none means all.</param>
    /// <param name="name">The name of the endpoint for links to it.</param>
    /// <param name="order">The order among endpoints that match the same request.</param>
    /// <exception cref="InvalidOperationException">A database of the handler's, or what checks its form's token, is not registered.</exception>
    public HandlerEndpoint Map(IEndpointRouteBuilder endpoints, string pattern, string[] methods, string? name = null, int order = 0)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        foreach (var database in _databases)
            DatabaseCheck.ThrowIfUnknown(endpoints.ServiceProvider, database, HandlerName);
        if (_form is not null) AntiforgeryCheck.ThrowIfMissing(endpoints.ServiceProvider, _form, HandlerName);

        var mapped = methods is [] ? endpoints.Map(pattern, endpoint) : endpoints.MapMethods(pattern, methods, endpoint);
        var isBody = _form?.Source != FormSource.Query && (methods is [] || methods.Any(MaySendForm));
        if (_form is not null) mapped.Add(builder => AddForm(builder, isBody));
        mapped.Add(builder => AddFacts(builder, name, order));
        if (_form is { } form) mapped.Finally(builder => AntiforgeryCheck.ThrowIfMissing(builder, form, HandlerName));
        return this;
    }

    private string HandlerName => $"{handler.DeclaringType?.FullName?.Replace('+', '.')}.{handler.Name}";

    private ParameterInfo Parameter(int position) => handler.GetParameters()[position];

    private HandlerEndpoint Fact(Action<EndpointBuilder> fact)
    {
        _facts.Add(fact);
        return this;
    }

    private HandlerEndpoint Answer(Type type, params string[] contentTypes) =>
        Fact(builder => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, type, contentTypes)));

    private void AddBody<T>(EndpointBuilder builder, ParameterInfo parameter, string name, bool optional)
    {
        if (builder.Metadata.OfType<ParameterBinding>().FirstOrDefault(other => other.IsBody) is { } other)
            throw Invalid($"reads both '{other.Name}' and '{name}' from the request's one body; if one of them is a service, register it");
        if (!JsonMetadata.CanBeMade(JsonMetadata.Of<T>(builder.ApplicationServices)))
            throw Invalid($"needs '{name}', but no {TypeText.Of(typeof(T))} is registered, and JSON can't make one");

        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), optional));
        builder.Metadata.Add(new ParameterBinding(name, parameter) { IsBody = true, IsOptional = optional });
    }

    private static bool MaySendForm(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method);

    /// <summary>Without a description: any fields.</summary>
    private void AddForm(EndpointBuilder builder, bool isBody)
    {
        if (isBody)
        {
            builder.Metadata.Add(
                new AcceptsMetadata(["application/x-www-form-urlencoded", "multipart/form-data"], typeof(Dictionary<string, string>), isOptional: true));
        }

        if ((isBody ? _formBody : _formQuery) is { } description) builder.Metadata.Add(new FormDescription(description));
    }

    /// <summary>What is inferred goes before the attributes, so that what the user says about the same thing is later and wins.</summary>
    private void AddFacts(EndpointBuilder builder, string? name, int order)
    {
        var said = builder.Metadata.ToArray();
        builder.Metadata.Clear();
        builder.Metadata.Add(handler);
        builder.Metadata.Add(new HandlerLoans(HandlerName, DatabaseNames.List(_databases.Select(database => database ?? DatabaseOptions.DefaultName).Distinct())));
        foreach (var fact in _facts) fact(builder);
        if (name is not null)
        {
            builder.Metadata.Add(new EndpointNameMetadata(name));
            builder.Metadata.Add(new RouteNameMetadata(name));
        }

        foreach (var metadata in said) builder.Metadata.Add(metadata);
        if (order != 0 && builder is RouteEndpointBuilder route) route.Order = order;
    }

    private InvalidOperationException Invalid(string problem) => new($"The handler {HandlerName} {problem}.");
}
