using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Analyzers.Injection.Requests;

/// <summary>The members of a request, and of objects that are filled from one, that bring its values in.</summary>
internal static class RequestMembers
{
    /// <summary>The names by which any code gets at values of a request that no parameter brings.</summary>
    public static IEnumerable<string> Names =>
    [
        "Request", "Query", "Form", "Headers", "Cookies", "RouteValues", "QueryString", "Body", "ReadFormAsync", "GetRouteValue", "Params", "BodyReader", "RouteData", "RawUrl",
        "Path", "InputStream",
    ];

    /// <summary>Those of them, and types, without one of which a method gives nothing of a request to its callers.</summary>
    public static IEnumerable<string> Roots => ["Request", "HttpRequest", "HttpContext", "ReadFormAsync", "GetRouteValue", "RouteData", "RouteValues", "HttpRequestBase"];

    public static RequestPart? PartOf(IPropertySymbol property)
    {
        var type = property.ContainingType;
        if (type is null)
            return null;

        if (type.HasName(AspNetCoreNames.HttpRequest))
        {
            return property.Name switch
            {
                "Query" => RequestPart.Query,
                "QueryString" => RequestPart.Query,
                "Form" => RequestPart.Form,
                "Headers" => RequestPart.Header,
                "Cookies" => RequestPart.Cookie,
                "RouteValues" => RequestPart.Route,
                "Path" => RequestPart.Path,
                "Body" or "BodyReader" => RequestPart.Body,
                _ => null,
            };
        }

        if (type.HasName("System.Web.HttpRequest") || type.HasName("System.Web.HttpRequestBase"))
        {
            return property.Name switch
            {
                "QueryString" or "Params" or "this[]" => RequestPart.Query,
                "Form" => RequestPart.Form,
                "Headers" => RequestPart.Header,
                "Cookies" => RequestPart.Cookie,
                "Path" or "RawUrl" => RequestPart.Path,
                "InputStream" => RequestPart.Body,
                _ => null,
            };
        }

        if (type.HasName("Microsoft.AspNetCore.Routing.RouteData") && property.Name == "Values")
            return RequestPart.Route;
        return IsBound(property) && !RequestParameters.IsChecked(property) ? RequestPart.Property : null;
    }

    public static RequestPart? PartOf(IMethodSymbol method) => method.Name switch
    {
        "ReadFormAsync" when method.ContainingNamespace is { Name: "Http" } && !InSource(method) => RequestPart.Form,
        "GetRouteValue" when !InSource(method) => RequestPart.Route,
        _ => null,
    };

    private static bool InSource(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty;

    private static bool IsBound(IPropertySymbol property)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "BindPropertyAttribute" or "SupplyParameterFromFormAttribute" or "SupplyParameterFromQueryAttribute" })
                return true;
        }

        return !property.IsStatic && property.SetMethod is not null
            && property.ContainingType.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "BindPropertiesAttribute" });
    }
}
