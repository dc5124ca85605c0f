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
        return ProblemWriter.WriteAsync(context, Describe(errors));
    }

    internal static HttpValidationProblemDetails Describe(FormErrors errors)
    {
        var (messages, codes) = (new Dictionary<string, string[]>(), new Dictionary<string, string[]>());
        foreach (var field in errors.GroupBy(static error => error.Field, StringComparer.OrdinalIgnoreCase))
        {
            messages.Add(field.Key, [.. field.Select(static error => error.Message)]);
            codes.Add(field.Key, [.. field.Select(static error => error.Code)]);
        }

        var problem = ProblemWriter.Describe(StatusCodes.Status400BadRequest, messages);
        problem.Extensions["codes"] = Element(codes);
        if (errors.IsTruncated) problem.Extensions["truncated"] = true;
        return problem;
    }

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
