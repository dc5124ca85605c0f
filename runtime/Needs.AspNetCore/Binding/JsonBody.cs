using System.Text;
using System.Text.Json;
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

        if (!context.Request.HasJsonContentType() || !IsCharsetKnown(context.Request.ContentType))
        {
            binding.Problem.Refuse(StatusCodes.Status415UnsupportedMediaType);
            return default;
        }

        try
        {
            var body = await context.Request.ReadFromJsonAsync(JsonMetadata.Of<T>(context.RequestServices), context.RequestAborted)
                .ConfigureAwait(false);
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

    private static bool IsCharsetKnown(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType) || !mediaType.Charset.HasValue) return true;
        try
        {
            return mediaType.Encoding is not null || Encoding.GetEncoding(mediaType.Charset.Value.Trim('"')) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
