namespace Needs.Endpoints;

/// <summary>The metadata names of ASP.NET Core that endpoints are read from, each written once.</summary>
internal static class AspNetCoreNames
{
    public const string HttpMethodAttribute = "Microsoft.AspNetCore.Mvc.Routing.HttpMethodAttribute";
    public const string AcceptVerbsAttribute = "Microsoft.AspNetCore.Mvc.AcceptVerbsAttribute";
    public const string RouteAttribute = "Microsoft.AspNetCore.Mvc.RouteAttribute";
    public const string RouteTemplateProvider = "Microsoft.AspNetCore.Mvc.Routing.IRouteTemplateProvider";
    public const string ActionHttpMethodProvider = "Microsoft.AspNetCore.Mvc.Routing.IActionHttpMethodProvider";

    public const string FromRoute = "Microsoft.AspNetCore.Http.Metadata.IFromRouteMetadata";
    public const string FromQuery = "Microsoft.AspNetCore.Http.Metadata.IFromQueryMetadata";
    public const string FromHeader = "Microsoft.AspNetCore.Http.Metadata.IFromHeaderMetadata";
    public const string FromBody = "Microsoft.AspNetCore.Http.Metadata.IFromBodyMetadata";
    public const string FromForm = "Microsoft.AspNetCore.Http.Metadata.IFromFormMetadata";
    public const string FromServices = "Microsoft.AspNetCore.Http.Metadata.IFromServiceMetadata";
    public const string FromKeyedServices = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
    public const string AsParameters = "Microsoft.AspNetCore.Http.AsParametersAttribute";

    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";
    public const string HttpRequest = "Microsoft.AspNetCore.Http.HttpRequest";
    public const string HttpResponse = "Microsoft.AspNetCore.Http.HttpResponse";
    public const string FormCollection = "Microsoft.AspNetCore.Http.IFormCollection";
    public const string FormFile = "Microsoft.AspNetCore.Http.IFormFile";
    public const string FormFileCollection = "Microsoft.AspNetCore.Http.IFormFileCollection";
    public const string Result = "Microsoft.AspNetCore.Http.IResult";
    public const string StringValues = "Microsoft.Extensions.Primitives.StringValues";
    public const string BindableFromHttpContext = "Microsoft.AspNetCore.Http.IBindableFromHttpContext`1";

    public const string EndpointMetadataProvider = "Microsoft.AspNetCore.Http.Metadata.IEndpointMetadataProvider";
    public const string ParameterMetadataProvider = "Microsoft.AspNetCore.Http.Metadata.IEndpointParameterMetadataProvider";
    public const string AllowAnonymous = "Microsoft.AspNetCore.Authorization.IAllowAnonymous";
    public const string AuthorizeData = "Microsoft.AspNetCore.Authorization.IAuthorizeData";
    public const string AuthorizationRequirementData = "Microsoft.AspNetCore.Authorization.IAuthorizationRequirementData";
    public const string ActivatorConstructorAttribute = "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute";
}
