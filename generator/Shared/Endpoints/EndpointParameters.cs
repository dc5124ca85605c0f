using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>Decides where each parameter of an endpoint comes from, in the order of minimal APIs: attribute, type, then inference.</summary>
internal static class EndpointParameters
{
    public const string BodyStream = ".Request.Body";
    public const string BodyReader = ".Request.BodyReader";

    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        [AspNetCoreNames.HttpContext] = "",
        [AspNetCoreNames.HttpRequest] = ".Request",
        [AspNetCoreNames.HttpResponse] = ".Response",
        ["System.Security.Claims.ClaimsPrincipal"] = ".User",
        ["System.Threading.CancellationToken"] = ".RequestAborted",
        ["System.IO.Stream"] = BodyStream,
        ["System.IO.Pipelines.PipeReader"] = BodyReader,
    };

    /// <summary>Classifies a parameter.</summary>
    /// <param name="parameter">The parameter; not one that is lent.</param>
    /// <param name="inference">Whether it may be the body without saying so.</param>
    /// <param name="isForm">Whether it is the form.</param>
    /// <param name="why">Why it can't be bound, a clause.</param>
    /// <returns>Where it comes from, or <see langword="null"/> when it can't be bound.</returns>
    public static EndpointParameter? Classify(IParameterSymbol parameter, BodyInference inference, bool isForm, out string? why)
    {
        why = Unbindable(parameter);
        if (why is not null) return null;
        if (isForm) return Simple(parameter, ParameterKind.Form);
        if (parameter.Type.IsFormData())
        {
            why = "a form is only read where [NeedsForm] asks for it";
            return null;
        }

        return parameter.AttributeImplementing(AspNetCoreNames.FromRoute) is { } route ? Value(parameter, ValueOrigin.Route, route, out why)
            : parameter.AttributeImplementing(AspNetCoreNames.FromQuery) is { } query ? Value(parameter, ValueOrigin.Query, query, out why)
            : parameter.AttributeImplementing(AspNetCoreNames.FromHeader) is { } header ? Value(parameter, ValueOrigin.Header, header, out why)
            : parameter.AttributeImplementing(AspNetCoreNames.FromBody) is { } body ? Body(parameter, body)
            : parameter.AttributeDeriving(AspNetCoreNames.FromKeyedServices) is { } key ? KeyedService(parameter, key, out why)
            : parameter.AttributeImplementing(AspNetCoreNames.FromServices) is not null ? Simple(parameter, ParameterKind.Service)
            : Unmarked(parameter, inference);
    }

    private static EndpointParameter Unmarked(IParameterSymbol parameter, BodyInference inference)
    {
        var type = parameter.Type.WithoutNullable();
        if (Part(parameter) is { } part) return part;
        if (SelfBinding.Of(type) is { } binding) return Simple(parameter, ParameterKind.Bound) with { Binding = binding };
        if (type.SpecialType == SpecialType.System_String) return Simple(parameter, ParameterKind.Value);
        if (type.HasName(AspNetCoreNames.StringValues)) return Simple(parameter, ParameterKind.Texts) with { Origin = ValueOrigin.Query };
        if (ValueParsing.Of(type) is { } parsing) return Simple(parameter, ParameterKind.Value) with { Parsing = parsing };

        var values = Values(parameter, ValueOrigin.Query);
        return inference switch
        {
            BodyInference.Never => values ?? Simple(parameter, ParameterKind.InferredService),
            BodyInference.ByRequest when values is not null && type is IArrayTypeSymbol => values with { Kind = ParameterKind.BodyOrValues },
            _ when type is IArrayTypeSymbol => Simple(parameter, ParameterKind.Body),
            _ => Simple(parameter, ParameterKind.ServiceOrBody),
        };
    }

    private static EndpointParameter? Part(IParameterSymbol parameter)
    {
        var type = parameter.Type.WithoutNullable();
        foreach (var part in Parts)
        {
            if (type.HasName(part.Key)) return Simple(parameter, ParameterKind.Part) with { Expression = part.Value };
        }

        return null;
    }

    private static EndpointParameter? Value(IParameterSymbol parameter, ValueOrigin origin, AttributeData attribute, out string? why)
    {
        why = null;
        var type = parameter.Type.WithoutNullable();
        var value = type.SpecialType == SpecialType.System_String ? Simple(parameter, ParameterKind.Value)
            : type.HasName(AspNetCoreNames.StringValues) && origin != ValueOrigin.Route ? Simple(parameter, ParameterKind.Texts)
            : ValueParsing.Of(type) is { } parsing ? Simple(parameter, ParameterKind.Value) with { Parsing = parsing }
            : origin == ValueOrigin.Route ? null
            : Values(parameter, origin);
        if (value is null)
        {
            why = $"{Name(parameter.Type)} can't be read from text: it has no public static bool TryParse(string, out {Name(type)}) and is no IParsable<{Name(type)}>";
            return null;
        }

        return value with { Origin = origin, Name = attribute.Named<string>("Name") is { Length: > 0 } name ? name : parameter.Name };
    }

    private static EndpointParameter? Values(IParameterSymbol parameter, ValueOrigin origin)
    {
        if (EndpointTypes.ElementOf(parameter.Type, out var collection) is not { } element) return null;
        var type = element.WithoutNullable();
        var parsing = type.SpecialType == SpecialType.System_String ? null : ValueParsing.Of(type);
        if (parsing is null && type.SpecialType != SpecialType.System_String) return null;
        return Simple(parameter, ParameterKind.Values) with
        {
            Origin = origin,
            Parsing = parsing,
            Collection = collection,
            AreElementsNullable = element.IsNullableValue(),
        };
    }

    private static EndpointParameter Body(IParameterSymbol parameter, AttributeData attribute)
    {
        if (Part(parameter) is { } part) return part;
        const int allowEmpty = 1;
        return Simple(parameter, ParameterKind.Body) with
        {
            IsOptional = parameter.IsOptionalInRequest() || attribute.Named<int>("EmptyBodyBehavior") == allowEmpty || attribute.Named<bool>("AllowEmpty"),
        };
    }

    private static EndpointParameter? KeyedService(IParameterSymbol parameter, AttributeData attribute, out string? why)
    {
        why = attribute.ConstructorArguments.Length == 0 ? "[FromKeyedServices] gives no key"
            : parameter.AttributeImplementing(AspNetCoreNames.FromServices) is not null ? "[FromServices] and [FromKeyedServices] contradict each other"
            : null;
        return why is null ? Simple(parameter, ParameterKind.KeyedService) with { Key = attribute.ConstructorArguments[0] } : null;
    }

    private static string? Unbindable(IParameterSymbol parameter)
    {
        var type = parameter.Type.WithoutNullable();
        if (parameter.RefKind is RefKind.Out or RefKind.Ref) return "a request can't be bound to " + (parameter.RefKind == RefKind.Out ? "an out parameter" : "a ref parameter");
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer) return "a request has no pointers";
        if (type.IsRefLikeType) return $"{Name(type)} is a ref struct, which can't be kept while the rest of the request is read";
        if (type.HasName(AspNetCoreNames.FormCollection) || type.HasName(AspNetCoreNames.FormFile) || type.HasName(AspNetCoreNames.FormFileCollection)
            || parameter.AttributeImplementing(AspNetCoreNames.FromForm) is not null)
            return "a form is given as FormData: mark the handler with [NeedsForm]";
        return parameter.AttributeDeriving(AspNetCoreNames.AsParameters) is null
            ? null
            : "[AsParameters] is not supported: list its members as parameters of the handler";
    }

    private static EndpointParameter Simple(IParameterSymbol parameter, ParameterKind kind) =>
        new(parameter, kind) { IsOptional = parameter.IsOptionalInRequest() };

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
