using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

internal sealed class FormErrorsResult(FormErrors errors) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status400BadRequest;

    public Task ExecuteAsync(HttpContext httpContext) => FormProblem.WriteAsync(httpContext, errors);
}
