using Microsoft.AspNetCore.Http;
using Needs.AspNetCore;

namespace Needs;

/// <summary>Answers of handlers that look at the errors of a form themselves.</summary>
public static class FormErrorsExtensions
{
    /// <summary>
    /// The answer that a form with errors has where the handler does not look at them: 400 with problem details that hold all errors, by
    /// field.
    /// </summary>
    /// <param name="errors">What is wrong.</param>
    public static IResult ToProblem(this FormErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return new FormErrorsResult(errors);
    }
}
