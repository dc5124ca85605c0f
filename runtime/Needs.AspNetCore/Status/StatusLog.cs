using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Needs.AspNetCore;

internal static partial class StatusLog
{
    public static ILogger StatusLogger(this HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Needs.AspNetCore.Status");

    [LoggerMessage(31, LogLevel.Information,
        "The status of the databases was asked for and not shown: {Problem}. To show it to more than this machine, add RequireAuthorization to MapNeedsStatus.")]
    public static partial void StatusNotShown(this ILogger logger, string problem);
}
