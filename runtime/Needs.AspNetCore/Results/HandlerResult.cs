using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Writes what a handler returned. Called by generated endpoints after the connection is back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HandlerResult
{
    /// <summary>Writes a text as <c>text/plain</c>; <see langword="null"/> as an empty one.</summary>
    public static Task WriteTextAsync(HttpContext context, string? text)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.ContentType ??= "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text ?? "");
    }

    /// <summary>Writes a value as JSON: as what it is, not only as what the handler says it returns.</summary>
    public static Task WriteJsonAsync<T>(HttpContext context, T value)
    {
        ArgumentNullException.ThrowIfNull(context);
        var declared = JsonMetadata.Of<T>(context.RequestServices);
        return value is null || declared.PolymorphismOptions is not null || value.GetType() == typeof(T)
            ? context.Response.WriteAsJsonAsync(value!, declared)
            : WriteAsItselfAsync(context, value, declared);
    }

    /// <summary>Writes a sequence as a JSON array while it is read.</summary>
    /// <exception cref="OperationCanceledException">The client went away.</exception>
    public static async Task StreamJsonAsync<T>(HttpContext context, T sequence)
    {
        ArgumentNullException.ThrowIfNull(context);
        var aborted = context.RequestAborted;
        await context.Response.WriteAsJsonAsync(sequence!, JsonMetadata.Of<T>(context.RequestServices), cancellationToken: aborted)
            .ConfigureAwait(false);
        aborted.ThrowIfCancellationRequested();
    }

    /// <summary>Lets the result write itself.</summary>
    /// <exception cref="InvalidOperationException">The handler returned <see langword="null"/>.</exception>
    public static Task ExecuteAsync(HttpContext context, IResult? result) =>
        (result ?? throw new InvalidOperationException("The handler returned null where it promised an IResult.")).ExecuteAsync(context);

    /// <summary>Writes a value of any kind: a result, a text, or JSON.</summary>
    public static Task WriteAsync(HttpContext context, object? value) => value switch
    {
        IResult result => result.ExecuteAsync(context),
        string text => WriteTextAsync(context, text),
        _ => WriteJsonAsync(context, value),
    };

    private static Task WriteAsItselfAsync<T>(HttpContext context, T value, JsonTypeInfo<T> declared) =>
        declared.Options.TryGetTypeInfo(value!.GetType(), out var actual)
            ? context.Response.WriteAsJsonAsync(value, actual)
            : context.Response.WriteAsJsonAsync(value, declared);
}
