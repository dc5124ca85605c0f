using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Whether a handler that failed may answer the request after all. Asked by generated endpoints before they run it again.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestRetry
{
    /// <summary>Whether nothing of an answer was written, not even into a buffer.</summary>
    /// <param name="context">The request.</param>
    public static bool CanRun(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return !context.Response.HasStarted && !IsInBuffer(context.Response);
    }

    /// <summary>The server's own writer knows; a stream that a middleware put in its place shows it when it is one in memory.</summary>
    private static bool IsInBuffer(HttpResponse response) =>
        response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 } || response.Body is { CanSeek: true, Position: > 0 };
}
