using Microsoft.AspNetCore.Http.HttpResults;
using Needs;

namespace Storefront;

/// <summary>What a handler of the JSON API refused, said on the page of a form.</summary>
internal static class Refusals
{
    /// <param name="nameOf">The form's name for a field of the API; the same without it.</param>
    public static void AddRefusal(this FormErrors errors, IResult refusal, Func<string, string>? nameOf = null)
    {
        var said = refusal switch
        {
            ValidationProblem { ProblemDetails.Errors: var wrong } => wrong,
            ProblemHttpResult { ProblemDetails.Detail: { } detail } => new Dictionary<string, string[]> { [""] = [detail] },
            _ => throw new InvalidOperationException($"A {refusal.GetType().Name} refuses nothing."),
        };
        foreach (var (field, messages) in said)
            errors.Add(nameOf is null ? field : nameOf(field), "refused", string.Join(" ", messages));
    }
}
