using Microsoft.CodeAnalysis;
using Needs.Analyzers.Flow;
using Needs.Endpoints;

namespace Needs.Analyzers.Injection.Requests;

/// <summary>Which parameters of methods that answer requests are filled from the request.</summary>
internal sealed class RequestParameters(DatabaseTypes types, TextTypes texts, MappedMethods mapped)
{
    /// <summary>Whether the framework calls the method with values of a request.</summary>
    public bool Answers(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary
        && !method.Parameters.IsEmpty
        && (HandlerAttributes.Of(method).Any() || IsAction(method) || IsPageHandler(method)
            || method.GetAttributes().Any(attribute => attribute.AttributeClass.Derives(AspNetCoreNames.HttpMethodAttribute))
            || mapped.Has(method));

    /// <summary>What a parameter brings in, or nothing.</summary>
    public RequestPart? PartOf(IParameterSymbol parameter)
    {
        if (parameter.RefKind is RefKind.Out or RefKind.Ref || !texts.MayCarry(parameter.Type) || IsChecked(parameter))
            return null;

        var attributes = parameter.GetAttributes();
        foreach (var attribute in attributes)
        {
            var type = attribute.AttributeClass;
            if (type.Implements(AspNetCoreNames.FromServices) || type.Derives(AspNetCoreNames.FromKeyedServices) || type is { Name: "FromServicesAttribute" or "FromKeyedServicesAttribute" })
                return null;
        }

        if (IsForm(parameter))
            return RequestPart.Form;
        return IsExplicit(attributes) || IsValue(parameter.Type) || TextTypes.IsData(parameter.Type) ? RequestPart.Parameter : null;
    }

    /// <summary>Whether the type or its attributes let only values through that can't do harm.</summary>
    public static bool IsChecked(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "AllowedValuesAttribute" or "EnumDataTypeAttribute" }
                || (attribute.AttributeClass is { Name: "RegularExpressionAttribute" }
                    && attribute.ConstructorArguments is [{ Value: string pattern }] && Checks.Patterns.IsWholeWord("^" + pattern + "$")))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAction(IMethodSymbol method)
    {
        if (method.DeclaredAccessibility != Accessibility.Public || method.IsStatic || method.IsAbstract || method.ContainingType is not { } type
            || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NonActionAttribute"))
        {
            return false;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.HasName("Microsoft.AspNetCore.Mvc.ControllerBase") || current.HasName("System.Web.Mvc.Controller") || current.HasName("System.Web.Http.ApiController")
                || current.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "ApiControllerAttribute" or "ControllerAttribute" }))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPageHandler(IMethodSymbol method) =>
        (method.Name.StartsWith("OnGet", StringComparison.Ordinal) || method.Name.StartsWith("OnPost", StringComparison.Ordinal)
            || method.Name.StartsWith("OnPut", StringComparison.Ordinal) || method.Name.StartsWith("OnDelete", StringComparison.Ordinal))
        && method.ContainingType.Derives("Microsoft.AspNetCore.Mvc.RazorPages.PageModel");

    private static bool IsExplicit(IEnumerable<AttributeData> attributes) =>
        attributes.Any(attribute => attribute.AttributeClass is
        {
            Name: "FromQueryAttribute" or "FromRouteAttribute" or "FromFormAttribute" or "FromHeaderAttribute" or "FromBodyAttribute" or "AsParametersAttribute" or "FromUriAttribute"
        });

    private static bool IsForm(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (type.HasName("Needs.FormData") || type.HasName("Needs.Form`1") || type.HasName(AspNetCoreNames.FormCollection)
            || type.HasName(AspNetCoreNames.FormFile) || type.HasName(AspNetCoreNames.FormFileCollection) || type is { Name: "FormCollection" } || HasAttribute(parameter, "FromFormAttribute") || HasAttribute(parameter, "NeedsFormAttribute"))
        {
            return true;
        }

        return parameter.ContainingSymbol is IMethodSymbol method && HasAttribute(method, "NeedsFormAttribute") && TextTypes.IsData(type);
    }

    private static bool HasAttribute(ISymbol symbol, string name) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == name);

    private bool IsValue(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String or SpecialType.System_Object } => true,
        IArrayTypeSymbol array => IsValue(array.ElementType) || TextTypes.IsData(array.ElementType),
        INamedTypeSymbol named when types.MayHold(named) => false,
        INamedTypeSymbol named when named.HasName(AspNetCoreNames.StringValues) || named.Name is "JsonElement" or "JsonDocument" or "JsonNode" or "JsonObject" or "JObject" or "JToken" => true,
        INamedTypeSymbol { IsGenericType: true } named when named.ContainingNamespace.IsWithin("System.Collections") =>
            named.TypeArguments.Any(argument => IsValue(argument) || TextTypes.IsData(argument)),
        _ => false,
    };
}
