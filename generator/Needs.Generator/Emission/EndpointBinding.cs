using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>Writes the expression that binds one parameter of an endpoint.</summary>
/// <param name="names">The names that the endpoint declares.</param>
/// <param name="endpoint">The endpoint.</param>
/// <param name="descriptor">The handler's descriptor.</param>
internal sealed class EndpointBinding(EndpointNames names, EndpointSpec endpoint, string descriptor)
{
    public string Expression(EndpointParameterSpec parameter) => parameter.Kind switch
    {
        ParameterKind.Part => names.Context + parameter.Expression,
        ParameterKind.Value => WithDefault(parameter, Value(parameter)),
        ParameterKind.Values => Values(parameter),
        ParameterKind.Texts => $"{names.Request}.Texts({Source(parameter)}, {Literals.Of(parameter.Name)}, required: {Literals.Of(!parameter.IsOptional)})",
        ParameterKind.Body => WithDefault(parameter, Body(parameter, "JsonBodyAsync")),
        ParameterKind.ServiceOrBody => WithDefault(parameter, Body(parameter, "ServiceOrJsonBodyAsync")),
        ParameterKind.BodyOrValues => $"{names.Request}.MayHaveBody ? {WithDefault(parameter, Body(parameter, "JsonBodyAsync"))} : {Values(parameter)}",
        ParameterKind.Service or ParameterKind.InferredService or ParameterKind.KeyedService => WithServiceDefault(parameter, Service(parameter)),
        _ => Bound(parameter, ParameterInfo(parameter)),
    };

    /// <summary>Whether the expression needs the object that collects what can't be bound.</summary>
    public static bool CanFail(EndpointParameterSpec parameter) => parameter.Kind switch
    {
        ParameterKind.Part or ParameterKind.Service or ParameterKind.InferredService or ParameterKind.KeyedService => false,
        _ => true,
    };

    private string Value(EndpointParameterSpec parameter)
    {
        var place = $"{Source(parameter)}, {Literals.Of(parameter.Name)}";
        if (parameter.ValueType is null) return $"{names.Request}.{(parameter.IsOptional ? "Optional" : "Required")}({place})";
        var method = !parameter.IsOptional ? "Required" : parameter.IsValueType ? "OptionalValue" : "Optional";
        return $"{names.Request}.{method}<{parameter.ValueType}>({place}, {Parser(parameter)})";
    }

    private string Values(EndpointParameterSpec parameter)
    {
        var place = $"{Source(parameter)}, {Literals.Of(parameter.Name)}";
        var values = parameter.ValueType is null
            ? $"{names.Request}.All({place})"
            : $"{names.Request}.{(parameter.AreElementsNullable ? "AllNullable" : "All")}<{parameter.ValueType}>({place}, {Parser(parameter)})";
        return parameter.Collection == ValueCollection.List ? $"new {parameter.Type}({values})" : values;
    }

    private static string Parser(EndpointParameterSpec parameter)
    {
        var type = parameter.ValueType;
        return parameter.Parser switch
        {
            ValueParser.Parsable or ValueParser.Enum => $"{EndpointNames.Runtime}.ValueParser.{parameter.Parser}<{type}>",
            ValueParser.TryParseWithProvider =>
                $"static (string text, out {type} value) => {type}.TryParse(text, global::System.Globalization.CultureInfo.InvariantCulture, out value)",
            ValueParser.TryParse => $"static (string text, out {type} value) => {type}.TryParse(text, out value)",
            _ => $"{EndpointNames.Runtime}.ValueParser.{parameter.Parser}",
        };
    }

    private string Body(EndpointParameterSpec parameter, string method)
    {
        var type = parameter.IsNullableValue || (parameter.IsValueType && parameter.Default is not null) ? parameter.Type + "?" : parameter.Type;
        return $"await {names.Request}.{method}<{type}>({Literals.Of(parameter.Name)}, required: {Literals.Of(!parameter.IsOptional)}).ConfigureAwait(false)";
    }

    private string Service(EndpointParameterSpec parameter)
    {
        var method = parameter.IsOptional ? "Optional" : "Required";
        var key = parameter.Kind == ParameterKind.KeyedService ? $", {parameter.Expression}" : "";
        return $"{EndpointNames.Runtime}.RequestService.{method}<{parameter.Type}>({names.Context}{key})";
    }

    private string Bound(EndpointParameterSpec parameter, string info)
    {
        var bound = parameter.IsBinderInterface ? $"{names.Request}.BindAsync<{parameter.Type}>({info})"
            : $"{parameter.Binder}.BindAsync({names.Context}{(parameter.BinderTakesParameter ? ", " + info : "")})";
        return $"{names.Request}.{(parameter.IsValueType ? "BoundValue" : "Bound")}<{parameter.Type}>"
            + $"(await {bound}.ConfigureAwait(false), {Literals.Of(parameter.Name)}, required: {Literals.Of(!parameter.IsOptional)})"
            + (parameter is { IsValueType: true, IsNullableValue: false } ? ".GetValueOrDefault()" : "");
    }

    /// <summary>Found once, then kept.</summary>
    private string ParameterInfo(EndpointParameterSpec parameter) =>
        $"{EndpointNames.Runtime}.HandlerParameter.Of({descriptor}, {Literals.Of(parameter.Position)}, static () => {HandlerMethodLookup.Expression(endpoint.Method)})";

    /// <summary>A value that has a default is no service: containers hold objects.</summary>
    private static string WithServiceDefault(EndpointParameterSpec parameter, string expression) =>
        parameter.Default is null ? expression : parameter.IsValueType ? parameter.Default : $"{expression} ?? {parameter.Default}";

    private static string WithDefault(EndpointParameterSpec parameter, string expression)
    {
        if (parameter.Default is not null) return $"{Parenthesized(expression)} ?? {parameter.Default}";
        return parameter.IsValueType && !parameter.IsNullableValue && parameter.IsOptional && parameter.Kind is ParameterKind.Value
            ? $"{expression} ?? default"
            : expression;
    }

    private static string Parenthesized(string expression) => expression.StartsWith("await ", StringComparison.Ordinal) ? $"({expression})" : expression;

    private static string Source(EndpointParameterSpec parameter) => $"{EndpointNames.Runtime}.ValueSource.{parameter.Origin}";
}
