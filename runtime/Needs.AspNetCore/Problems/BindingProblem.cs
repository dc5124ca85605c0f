using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Everything that is wrong with a request, by parameter. Never holds what the client sent.</summary>
internal sealed class BindingProblem
{
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);
    private int _status = StatusCodes.Status400BadRequest;

    public void Missing(string name, ValueSource source) => Add(name, source switch
    {
        ValueSource.Route => "A value is required in the route.",
        ValueSource.Query => "A value is required in the query string.",
        ValueSource.Header => "A value is required in the headers.",
        _ => "A value is required in the route or the query string.",
    });

    public void MissingForItsType(string name) => Add(name, "A value is required in the request.");

    public void Missing(string name) => Add(name, "A value is required in the request body.");

    public void Unreadable(string name, Type type) => Add(name, $"The value is not a valid {TypeText.Of(type)}.");

    public void UnreadableBody(string name, JsonException error) => Add(name, error.LineNumber is { } line && error.BytePositionInLine is { } column
        ? $"The request body is not the JSON that is expected here (line {line + 1}, byte {column + 1})."
        : "The request body is not the JSON that is expected here.");

    /// <summary>Refuses the request as a whole: the status outweighs that of values which can't be read.</summary>
    public void Refuse(int status) => _status = status;

    public Task WriteAsync(HttpContext context) => ProblemWriter.WriteAsync(context, _status, _errors);

    private void Add(string name, string error) => _errors.TryAdd(name, [error]);
}
