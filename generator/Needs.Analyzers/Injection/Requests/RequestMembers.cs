using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Analyzers.Injection.Requests;

/// <summary>The members of a request, and of objects that are filled from one, that bring its values in.</summary>
internal static class RequestMembers
{
    /// <summary>The names by which any code gets at values of a request that no parameter brings.</summary>
    public static bool IsName(string name) =>
        name is "Request" or "Query" or "Form" or "Headers" or "Cookies" or "RouteValues" or "Path" or "QueryString" or "Body" or "ReadFormAsync" or "GetRouteValue"
            or "Params" or "BodyReader" or "GetRouteData" or "PathAndQuery" or "RawUrl" or "RouteData";

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
