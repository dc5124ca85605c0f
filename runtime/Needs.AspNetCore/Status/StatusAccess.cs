using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>
/// Lets in whom the endpoint's authorization lets in, and where it has none, requests of this machine only. Others are told that there is
/// nothing: 404, as for any address that does not exist.
/// </summary>
internal static class StatusAccess
{
    public static RequestDelegate Guard(RequestDelegate answer) => context =>
    {
        if (IsAuthorized(context) || LocalRequest.FindProblem(context) is not { } problem) return answer(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.StatusLogger().StatusNotShown(problem);
        return Task.CompletedTask;
    };

    /// <summary>Whether the middleware has decided already: it runs for endpoints that ask for it and do not let everybody in.</summary>
    private static bool IsAuthorized(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<IAuthorizeData>() is not null
        && metadata.GetMetadata<IAllowAnonymous>() is null;
}
