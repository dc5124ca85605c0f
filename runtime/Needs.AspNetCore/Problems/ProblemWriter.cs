using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Answers with problem details: through the application's <see cref="IProblemDetailsService"/> where there is one.</summary>
internal static class ProblemWriter
{
    public static Task WriteAsync(HttpContext context, int status, IDictionary<string, string[]> errors) =>
        WriteAsync(context, Describe(status, errors));

    public static async Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        if (context.Response.HasStarted) return;

        context.Response.StatusCode = problem.Status ?? StatusCodes.Status400BadRequest;
        if (context.RequestServices.GetService<IProblemDetailsService>() is { } service
            && await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem }).ConfigureAwait(false))
            return;

        JsonTypeInfo type = problem is HttpValidationProblemDetails ? ProblemJson.Default.HttpValidationProblemDetails : ProblemJson.Default.ProblemDetails;
        await context.Response.WriteAsJsonAsync(problem, type, "application/problem+json").ConfigureAwait(false);
    }

    /// <summary>Whether the application has a say in how problems are written.</summary>
    public static bool IsApplications(HttpContext context) => context.RequestServices.GetService<IProblemDetailsService>() is not null;

    public static HttpValidationProblemDetails Describe(int status, IDictionary<string, string[]> errors) => new()
    {
        Errors = errors,
        Status = status,
        Type = TypeOf(status),
        Title = status == StatusCodes.Status400BadRequest && errors.Count > 0
            ? "One or more validation errors occurred."
            : ReasonPhrases.GetReasonPhrase(status),
        Detail = status == StatusCodes.Status415UnsupportedMediaType
            ? "The body of this request must be JSON in a known character set, and its Content-Type must say so (application/json)."
            : null,
    };

    private static string TypeOf(int status) => "https://tools.ietf.org/html/rfc9110#section-15.5." + status switch
    {
        StatusCodes.Status403Forbidden => "4",
        StatusCodes.Status408RequestTimeout => "9",
        StatusCodes.Status413PayloadTooLarge => "14",
        StatusCodes.Status415UnsupportedMediaType => "16",
        _ => "1",
    };
}
