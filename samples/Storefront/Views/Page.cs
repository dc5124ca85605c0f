using System.Text;
using Needs;

namespace Storefront;

/// <summary>A page as a handler's result. The view runs when the result is written: by then the handler's connection is back.</summary>
/// <param name="withFrames">Whether the page shows others of the shop in frames.</param>
public sealed class Page(string title, Func<Html> view, int status = StatusCodes.Status200OK, bool withFrames = false) : IResult
{
    /// <summary>The policy of what is shown in a frame of the shop's own pages.</summary>
    public const string InsideOwnPages = $"{Policy}; frame-ancestors 'self'";

    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";
    private const string OnItsOwn = $"{Policy}; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var lent = httpContext.RequestServices.GetRequiredService<Database>().LeaseCount;
        var store = httpContext.RequestServices.GetRequiredService<StoreDatabase>();
        var html = Layout.Around(title, view(), httpContext.Request.Path, $"Read from {store.Name}. Connections lent while this page is written: {lent}, for its own went back before.");
        var body = Encoding.UTF8.GetBytes(html.ToString());

        var response = httpContext.Response;
        SetHeaders(response, status, withFrames ? $"{OnItsOwn}; frame-src 'self'" : OnItsOwn);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    public static void SetHeaders(HttpResponse response, int status, string policy)
    {
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}
