using Microsoft.CodeAnalysis;
using Needs.Analyzers.Injection.Requests;

namespace Needs.Analyzers.Injection.Taint;

/// <summary>Where a value comes from: a part of the request, or, while a method is summarised, one of its parameters.</summary>
/// <param name="Kind">What part of a request it is.</param>
/// <param name="Ordinal">The parameter that a summary speaks of; <see cref="Receiver"/> for <c>this</c>.</param>
/// <param name="Root">The name of the parameter or property.</param>
/// <param name="Path">What is taken of it, such as <c>.Name</c> or <c>["name"]</c>.</param>
/// <param name="Location">Where it comes in.</param>
internal sealed record Origin(RequestPart Kind, int Ordinal, string Root, string Path, Location Location)
{
    public const int Receiver = -1;

    public bool IsSymbolic => Kind == RequestPart.Unknown;

    /// <summary>The last name that somebody would call it by.</summary>
    public string Name
    {
        get
        {
            var quote = Path.EndsWith("\"]", StringComparison.Ordinal) ? Path.LastIndexOf("[\"", StringComparison.Ordinal) : -1;
            if (quote >= 0)
                return Path.Substring(quote + 2, Path.Length - quote - 4);
            return Path.Length == 0 ? Root : Path.Substring(Path.LastIndexOf('.') + 1);
        }
    }

    /// <summary>Such as <c>form field 'Name'</c>.</summary>
    public string Text => Kind switch
    {
        RequestPart.Parameter => Path.Length == 0 ? $"parameter '{Root}'" : $"value '{Root}{Path}'",
        RequestPart.Property => Path.Length == 0 ? $"form field '{Root}'" : $"form field '{Name}'",
        RequestPart.Form => Path.Length == 0 ? "form" : $"form field '{Name}'",
        RequestPart.Query => Path.Length == 0 ? "query string" : $"query value '{Name}'",
        RequestPart.Header => Path.Length == 0 ? "request's headers" : $"header '{Name}'",
        RequestPart.Cookie => Path.Length == 0 ? "request's cookies" : $"cookie '{Name}'",
        RequestPart.Route => Path.Length == 0 ? "route's values" : $"route value '{Name}'",
        RequestPart.Path => "request's path",
        RequestPart.Body => "request's body",
        _ => Root,
    };
}
