using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Needs.AspNetCore;

/// <summary>Reads the body as JSON, with the metadata that the application configured for its type.</summary>
internal static class JsonBody
{
    public static async ValueTask<T?> ReadAsync<T>(HttpContext context, RequestBinding binding, string name, bool required)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            if (required) binding.Problem.Missing(name);
            return default;
        }

        if (!context.Request.HasJsonContentType() || EncodingOf(context.Request) is not { } encoding)
        {
            binding.Problem.Refuse(StatusCodes.Status415UnsupportedMediaType);
            return default;
        }

        try
        {
            var body = await ReadAsync(context, JsonMetadata.Of<T>(context.RequestServices), encoding).ConfigureAwait(false);
            if (required && body is null) binding.Problem.Missing(name);
            return body;
        }
        catch (JsonException error)
        {
            context.Logger().ValueRefused(name, error);
            binding.Problem.UnreadableBody(name, error);
        }
        catch (BadHttpRequestException error)
        {
            context.Logger().ValueRefused(name, error);
            binding.Problem.Refuse(error.StatusCode);
        }
        catch (IOException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            context.Logger().ValueRefused(name, error);
            binding.Problem.Refuse(StatusCodes.Status400BadRequest);
        }
        catch (Exception error) when (BadValue.Explains(error))
        {
            context.Logger().ValueRefused(name, error);
            binding.Problem.Unreadable(name, typeof(T));
        }

        return default;
    }

    private static async ValueTask<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, Encoding encoding)
    {
        if (encoding.CodePage == Encoding.UTF8.CodePage)
            return await JsonSerializer.DeserializeAsync(context.Request.BodyReader, type, context.RequestAborted).ConfigureAwait(false);

        var text = Encoding.CreateTranscodingStream(context.Request.Body, encoding, Encoding.UTF8, leaveOpen: true);
        await using (text.ConfigureAwait(false))
            return await JsonSerializer.DeserializeAsync(text, type, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The encoding of the body; <see langword="null"/> when it is one that nobody here knows.</summary>
    private static Encoding? EncodingOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var mediaType) || !mediaType.Charset.HasValue) return Encoding.UTF8;
        try
        {
            return Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(mediaType.Charset).ToString());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
