using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>How a handler answers requests: everything that the generated endpoint and its mapping say beyond the wrapper.</summary>
/// <param name="Name">The name of the generated endpoint, such as <c>FindEndpoint</c>.</param>
/// <param name="IsPublic">Whether it is public, as the handler is.</param>
/// <param name="Attributes">The attributes that it carries, as C#.</param>
/// <param name="LeftAttributes">The full names, as reflection gives them, of attributes that it can't carry.</param>
/// <param name="Guards">Those of them that protect the handler.</param>
/// <param name="Parameters">Where the parameters come from that are not lent.</param>
/// <param name="Form">The form that it takes; null when it takes none.</param>
/// <param name="Result">What the handler's result is written as.</param>
/// <param name="Object">How the object of an instance handler is built.</param>
/// <param name="Method">How the handler's method is found at start-up.</param>
/// <param name="Routes">Where it is mapped.</param>
internal sealed record EndpointSpec(
    string Name,
    bool IsPublic,
    EquatableArray<string> Attributes,
    EquatableArray<string> LeftAttributes,
    EquatableArray<EndpointGuardSpec> Guards,
    EquatableArray<EndpointParameterSpec> Parameters,
    EndpointFormSpec? Form,
    EndpointResultSpec Result,
    HandlerObjectSpec? Object,
    HandlerMethodSpec Method,
    EquatableArray<EndpointRouteSpec> Routes);

/// <summary>The form that an endpoint reads.</summary>
/// <param name="Local">The name of the local variable that holds it, the parameter's own, as C#.</param>
/// <param name="Settings">What the attribute says, each as a C# assignment.</param>
/// <param name="Kind">How the handler takes it.</param>
/// <param name="Type">The type that it is bound to, as C#; empty when it is not bound.</param>
/// <param name="Target">The generated class that binds it, as C#; empty when it is not bound.</param>
internal sealed record EndpointFormSpec(string Local, EquatableArray<string> Settings, FormKind Kind, string Type, string Target)
{
    /// <summary>Whether its files go to a sink.</summary>
    public required bool HasSink { get; init; }

    /// <summary>The description as a body; null when it is not bound, or never the body.</summary>
    public string? Body { get; init; }

    /// <summary>The description as parameters of the query; null when it is not bound, or never the query.</summary>
    public string? Query { get; init; }
}

/// <summary>An attribute that protects a handler but can't be copied to its endpoint.</summary>
/// <param name="Name">The full name, as reflection gives it.</param>
/// <param name="Type">The type as C#; <see langword="null"/> when it can't be named there.</param>
internal sealed record EndpointGuardSpec(string Name, string? Type);

/// <summary>One route.</summary>
internal sealed record EndpointRouteSpec(string Template, EquatableArray<string> Methods, string? Name, int Order);

/// <summary>What reflection needs to find a method at start-up, as C#.</summary>
internal sealed record HandlerMethodSpec(string Type, string Name, EquatableArray<string> ParameterTypes);

/// <summary>How the object of an instance handler is built, and how it ends.</summary>
/// <param name="Type">The type, as C#.</param>
/// <param name="Arguments">What its constructor is passed: services.</param>
/// <param name="Disposal">How it is disposed of.</param>
internal sealed record HandlerObjectSpec(string Type, EquatableArray<EndpointParameterSpec> Arguments, ObjectDisposal Disposal);

internal enum ObjectDisposal
{
    None,
    Synchronous,
    Asynchronous,
}

/// <summary>What a result is written as.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Type">Its type without <c>Task</c> around it, as C#; empty when there is none.</param>
/// <param name="Describer">The type that adds facts to the endpoint's description; <see langword="null"/> when none does.</param>
internal sealed record EndpointResultSpec(ResultKind Kind, string Type, string? Describer);

internal enum ResultKind
{
    Nothing,
    Text,
    Json,

    /// <summary>An <c>IResult</c>.</summary>
    Result,

    /// <summary>Only known when it is there.</summary>
    Any,

    /// <summary>A sequence that is written while it is read.</summary>
    Stream,
}

/// <summary>Where one parameter comes from.</summary>
/// <param name="Position">Its position among all parameters of the handler.</param>
/// <param name="Local">The name of the local variable that holds it, the parameter's own, as C#.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Name">Its name in the request.</param>
/// <param name="Type">Its type without <c>?</c>, as C#.</param>
internal sealed record EndpointParameterSpec(int Position, string Local, ParameterKind Kind, string Name, string Type)
{
    public ValueOrigin Origin { get; init; }

    public bool IsOptional { get; init; }

    /// <summary>Whether it is a value type, and whether that is nullable.</summary>
    public bool IsValueType { get; init; }

    public bool IsNullableValue { get; init; }

    /// <summary>Its default value as C#, or <see langword="null"/> when it has none, or none but the default of its type.</summary>
    public string? Default { get; init; }

    /// <summary>For a part: the expression; for a keyed service: the key.</summary>
    public string? Expression { get; init; }

    /// <summary>For values: the type of one as C#, and how it is read; <see langword="null"/> for texts.</summary>
    public string? ValueType { get; init; }

    public ValueParser Parser { get; init; }

    public bool AreElementsNullable { get; init; }

    public ValueCollection Collection { get; init; }

    /// <summary>For a type that binds itself: who binds, and how.</summary>
    public string? Binder { get; init; }

    public bool BinderTakesParameter { get; init; }

    public bool IsBinderInterface { get; init; }

    /// <summary>Whether its type describes the parameter, or the endpoint.</summary>
    public bool DescribesParameter { get; init; }

    public bool DescribesEndpoint { get; init; }
}
