using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Answers that a form is not accepted, the same in every environment, and without anything that was sent.</summary>
internal static class FormProblem
{
    /// <summary>The key of what is wrong with the form as a whole.</summary>
    private const string WholeForm = "";

    internal static Task WriteAsync(HttpContext context, FormException error) => error.IsOverLimit
        ? WriteAsync(context, error, StatusCodes.Status413PayloadTooLarge, "over_limit", error.Limit)
        : WriteAsync(context, error, StatusCodes.Status400BadRequest, "malformed");

    internal static Task WriteAsync(HttpContext context, FormRefusal error) => WriteAsync(context, error, error.Status, error.Code);

    internal static Task WriteAsync(HttpContext context, FormErrors errors)
    {
        context.Logger().FormInvalid(errors.Count);
        return ProblemWriter.WriteAsync(context, Describe(errors, forAnyWriter: ProblemWriter.IsApplications(context)));
    }

    /// <param name="errors">What is wrong.</param>
    /// <param name="forAnyWriter">Whether another writer than ours may have to write it.</param>
    internal static HttpValidationProblemDetails Describe(FormErrors errors, bool forAnyWriter = true)
    {
        var messages = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        var codes = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < errors.Count; i++)
        {
            Add(messages, errors[i].Field, errors[i].Message);
            Add(codes, errors[i].Field, errors[i].Code);
        }

        var problem = ProblemWriter.Describe(StatusCodes.Status400BadRequest, messages);
        problem.Extensions["codes"] = forAnyWriter ? Element(codes) : codes;
        if (errors.IsTruncated) problem.Extensions["truncated"] = true;
        return problem;
    }

    private static void Add(Dictionary<string, string[]> fields, string field, string text) =>
        fields[field] = fields.TryGetValue(field, out var known) ? [.. known, text] : [text];

    private static Task WriteAsync(HttpContext context, Exception error, int status, string code, string? limit = null)
    {
        context.Logger().FormRefused(error);
        var isField = status == StatusCodes.Status400BadRequest;
        var problem = ProblemWriter.Describe(status, isField ? new Dictionary<string, string[]> { [WholeForm] = [error.Message] } : []);
        if (!isField) problem.Detail = error.Message;
        if (limit is not null) problem.Extensions["limit"] = limit;
        problem.Extensions["codes"] = Element(new() { [WholeForm] = [code] });
        return ProblemWriter.WriteAsync(context, problem);
    }

    /// <summary>An element is what every JSON configuration can write.</summary>
    private static JsonElement Element(Dictionary<string, string[]> codes) =>
        JsonSerializer.SerializeToElement(codes, ProblemJson.Default.DictionaryStringStringArray);
}
