namespace Storefront;

/// <summary>
/// Errors for people. Everything that answers with problem details (a value that can't be bound, an unknown address, an unexpected
/// exception) comes through here first; addresses under /api keep the JSON.
/// </summary>
public sealed class ErrorPages : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => !context.HttpContext.Request.Path.StartsWithSegments("/api");

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var errors = (context.ProblemDetails as HttpValidationProblemDetails)?.Errors ?? new Dictionary<string, string[]>();
        var (title, advice) = Wording(status);
        await new Page(title, () => Show(status, title, advice, errors), status).ExecuteAsync(context.HttpContext);
    }

    private static (string Title, string Advice) Wording(int status) => status switch
    {
        400 => ("That request doesn’t add up", "Something in the address or the form can’t be read."),
        403 => ("That came from another site", "The shop takes what is sent from its own pages. Nothing was changed."),
        404 => ("There is nothing here", "The address may be mistyped, or what was here is gone."),
        405 => ("That can’t be done here", "This address only shows something; it takes nothing in."),
        413 => ("That is too much at once", $"Nothing of it was kept. A photo may have {Photo.MostMegabytes} MB."),
        >= 500 => ("Something went wrong on our side", "Nothing was changed. Please try again in a moment."),
        _ => ("That didn’t work", "The server refused the request."),
    };

    private static Html Show(int status, string title, string advice, IDictionary<string, string[]> errors) => Html.Of($"""
            <div class="error">
              <p class="code" aria-hidden="true">{status}</p>
              <h1>{title}</h1>
              <p>{advice}</p>
              {(errors.Count == 0 ? Html.Empty : Html.Of($"<ul>{Html.Each(errors, Error)}</ul>"))}
              <p><a class="button" href="/">To the overview</a> <a class="button" href="/customers">To the customers</a></p>
            </div>
        """);

    private static Html Error(KeyValuePair<string, string[]> error) =>
        Html.Of($"<li><code>{error.Key}</code>: {string.Join(" ", error.Value)}</li>");
}
