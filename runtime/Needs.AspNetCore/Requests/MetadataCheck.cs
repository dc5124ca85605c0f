using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Keeps a handler from running unprotected where it was mapped without the protection of its type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MetadataCheck
{
    /// <summary>Requires an attribute of the handler's type that could not be copied to the generated endpoint.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not have it.</exception>
    public static void Require<TAttribute>(HttpContext context)
        where TAttribute : Attribute
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<TAttribute>() is null)
        {
            throw new InvalidOperationException(
                $"The endpoint '{endpoint.DisplayName}' was mapped by hand without the [{typeof(TAttribute).Name}] of its handler's type, which can "
                + $"only stand on types: use MapHandlers(), or add .WithMetadata(new {typeof(TAttribute).Name}(…)).");
        }
    }
}
