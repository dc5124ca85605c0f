using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>Writes the method that maps one handler at its routes, with what the framework can't infer from its endpoint.</summary>
internal static class EndpointMappingEmitter
{
    private const string Runtime = EndpointNames.Runtime;

    /// <summary>The name of the method.</summary>
    public static string MethodName(EndpointSpec endpoint) => EndpointClash.MappingName(endpoint.Name);

    public static void Write(HandlerSpec handler, EndpointSpec endpoint, SourceWriter writer)
    {
        writer.Line($"/// <summary>Maps <see cref=\"{WrapperSignature.Escape(handler.DocumentationId)}\"/> at its routes.</summary>");
        writer.Line("/// <param name=\"endpoints\">Where to.</param>");
        HandlerFile.WriteGeneratedCode(writer);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using var body = writer.Braces(
            $"internal static void {MethodName(endpoint)}(global::Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints)");
        writer.Line($"new {Runtime}.HandlerEndpoint(");
        using var indented = writer.Indented();
        using (writer.Indented())
        {
            writer.Line($"{HandlerMethodLookup.Expression(endpoint.Method)},");
            writer.Line($"{endpoint.Name})");
        }

        foreach (var fact in Facts(handler, endpoint)) writer.Line("." + fact);
        for (var i = 0; i < endpoint.Routes.Count; i++) writer.Line($".{Map(endpoint.Routes[i])}{(i == endpoint.Routes.Count - 1 ? ";" : "")}");
    }

    private static IEnumerable<string> Facts(HandlerSpec handler, EndpointSpec endpoint)
    {
        foreach (var need in handler.Needs) yield return $"Lends({(need.DatabaseName is null ? "null" : Literals.Of(need.DatabaseName))})";
        foreach (var parameter in endpoint.Parameters)
        {
            if (Fact(parameter) is { } fact) yield return fact;
            if (parameter.DescribesParameter) yield return $"ParameterFacts<{parameter.Type}>({parameter.Position})";
            if (parameter.DescribesEndpoint) yield return $"EndpointFacts<{parameter.Type}>()";
        }

        if (endpoint.Form is { } form)
        {
            var body = form.Body is null ? "" : $", body: {Literals.Of(form.Body)}";
            var query = form.Query is null ? "" : $", query: {Literals.Of(form.Query)}";
            yield return $"Form({HandlerFile.Form(handler)}{body}{query})";
        }

        if (Answer(endpoint.Result) is { } answer) yield return answer;
        if (endpoint.Result.Describer is { } describer) yield return $"EndpointFacts<{describer}>()";
        if (!endpoint.LeftAttributes.IsEmpty) yield return $"Attributes({string.Join(", ", endpoint.LeftAttributes.Select(name => Literals.Of(name)))})";
    }

    private static string? Fact(EndpointParameterSpec parameter)
    {
        var place = $"{parameter.Position}, {Literals.Of(parameter.Name)}, optional: {Literals.Of(parameter.IsOptional)}";
        var type = parameter.IsNullableValue ? parameter.Type + "?" : parameter.Type;
        return parameter.Kind switch
        {
            ParameterKind.Value when parameter.Origin == ValueOrigin.Route => $"RouteValue({place})",
            ParameterKind.Value or ParameterKind.Values or ParameterKind.Texts => $"Value({place})",
            ParameterKind.Body or ParameterKind.BodyOrValues => $"Body<{type}>({place})",
            ParameterKind.ServiceOrBody => $"ServiceOrBody<{type}>({place})",
            ParameterKind.InferredService when !parameter.IsOptional => $"Service<{type}>({Literals.Of(parameter.Name)})",
            ParameterKind.Bound => $"Bound({place})",
            _ => null,
        };
    }

    private static string? Answer(EndpointResultSpec result) => result.Kind switch
    {
        ResultKind.Nothing => "ReturnsNothing()",
        ResultKind.Text => "ReturnsText()",
        ResultKind.Json or ResultKind.Stream => $"ReturnsJson<{result.Type}>()",
        _ => null,
    };

    private static string Map(EndpointRouteSpec route)
    {
        var name = route.Name is null ? "" : $", name: {Literals.Of(route.Name)}";
        var order = route.Order == 0 ? "" : $", order: {Literals.Of(route.Order)}";
        return $"Map(endpoints, {Literals.Of(route.Template)}, new string[] {{ {string.Join(", ", route.Methods.Select(text => Literals.Of(text)))} }}{name}{order})";
    }
}
