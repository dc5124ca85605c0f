using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Needs.AspNetCore;

/// <summary>How the body of a request says that it is a form.</summary>
internal readonly record struct FormContentType(FormEncoding Encoding, string Boundary = "")
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    public static FormContentType Of(string? contentType, int maxBoundaryLength)
    {
        if (string.IsNullOrWhiteSpace(contentType) || contentType == UrlEncoded) return new(FormEncoding.UrlEncoded);
        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType)) return new(FormEncoding.Unsupported);
        if (mediaType.MediaType.Equals(UrlEncoded, StringComparison.OrdinalIgnoreCase))
            return new(IsUtf8(mediaType.Charset) ? FormEncoding.UrlEncoded : FormEncoding.Unsupported);
        if (!mediaType.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || !IsUtf8(mediaType.Charset))
            return new(FormEncoding.Unsupported);
        return BoundaryOf(mediaType, maxBoundaryLength) is { } boundary ? new(FormEncoding.Multipart, boundary) : new(FormEncoding.NoBoundary);
    }

    private static bool IsUtf8(StringSegment charset) =>
        charset is { HasValue: false } or { Length: 0 }
        || HeaderUtilities.RemoveQuotes(charset) is var name
        && (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || name.Equals("utf8", StringComparison.OrdinalIgnoreCase)
            || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase));

    /// <summary>Two boundaries would let somebody else on the way read another form than we do.</summary>
    private static string? BoundaryOf(MediaTypeHeaderValue mediaType, int maxLength)
    {
        string? boundary = null;
        foreach (var parameter in mediaType.Parameters)
        {
            if (!parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase)) continue;
            if (boundary is not null) return null;
            boundary = HeaderUtilities.RemoveQuotes(parameter.Value).ToString();
        }

        return boundary is { Length: > 0 } && boundary.Length <= maxLength && Ascii.IsValid(boundary) && !boundary.Any(char.IsControl) ? boundary : null;
    }
}
