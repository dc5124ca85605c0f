using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Needs.AspNetCore;

/// <summary>The page and what it is made of. The page says nothing itself: it reads the data each second.</summary>
internal static class StatusPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Lazy<string> Html = new(() => Encoding.UTF8.GetString(Resource("html")));
    private static readonly Lazy<byte[]> Css = new(() => Resource("css"));
    private static readonly Lazy<byte[]> Script = new(() => Resource("js"));
    private static readonly Lazy<byte[]> Icon = new(() => Resource("svg"));

    public static Task WriteHtmlAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        var folder = HtmlEncoder.Default.Encode(FolderFrom(context.Request.Path));
        return WriteAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Html.Value.Replace("{folder}", folder, StringComparison.Ordinal)));
    }

    public static Task WriteCssAsync(HttpContext context) => WriteAsync(context, "text/css; charset=utf-8", Css.Value);

    public static Task WriteScriptAsync(HttpContext context) => WriteAsync(context, "text/javascript; charset=utf-8", Script.Value);

    public static Task WriteIconAsync(HttpContext context) => WriteAsync(context, "image/svg+xml", Icon.Value);

    public static Task WriteDataAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var application = services.GetService<IHostEnvironment>()?.ApplicationName ?? "";
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
            StatusJson.Write(json, application, new StatusReport(services.GetRequiredService<Databases>()));
        return WriteAsync(context, "application/json; charset=utf-8", body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    /// <summary>
    /// The page's files from where the browser believes the page to be: relative, so that it works behind a proxy that takes a part of the
    /// path away.
    /// </summary>
    private static string FolderFrom(PathString path)
    {
        var page = path.ToUriComponent();
        var last = page[(page.LastIndexOf('/') + 1)..];
        return last.Length == 0 ? "" : $"./{last}/";
    }

    private static Task WriteAsync(HttpContext context, string type, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static byte[] Resource(string kind)
    {
        using var resource = typeof(StatusPage).Assembly.GetManifestResourceStream($"status.{kind}")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
