using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Needs.AspNetCore;

/// <summary>Finds the texts of a request by source and name.</summary>
internal static class RequestValues
{
    /// <summary>The text, or <see langword="null"/> when there is none. Several of one name are joined by commas.</summary>
    public static string? Find(HttpContext context, ValueSource source, string name) => source switch
    {
        ValueSource.Route => FromRoute(context, name),
        ValueSource.Query => FromQuery(context, name),
        ValueSource.Header => FromHeader(context, name),
        _ => FromRoute(context, name) ?? (IsRouteParameter(context, name) ? null : FromQuery(context, name)),
    };

    /// <summary>All texts of that name; none is an empty list.</summary>
    public static StringValues FindAll(HttpContext context, ValueSource source, string name) => source switch
    {
        ValueSource.Header => context.Request.Headers.GetCommaSeparatedValues(name),
        ValueSource.Query => context.Request.Query[name],
        _ => new StringValues(Find(context, source, name)),
    };

    private static string? FromQuery(HttpContext context, string name)
    {
        var values = context.Request.Query[name];
        return values.Count == 0 ? null : values.ToString();
    }

    private static string? FromHeader(HttpContext context, string name)
    {
        var values = context.Request.Headers[name];
        return values.Count == 0 ? null : values.ToString();
    }

    private static string? FromRoute(HttpContext context, string name) =>
        context.Request.RouteValues.TryGetValue(name, out var value)
            ? value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;

    private static bool IsRouteParameter(HttpContext context, string name) =>
        context.GetEndpoint() is RouteEndpoint endpoint && endpoint.RoutePattern.GetParameter(name) is not null;
}
