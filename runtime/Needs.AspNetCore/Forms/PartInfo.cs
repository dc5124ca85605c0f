using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Needs.AspNetCore;

/// <summary>What the headers of a part say of it.</summary>
internal sealed class PartInfo
{
    private readonly string _name;
    private readonly string? _fileName;
    private readonly FormPartHeaders _headers;

    private PartInfo(string name, string? fileName, FormPartHeaders headers) => (_name, _fileName, _headers) = (name, fileName, headers);

    /// <summary>Whether it is a file: a file input that nobody chose a file for sends an empty name, and is none.</summary>
    public bool IsFile => _fileName is { Length: > 0 };

    public int NameLength => Encoding.UTF8.GetByteCount(_name);

    /// <exception cref="FormException">The headers are malformed, or over a limit.</exception>
    public static PartInfo Read(Dictionary<string, StringValues> headers, FormLimits limits)
    {
        if (headers.Values.Sum(static values => values.Count) > limits.MaxPartHeaders)
            throw FormException.OverLimit(nameof(FormLimits.MaxPartHeaders), limits.MaxPartHeaders);
        foreach (var (name, values) in headers) CheckLength(name, values, limits);

        if (!headers.TryGetValue("Content-Disposition", out var given) || given is not [{ } text])
            throw FormException.Malformed("A part of the form has no Content-Disposition, or several.");
        if (PartHeader.Parse(text) is not { Value: "form-data" } disposition)
            throw FormException.Malformed("A part of the form has a Content-Disposition that is none of a form.");

        var type = headers.TryGetValue("Content-Type", out var types) && types is [{ } only] ? PartHeader.Parse(only) : null;
        return new PartInfo(PartNames.Unescape(disposition.Find("name") ?? ""), PartNames.FileNameOf(disposition), new FormPartHeaders
        {
            ContentType = type?.Value is not { } value ? null : value.Contains('/') ? value : "application/octet-stream",
            ContentTypeParameters = Lookup(type),
            Disposition = disposition.Value,
            DispositionParameters = Lookup(disposition),
            Headers = headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
        });
    }

    public FormField ToText(string value) => new(_name, value, FormSource.Body, _headers);

    public FormPart ToPart(Stream content) => new(_name, IsFile ? _fileName : null, content, _headers);

    public FormFileInfo ToFileInfo() => new(_name, _fileName ?? "", _headers);

    /// <summary>What a field that was read says of itself.</summary>
    public static FormPartHeaders HeadersOf(FormField field) => new()
    {
        ContentType = field.ContentType,
        ContentTypeParameters = field.ContentTypeParameters,
        Disposition = field.Disposition,
        DispositionParameters = field.DispositionParameters,
        Headers = field.Headers,
    };

    /// <summary>What another reader kept of the headers of a file.</summary>
    public static FormPartHeaders HeadersOf(IFormFile file)
    {
        var type = PartHeader.Parse(file.ContentType);
        return new FormPartHeaders
        {
            ContentType = type?.Value,
            ContentTypeParameters = Lookup(type),
            Disposition = "form-data",
            Headers = file.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        };
    }

    private static void CheckLength(string name, StringValues values, FormLimits limits)
    {
        foreach (var value in values)
        {
            if (name.Length + 1 + Encoding.UTF8.GetByteCount(value ?? "") > limits.MaxPartHeaderLength)
                throw FormException.OverLimit(nameof(FormLimits.MaxPartHeaderLength), limits.MaxPartHeaderLength);
        }
    }

    private static Dictionary<string, string> Lookup(PartHeader? header) =>
        new(header?.Parameters ?? [], StringComparer.OrdinalIgnoreCase);
}
