using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Finds the database of a request. Called by generated endpoints.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestDatabase
{
    /// <summary>The database of that name for this request: the tenant's, where a resolver decides so.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The name; <see langword="null"/> for the default database.</param>
    /// <exception cref="InvalidOperationException">There is none, or <c>AddNeeds</c> was not called.</exception>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those that exist.</exception>
    public static Database Get(HttpContext context, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.RequestServices;
        return services.GetService<DatabaseRouter>()?.ForRequest(context, name)
            ?? (name is null ? services.GetService<Database>() : services.GetKeyedService<Database>(name))
            ?? throw new InvalidOperationException(
                "No database is registered to lend connections from: call builder.Services.AddNeeds(…) before the application is built.");
    }
}
