using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Tells a form that a browser sends for another site, by what the browser itself says of it (Fetch Metadata, Origin).</summary>
internal static class CrossSiteCheck
{
    /// <summary>Whether the request may be served.</summary>
    public static async ValueTask<bool> AllowsAsync(HttpContext context, IEnumerable<string> trustedOrigins)
    {
        var request = context.Request;
        string? site = request.Headers["Sec-Fetch-Site"];
        string? origin = request.Headers.Origin;
        if (string.IsNullOrEmpty(site) && string.IsNullOrEmpty(origin)) return true;
        if (site is "same-origin" or "none") return true;
        if (string.IsNullOrEmpty(site) && IsOwn(origin!, request)) return true;
        return !string.IsNullOrEmpty(origin) && await IsTrustedAsync(context, origin, trustedOrigins).ConfigureAwait(false);
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

    private static async ValueTask<bool> IsTrustedAsync(HttpContext context, string origin, IEnumerable<string> trustedOrigins)
    {
        if (trustedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return true;
        return await FindCorsPolicyAsync(context).ConfigureAwait(false) is { AllowAnyOrigin: false } policy && policy.IsOriginAllowed(origin);
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
