using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>
/// What keeps a valid handler from being an endpoint: rules NEEDS012, 013, 014, 017 and 018. The generator asks it and leaves such a handler
/// without an endpoint; the analyzer asks it and says why. A type that the compiler does not know is not reported a second time.
/// </summary>
internal static class EndpointShape
{
    /// <summary>Reads how a handler becomes an endpoint.</summary>
    /// <param name="shape">The handler; otherwise valid.</param>
    /// <param name="hasAspNetCore">Whether Needs.AspNetCore is referenced.</param>
    public static EndpointReading Read(HandlerShape shape, bool hasAspNetCore)
    {
        var handler = shape.Method;
        var problems = new List<ShapeProblem>();
        var isRouted = EndpointRoutes.IsRouted(handler);
        var isWanted = isRouted || !shape.IsWrapped;
        if (!hasAspNetCore)
        {
            if (isWanted) problems.Add(new ShapeProblem(DiagnosticIds.AspNetCoreNotReferenced, handler, handler.Name));
            return EndpointReading.Failed(isWanted, problems);
        }

        if (Unmappable(shape) is { } reason)
            return EndpointReading.Failed(isWanted, [new ShapeProblem(DiagnosticIds.UnmappableHandler, handler, handler.Name, reason)]);

        if (EndpointClash.Find(shape) is { } clash) problems.Add(clash);
        var routes = isRouted ? EndpointRoutes.Read(handler, problems) : [];
        var inference = shape.Form is not null ? BodyInference.Never
            : !isRouted ? BodyInference.ByRequest
            : routes.Any(route => route.Methods.Any(HasNoBody)) ? BodyInference.Never
            : BodyInference.Allowed;
        var parameters = ReadParameters(shape, inference, problems);
        var constructor = handler.IsStatic ? null : ReadConstructor(handler, problems);

        return problems.Count > 0 || parameters is null
            ? EndpointReading.Failed(isWanted, problems)
            : new EndpointReading(isWanted, [], routes, parameters, constructor);
    }

    private static List<EndpointParameter>? ReadParameters(
        HandlerShape shape, BodyInference inference, List<ShapeProblem> problems)
    {
        var parameters = new List<EndpointParameter>();
        var form = shape.Form?.Parameter;
        var isComplete = true;
        foreach (var (symbol, role) in shape.Parameters)
        {
            if (role != ParameterRole.Argument) continue;
            if (HasError(symbol.Type))
            {
                isComplete = false;
                continue;
            }

            var isForm = SymbolEqualityComparer.Default.Equals(symbol, form);
            if (EndpointParameters.Classify(symbol, inference, isForm, out var why) is not { } parameter)
                problems.Add(new ShapeProblem(DiagnosticIds.UnbindableParameter, symbol, symbol.Name, why!));
            else if (parameter.IsBody && form is not null)
                problems.Add(new ShapeProblem(DiagnosticIds.UnbindableParameter, symbol, symbol.Name, $"the request has one body, and the form '{form.Name}' is read from it"));
            else if (parameter.Kind == ParameterKind.Body && parameters.Find(other => other.Kind == ParameterKind.Body) is { } first)
                problems.Add(new ShapeProblem(DiagnosticIds.UnbindableParameter, symbol, symbol.Name, $"the request has one body, and '{first.Symbol.Name}' is it"));
            else
                parameters.Add(parameter);
        }

        return isComplete ? parameters : null;
    }

    private static IMethodSymbol? ReadConstructor(IMethodSymbol handler, List<ShapeProblem> problems)
    {
        var constructor = HandlerObject.Constructor(handler.ContainingType, out var why);
        if (constructor is null)
            problems.Add(new ShapeProblem(DiagnosticIds.UnbuildableInstance, handler, handler.Name, handler.ContainingType.Name, why!));
        return constructor;
    }

    private static string? Unmappable(HandlerShape shape)
    {
        var handler = shape.Method;
        if (shape.Return.Value is { } result && (result.IsStackOnly() || result.ContainsPointer()))
            return $"it returns {result.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, which can't be written as an answer";
        if (handler.IsGenericMethod) return "it is generic, and a route does not say for which types to call it";
        for (var type = handler.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType) return $"its type {type.Name} is generic, and a route does not say for which types to call it";
            if (type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return $"its type {type.Name} is {(type.DeclaredAccessibility == Accessibility.Private ? "private" : "protected")}, so that MapHandlers can't reach it";
        }

        return null;
    }

    private static bool HasNoBody(string method) => method is "GET" or "DELETE" or "HEAD" or "OPTIONS" or "TRACE" or "CONNECT";

    private static bool HasError(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => HasError(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasError),
        _ => false,
    };
}
