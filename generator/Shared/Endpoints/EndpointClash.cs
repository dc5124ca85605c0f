using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>Finds out whether the names that an endpoint needs are already taken in its type: NEEDS007.</summary>
internal static class EndpointClash
{
    /// <summary>The name of a handler's endpoint: <c>FindEndpoint</c>, and <c>FindEndpoint2</c> for the second handler of its name.</summary>
    public static string EndpointName(IMethodSymbol handler, int ordinal) => handler.Name + "Endpoint" + (ordinal == 1 ? "" : ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The name of the method that maps it.</summary>
    public static string MappingName(string endpoint) => "Map" + endpoint;

    public static ShapeProblem? Find(HandlerShape shape)
    {
        var handler = shape.Method;
        var endpoint = EndpointName(handler, HandlerOrdinal.Of(handler));
        return Find(handler, endpoint, AspNetCoreNames.HttpContext)
            ?? Find(handler, MappingName(endpoint), "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder");
    }

    private static ShapeProblem? Find(IMethodSymbol handler, string name, string parameterType)
    {
        foreach (var member in handler.ContainingType.GetMembers(name))
        {
            if (member is IMethodSymbol method && (IsGenerated(method) || !TakesOnly(method, parameterType))) continue;
            var signature = $"{name}({parameterType.Substring(parameterType.LastIndexOf('.') + 1)})";
            return new ShapeProblem(DiagnosticIds.WrapperExists, handler, handler.Name, signature, "a member of the same type");
        }

        return null;
    }

    private static bool TakesOnly(IMethodSymbol method, string type) =>
        method is { IsGenericMethod: false, Parameters.Length: 1 } && method.Parameters[0].Type.HasName(type);

    private static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(attribute =>
        attribute.AttributeClass.HasName("System.CodeDom.Compiler.GeneratedCodeAttribute")
        && attribute.ConstructorArguments is [{ Value: WellKnownNames.GeneratorName }, ..]);
}
