using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>The services of a request. Called by generated endpoints.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestService
{
    /// <summary>A service that must be registered.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static T Required<T>(HttpContext context)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetRequiredService<T>();
    }

    /// <summary>A service, or <see langword="null"/> when it is not registered.</summary>
    public static T? Optional<T>(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetService<T>();
    }

    /// <summary>A service with a key that must be registered.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static T Required<T>(HttpContext context, object? key)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetRequiredKeyedService<T>(key);
    }

    /// <summary>A service with a key, or <see langword="null"/> when it is not registered.</summary>
    public static T? Optional<T>(HttpContext context, object? key)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetKeyedService<T>(key);
    }
}
