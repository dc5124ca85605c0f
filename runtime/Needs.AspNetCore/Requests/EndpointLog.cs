using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Needs.AspNetCore;

internal static partial class EndpointLog
{
    public static ILogger Logger(this HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Needs.AspNetCore.Endpoints");

    [LoggerMessage(11, LogLevel.Debug, "Parameter '{Name}' could not be bound.")]
    public static partial void ValueRefused(this ILogger logger, string name, Exception error);

    [LoggerMessage(12, LogLevel.Debug, "The client went away before its request was answered.")]
    public static partial void RequestAborted(this ILogger logger, Exception error);

    [LoggerMessage(13, LogLevel.Debug, "A form was refused.")]
    public static partial void FormRefused(this ILogger logger, Exception error);

    [LoggerMessage(14, LogLevel.Warning, "An upload of a form that was not accepted could not be discarded.")]
    public static partial void UploadNotDiscarded(this ILogger logger, Exception error);

    [LoggerMessage(15, LogLevel.Debug, "A form was not valid: {Count} errors.")]
    public static partial void FormInvalid(this ILogger logger, int count);

    [LoggerMessage(16, LogLevel.Warning, "{Handler}: the database {Database} could not serve a request, which was answered with 503.")]
    public static partial void DatabaseUnavailable(this ILogger logger, string handler, string database, Exception error);
}
