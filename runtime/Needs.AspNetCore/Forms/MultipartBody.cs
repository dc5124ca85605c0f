using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Needs.AspNetCore;

/// <summary>Reads multipart/form-data as RFC 7578 has it, in UTF-8. The framework's reader finds the boundaries, nothing else.</summary>
internal sealed class MultipartBody(FormBudget budget, FormUploads uploads)
{
    /// <summary>Appends the fields of a body to a form.</summary>
    /// <exception cref="FormException">The body is malformed, or over a limit.</exception>
    public async Task ReadAsync(HttpRequest request, string boundary, FormData form, CancellationToken ct)
    {
        var limits = budget.Limits;
        var reader = Open(request, boundary, limits);
        while (await NextAsync(reader, limits, ct).ConfigureAwait(false) is { } section)
        {
            var part = PartInfo.Read(section.Headers ?? [], limits);
            form.Add(part.IsFile
                ? await ReadFileAsync(part, section.Body, ct).ConfigureAwait(false)
                : await ReadTextAsync(part, section.Body, ct).ConfigureAwait(false));
        }
    }

    public static MultipartReader Open(HttpRequest request, string boundary, FormLimits limits) => new(boundary, Count(request, boundary, limits))
    {
        HeadersCountLimit = limits.MaxPartHeaders,
        HeadersLengthLimit = (int)Math.Min((long)limits.MaxPartHeaders * limits.MaxPartHeaderLength, int.MaxValue),
    };

    private static CountedBody Count(HttpRequest request, string boundary, FormLimits limits) =>
        new(request.Body, limits, boundary, request.HttpContext.Feature<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize);

    private ValueTask<UploadedFile> ReadFileAsync(PartInfo part, Stream content, CancellationToken ct)
    {
        budget.AddFile();
        budget.AddName(part.NameLength);
        return uploads.ReceiveAsync(part.ToFileInfo(), content, ct);
    }

    private async ValueTask<FormField> ReadTextAsync(PartInfo part, Stream content, CancellationToken ct)
    {
        budget.AddField();
        budget.AddName(part.NameLength);
        using var bytes = new PooledBytes();
        while (await PartStream.ReadAsync(content, bytes.Free(), ct).ConfigureAwait(false) is > 0 and var read)
        {
            bytes.Length += read;
            budget.CheckText(bytes.Length);
        }

        budget.AddText(bytes.Length);
        return part.ToText(Encoding.UTF8.GetString(bytes.Written.Span));
    }

    /// <exception cref="FormException">The body is malformed, or over a limit.</exception>
    public static async Task<MultipartSection?> NextAsync(MultipartReader reader, FormLimits limits, CancellationToken ct)
    {
        try
        {
            return await reader.ReadNextSectionAsync(ct).ConfigureAwait(false);
        }
        catch (InvalidDataException error)
        {
            // The framework's reader has one exception for all of this; only its text tells which.
            if (Says(error, "stream exceeded")) return null;
            if (Says(error, "headers count limit")) throw FormException.OverLimit(nameof(FormLimits.MaxPartHeaders), limits.MaxPartHeaders, error);
            if (Says(error, "body length limit")) throw FormException.OverLimit(nameof(FormLimits.MaxPreambleLength), limits.MaxPreambleLength, error);
            if (Says(error, "limit")) throw FormException.OverLimit(nameof(FormLimits.MaxPartHeaderLength), limits.MaxPartHeaderLength, error);
            throw FormException.Malformed("A part of the form has a malformed header.", error);
        }
        catch (Exception error) when (PartStream.IsEnd(error, ct))
        {
            throw PartStream.EndsTooSoon(error);
        }
    }

    private static bool Says(Exception error, string text) => error.Message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
