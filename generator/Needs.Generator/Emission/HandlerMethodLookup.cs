namespace Needs.Generator;

/// <summary>Finds the method of a handler by reflection, once at start-up.</summary>
internal static class HandlerMethodLookup
{
    public static string Expression(HandlerMethodSpec method) =>
        $"{EndpointNames.Runtime}.HandlerMethod.Find({string.Join(", ", method.ParameterTypes.Prepend(Literals.Of(method.Name)).Prepend($"typeof({method.Type})"))})";
}
