using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Keeps a handler from running unprotected where it was mapped without the protection of its type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MetadataCheck
{
    /// <summary>Requires an attribute of the handler or its type that could not be copied to the generated endpoint.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not have it.</exception>
    public static void Require<TAttribute>(HttpContext context)
        where TAttribute : Attribute
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<TAttribute>() is null)
            throw Missing(endpoint, typeof(TAttribute).Name);
    }

    /// <summary>The same for an attribute that generated code can't name.</summary>
    /// <param name="context">The request.</param>
    /// <param name="attributeName">The full name of the attribute.</param>
    /// <exception cref="InvalidOperationException">The endpoint does not have it.</exception>
    public static void Require(HttpContext context, string attributeName)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GetEndpoint() is { } endpoint && !endpoint.Metadata.Any(metadata => metadata.GetType().FullName == attributeName))
            throw Missing(endpoint, attributeName);
    }

    private static InvalidOperationException Missing(Endpoint endpoint, string attribute) => new(
        $"The endpoint '{endpoint.DisplayName}' was mapped by hand without the [{attribute}] of its handler, which can't be copied to an endpoint: "
        + $"use MapHandlers(), or add .WithMetadata(new {attribute}(…)).");
}
