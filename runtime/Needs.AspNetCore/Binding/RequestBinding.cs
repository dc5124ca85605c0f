using System.Collections.Frozen;
using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Needs.AspNetCore;

/// <summary>
/// Binds the parameters of one request. Called by generated endpoints, which bind all of them, then look at <see cref="Failed"/>: so the
/// answer names everything that is wrong. What can't be bound is the default of its type until then.
/// </summary>
/// <param name="context">The request.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RequestBinding(HttpContext context)
{
    private static readonly FrozenSet<string> BodylessMethods =
        new[] { "GET", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private BindingProblem? _problem;

    /// <summary>Whether something could not be bound.</summary>
    public bool Failed => _problem is not null;

    /// <summary>Answers that the request can't be bound, and why.</summary>
    public Task WriteProblemAsync() => Problem.WriteAsync(context);

    /// <summary>A text that must be there; it may be empty.</summary>
    public string Required(ValueSource source, string name)
    {
        if (RequestValues.Find(context, source, name) is { } text) return text;
        Problem.Missing(name, source);
        return "";
    }

    /// <summary>A text, or <see langword="null"/> when it is not there.</summary>
    public string? Optional(ValueSource source, string name) => RequestValues.Find(context, source, name);

    /// <summary>A value that must be there.</summary>
    public T Required<T>(ValueSource source, string name, TryParse<T> parse)
    {
        if (RequestValues.Find(context, source, name) is { } text) return Parse(text, name, parse)!;
        Problem.Missing(name, source);
        return default!;
    }

    /// <summary>An object, or <see langword="null"/> when its text is not there.</summary>
    public T? Optional<T>(ValueSource source, string name, TryParse<T> parse)
        where T : class
        => RequestValues.Find(context, source, name) is { } text ? Parse(text, name, parse) : null;

    /// <summary>A value, or <see langword="null"/> when its text is not there.</summary>
    public T? OptionalValue<T>(ValueSource source, string name, TryParse<T> parse)
        where T : struct
        => RequestValues.Find(context, source, name) is { } text ? Parse(text, name, parse) : null;

    /// <summary>All texts of that name; none is an empty array.</summary>
    public string[] All(ValueSource source, string name) => RequestValues.FindAll(context, source, name).ToArray()!;

    /// <summary>All values of that name; none is an empty array.</summary>
    public T[] All<T>(ValueSource source, string name, TryParse<T> parse)
    {
        var texts = RequestValues.FindAll(context, source, name);
        if (texts.Count == 0) return [];

        var values = new T[texts.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Parse(texts[i] ?? "", name, parse)!;
        return values;
    }

    /// <summary>All values of that name, an empty text being <see langword="null"/>; none is an empty array.</summary>
    public T?[] AllNullable<T>(ValueSource source, string name, TryParse<T> parse)
        where T : struct
    {
        var texts = RequestValues.FindAll(context, source, name);
        if (texts.Count == 0) return [];

        var values = new T?[texts.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = string.IsNullOrEmpty(texts[i]) ? null : Parse(texts[i]!, name, parse);
        return values;
    }

    /// <summary>The texts of that name as they came; at least one must be there when required.</summary>
    public StringValues Texts(ValueSource source, string name, bool required)
    {
        var texts = source == ValueSource.Header ? context.Request.Headers[name] : RequestValues.FindAll(context, source, name);
        if (required && texts.Count == 0) Problem.Missing(name, source);
        return texts;
    }

    /// <summary>The body, read as JSON; <see langword="null"/> or the default when there is none.</summary>
    public ValueTask<T?> JsonBodyAsync<T>(string name, bool required) => JsonBody.ReadAsync<T>(context, this, name, required);

    /// <summary>A service, when one of the type is registered; else the body, read as JSON.</summary>
    public ValueTask<T?> ServiceOrJsonBodyAsync<T>(string name, bool required) => ServiceParameters.IsService(context.RequestServices, typeof(T), !required)
        ? new ValueTask<T?>((T?)context.RequestServices.GetService(typeof(T)))
        : JsonBodyAsync<T>(name, required);

    /// <summary>Whether the method of the request is one that comes with a body.</summary>
    public bool MayHaveBody => !BodylessMethods.Contains(context.Request.Method);

    /// <summary>Lets a type bind itself.</summary>
    public ValueTask<T?> BindAsync<T>(ParameterInfo parameter)
        where T : class, IBindableFromHttpContext<T>
        => T.BindAsync(context, parameter);

    /// <summary>What the type itself bound; when required it must not be <see langword="null"/>.</summary>
    public T? Bound<T>(T? value, string name, bool required)
        where T : class
    {
        if (required && value is null) Problem.MissingForItsType(name);
        return value;
    }

    /// <inheritdoc cref="Bound"/>
    public T? BoundValue<T>(T? value, string name, bool required)
        where T : struct
    {
        if (required && value is null) Problem.MissingForItsType(name);
        return value;
    }

    internal BindingProblem Problem => _problem ??= new BindingProblem();

    private T? Parse<T>(string text, string name, TryParse<T> parse)
    {
        try
        {
            if (parse(text, out var value)) return value;
        }
        catch (Exception error) when (BadValue.Explains(error))
        {
            context.Logger().ValueRefused(name, error);
        }

        Problem.Unreadable(name, typeof(T));
        return default;
    }
}
