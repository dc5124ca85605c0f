using System.Net;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>
/// Tells whether a request truly comes from a program or browser on this machine: not from a proxy that runs here and passes on what others
/// asked, and not from a page of another site that a browser here shows.
/// </summary>
internal static class LocalRequest
{
    private static readonly string[] ProxyHeaders =
        ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Envoy-External-Address", "CF-Connecting-IP", "True-Client-IP"];

    /// <summary>Why it does not count as local; <see langword="null"/> when it does.</summary>
    public static string? FindProblem(HttpContext context)
    {
        var request = context.Request;
        if (!IsLoopback(context.Connection.RemoteIpAddress)) return "it came from another machine";
        if (!IsLoopback(request.Host.Host)) return "its Host header does not name this machine";
        if (FindProxyHeader(request.Headers) is { } header) return $"a proxy passed it on (header {header})";
        if (HttpProtocol.IsHttp10(request.Protocol)) return "it is of HTTP/1.0, which proxies speak and browsers do not";
        if (IsOfAnotherSite(request.Headers)) return "a page of another site asked for it";
        return null;
    }

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>A name that any DNS server could point here proves nothing: a page of that name could read the answer.</summary>
    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out var address) && IsLoopback(address);

    private static string? FindProxyHeader(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys)
        {
            if (name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)) return "X-Forwarded-*";
            if (name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)) return "X-Original-*";
        }
        return Array.Find(ProxyHeaders, headers.ContainsKey);
    }

    /// <summary>Browsers say where a request comes from. A link that leads here may stand anywhere.</summary>
    private static bool IsOfAnotherSite(IHeaderDictionary headers) =>
        headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && headers["Sec-Fetch-Mode"] != "navigate";
}
