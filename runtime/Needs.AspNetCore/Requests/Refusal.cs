using System.ComponentModel;
using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Needs.AspNetCore;

/// <summary>
/// Answers a request that its database could not serve, for now: 503, with <c>Retry-After</c>. The answer names neither handler nor host;
/// the log does. Called by generated endpoints.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Refusal
{
    private const string SecondsToWait = "1";

    /// <summary>
    /// Whether an error means that the request may be sent again: no connection could be lent, or it was lost, or the work collided
    /// with that of others, and nothing of it is done.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="error">The error.</param>
    /// <param name="handler">The handler of the request.</param>
    public static bool Explains(HttpContext context, Exception error, HandlerDescriptor handler) =>
        Explains(context, error, UndoneWork.IsCertain(handler, error));

    /// <inheritdoc cref="Explains(HttpContext, Exception, HandlerDescriptor)"/>
    /// <param name="context">The request.</param>
    /// <param name="error">The error.</param>
    /// <param name="attempts">The attempts that the handler had. Their connections are back.</param>
    public static bool Explains(HttpContext context, Exception error, Attempts attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        return Explains(context, error, attempts.AreUndone);
    }

    /// <summary>Answers it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="error">The error.</param>
    public static Task AnswerAsync(HttpContext context, Exception error)
    {
        ArgumentNullException.ThrowIfNull(context);
        var endpoint = context.GetEndpoint();
        var loans = endpoint?.Metadata.GetMetadata<HandlerLoans>() ?? new HandlerLoans(endpoint?.DisplayName ?? "A handler", "of the request");
        context.Logger().DatabaseUnavailable(loans.Handler, loans.Databases, error);
        // What the handler said of an answer that is not given now: its length, how long to keep it.
        context.Response.Clear();
        context.Response.Headers.RetryAfter = SecondsToWait;
        return ProblemWriter.WriteAsync(context, new ProblemDetails
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Type = "https://tools.ietf.org/html/rfc9110#section-15.6.4",
            Title = ReasonPhrases.GetReasonPhrase(StatusCodes.Status503ServiceUnavailable),
            Detail = "The service can't do this just now. Try again in a moment.",
        });
    }

    private static bool Explains(HttpContext context, Exception error, bool isUndone)
    {
        ArgumentNullException.ThrowIfNull(context);
        return !RequestAbort.Explains(context, error)
            && RequestRetry.CanRun(context)
            && IsOfDatabase(error)
            && (isUndone || IsSafe(context.Request.Method));
    }

    /// <summary>What else a handler reads, files and other services, fails with errors of the network too, but with other types than these.</summary>
    private static bool IsOfDatabase(Exception error) =>
        error is DatabaseBusyException
        || error is DbException or SocketException or EndOfStreamException && DatabaseError.Classify(error) != DatabaseErrorKind.Other;

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
