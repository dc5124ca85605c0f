using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>Where a parameter of an endpoint comes from.</summary>
internal enum ParameterKind
{
    /// <summary>A part of the request that is there as it is, such as <c>HttpContext</c>.</summary>
    Part,

    /// <summary>One value of route, query or headers.</summary>
    Value,

    /// <summary>All values of a name.</summary>
    Values,

    /// <summary>All values of a name, as <c>StringValues</c>.</summary>
    Texts,

    /// <summary>The JSON body.</summary>
    Body,

    /// <summary>A service when one of the type is registered, else the JSON body.</summary>
    ServiceOrBody,

    /// <summary>The JSON body for methods that have one, else all values of a name.</summary>
    BodyOrValues,

    /// <summary>A service.</summary>
    Service,

    /// <summary>A service that is not marked as one, but can be nothing else.</summary>
    InferredService,

    /// <summary>A service with a key.</summary>
    KeyedService,

    /// <summary>The type binds itself (<c>BindAsync</c>).</summary>
    Bound,

    /// <summary>The form, which is read when everything else is bound.</summary>
    Form,
}

/// <summary>Where a value is looked for; the names are those of <c>Needs.AspNetCore.ValueSource</c>.</summary>
internal enum ValueOrigin
{
    RouteOrQuery,
    Route,
    Query,
    Header,
}

/// <summary>The collection that values are put in.</summary>
internal enum ValueCollection
{
    Array,
    List,
}

/// <summary>Whether an endpoint's unmarked parameters may be its body, which the HTTP methods decide.</summary>
internal enum BodyInference
{
    Allowed,
    Never,

    /// <summary>The handler has no route: known when a request comes.</summary>
    ByRequest,
}

/// <summary>How one parameter of an endpoint is bound.</summary>
internal sealed record EndpointParameter(IParameterSymbol Symbol, ParameterKind Kind)
{
    /// <summary>The name in the request.</summary>
    public string Name { get; init; } = Symbol.Name;

    public ValueOrigin Origin { get; init; }

    /// <summary>Whether it may be missing.</summary>
    public bool IsOptional { get; init; }

    /// <summary>For a part: what follows the context to get it.</summary>
    public string? Expression { get; init; }

    /// <summary>Whether it is nothing but the body, be it as JSON or as it came.</summary>
    public bool IsBody => Kind == ParameterKind.Body || Expression is EndpointParameters.BodyStream or EndpointParameters.BodyReader;

    /// <summary>For values: the type of one, without <c>?</c>, and how it is read from text; <see langword="null"/> for texts.</summary>
    public ValueParsing? Parsing { get; init; }

    /// <summary>For several values: whether each may be <see langword="null"/>.</summary>
    public bool AreElementsNullable { get; init; }

    public ValueCollection Collection { get; init; }

    /// <summary>For a keyed service.</summary>
    public TypedConstant Key { get; init; }

    /// <summary>For a type that binds itself: how.</summary>
    public SelfBinding? Binding { get; init; }
}
