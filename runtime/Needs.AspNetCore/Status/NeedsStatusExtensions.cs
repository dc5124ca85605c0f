using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Needs;
using Needs.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the status page of the databases.</summary>
public static class NeedsStatusExtensions
{
    /// <summary>
    /// Maps a page that shows who holds the connections of each database, who waits and for how long, and stays current by itself. Its data
    /// is below it, at <c>/data</c>, as JSON.
    /// </summary>
    /// <param name="endpoints">The application, or a group of its routes.</param>
    /// <param name="pattern">Where the page is: <c>/needs</c> unless given.</param>
    /// <returns>
    /// For conventions such as <c>RequireAuthorization</c>. Without authorization, it answers only requests that come from this machine, by
    /// a loopback address and name and without a proxy; others get 404.
    /// </returns>
    /// <exception cref="InvalidOperationException"><c>AddNeeds</c> was not called.</exception>
    /// <remarks>It shows names of databases and handlers, counts and times; never a connection string, a password or SQL.</remarks>
    public static IEndpointConventionBuilder MapNeedsStatus(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/needs")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(Databases)) == false)
            throw new InvalidOperationException("There is no database to show: call builder.Services.AddNeeds(…) before the application is built.");

        var group = endpoints.MapGroup(pattern);
        Map("", StatusPage.WriteHtmlAsync, "Needs: status page");
        Map("/data", StatusPage.WriteDataAsync, "Needs: status data");
        Map("/status.css", StatusPage.WriteCssAsync, "Needs: status style");
        Map("/status.js", StatusPage.WriteScriptAsync, "Needs: status script");
        Map("/status.svg", StatusPage.WriteIconAsync, "Needs: status icon");
        return group;

        void Map(string path, RequestDelegate answer, string name) =>
            group.MapGet(path, StatusAccess.Guard(answer)).WithDisplayName(name).ExcludeFromDescription();
    }
}
