using System.ComponentModel;
using System.Data.Common;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Ends requests whose client went away, quietly: nobody reads the answer, and nothing of the application failed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestAbort
{
    /// <summary>Whether the client's leaving explains the error: work was cancelled, or writing or a query was cut off.</summary>
    public static bool Explains(HttpContext context, Exception error)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException or DbException;
    }

    /// <summary>Ends the request.</summary>
    public static void End(HttpContext context, Exception error)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Logger().RequestAborted(error);
        if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
    }
}
