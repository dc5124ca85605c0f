using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>What a compilation references of ASP.NET Core.</summary>
internal static class AspNetCoreSupport
{
    public const string HandlerEndpointsAttribute = "Needs.AspNetCore.HandlerEndpointsAttribute";
    private const string EndpointRouteBuilder = "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder";

    /// <summary>Whether Needs.AspNetCore is there, so that endpoints are generated.</summary>
    public static bool HasNeedsAspNetCore(this Compilation compilation) => compilation.GetTypeByMetadataName(HandlerEndpointsAttribute) is not null;

    /// <summary>Whether OpenAPI documents are made, and can be told about single endpoints.</summary>
    public static bool HasOpenApi(this Compilation compilation) =>
        compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Builder.OpenApiEndpointConventionBuilderExtensions") is not null
        && compilation.GetTypeByMetadataName("Microsoft.OpenApi.Reader.OpenApiModelFactory") is not null;

    /// <summary>Whether there is anything that endpoints are mapped with.</summary>
    public static bool HasRouting(this Compilation compilation) => !compilation.GetTypesByMetadataName(EndpointRouteBuilder).IsEmpty;

    /// <summary>Whether there are attributes that give a method a route.</summary>
    public static bool HasRouteAttributes(this Compilation compilation) =>
        !compilation.GetTypesByMetadataName(AspNetCoreNames.RouteTemplateProvider).IsEmpty;
}
