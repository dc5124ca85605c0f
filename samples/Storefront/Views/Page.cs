using System.Text;
using Needs;

namespace Storefront;

/// <summary>A page as a handler's result. The view runs when the result is written: by then the handler's connection is back.</summary>
public sealed class Page(string title, Func<Html> view, int status = StatusCodes.Status200OK) : IResult
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var lent = httpContext.RequestServices.GetRequiredService<Database>().LeaseCount;
        var store = httpContext.RequestServices.GetRequiredService<StoreDatabase>();
        var html = Layout.Around(title, view(), httpContext.Request.Path, $"Read from {store.Name}. Connections lent while this page is written: {lent}, for its own went back before.");
        var body = Encoding.UTF8.GetBytes(html.ToString());

        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
