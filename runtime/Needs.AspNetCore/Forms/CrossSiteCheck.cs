using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Tells a form that a browser sends for another site, by what the browser itself says of it (Fetch Metadata, Origin).</summary>
internal static class CrossSiteCheck
{
    /// <summary>Whether no other site sent the request: a page of this one, a visitor by hand, or no browser at all.</summary>
    public static bool IsOwn(HttpRequest request)
    {
        string? site = request.Headers["Sec-Fetch-Site"];
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(site) ? string.IsNullOrEmpty(origin) || IsOwn(origin, request) : site is "same-origin" or "none";
    }

    /// <summary>Whether a site that may send its forms here sent the request.</summary>
    public static async ValueTask<bool> IsTrustedAsync(HttpContext context)
    {
        string? origin = context.Request.Headers.Origin;
        if (string.IsNullOrEmpty(origin)) return false;
        if (FormSettings.Of(context.RequestServices).TrustedFormOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return true;
        return await FindCorsPolicyAsync(context).ConfigureAwait(false) is { AllowAnyOrigin: false } policy && policy.IsOriginAllowed(origin);
    }

    /// <summary>Whether the method changes nothing, so that it may come from anywhere.</summary>
    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    /// <summary>Compares host and port only: behind a proxy that ends TLS the scheme of the request is not the browser's.</summary>
    private static bool IsOwn(string origin, HttpRequest request)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || !request.Host.HasValue) return false;
        if (!Uri.TryCreate($"{uri.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own)) return false;
        return uri.Port == own.Port && string.Equals(uri.IdnHost, own.IdnHost, StringComparison.OrdinalIgnoreCase);
    }

    private static async ValueTask<CorsPolicy?> FindCorsPolicyAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ICorsMetadata>() is not { } cors) return null;
        if (cors is ICorsPolicyMetadata { Policy: { } policy }) return policy;
        return cors is IEnableCorsAttribute named && context.RequestServices.GetService<ICorsPolicyProvider>() is { } policies
            ? await policies.GetPolicyAsync(context, named.PolicyName).ConfigureAwait(false)
            : null;
    }
}
