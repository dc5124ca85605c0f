using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Needs;

/// <summary>
/// A part of a form as it arrives, text or file. Its content can be read once, until the next part is asked for; what is not read is
/// skipped.
/// </summary>
/// <param name="name">The name of the field; may be empty.</param>
/// <param name="fileName">The name of the file as sent; <see langword="null"/> for text.</param>
/// <param name="content">The content. Whoever made it disposes of it.</param>
/// <param name="part">What the part says about itself.</param>
public sealed class FormPart(string name, string? fileName, Stream content, FormPartHeaders? part = null)
{
    private readonly Stream _content = content ?? throw new ArgumentNullException(nameof(content));
    private readonly FormPartHeaders _part = part ?? FormPartHeaders.None;

    /// <summary>The name of the field as sent; may be empty.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>Whether it is a file.</summary>
    [MemberNotNullWhen(true, nameof(FileName), nameof(SafeFileName))]
    public bool IsFile => FileName is not null;

    /// <summary>
    /// The name of the file as sent: a path, or anything else; <see langword="null"/> for text. Never use it as a path; see
    /// <see cref="SafeFileName"/>.
    /// </summary>
    public string? FileName { get; } = fileName;

    /// <summary>As <see cref="UploadedFile.SafeFileName"/>; <see langword="null"/> for text.</summary>
    public string? SafeFileName => FileName is null ? null : FileNames.MakeSafe(FileName);

    /// <inheritdoc cref="FormField.ContentType"/>
    public string ContentType => _part.ContentType ?? (IsFile ? UploadedFile.AnyContentType : "text/plain");

    /// <summary>The headers of the part as sent; empty for a field of the query or of an urlencoded body.</summary>
    public IReadOnlyDictionary<string, string> Headers => _part.Headers;

    /// <summary>The content as it arrives: each call is the same stream.</summary>
    /// <remarks>Reading it may throw a <see cref="FormException"/>: the form is malformed, or over a limit.</remarks>
    public Stream OpenReadStream() => _content;

    /// <summary>Reads the content as text in UTF-8. What is not UTF-8 becomes U+FFFD.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FormException">The form is malformed, or over a limit.</exception>
    public async Task<string> ReadTextAsync(CancellationToken cancellationToken = default)
    {
        using var bytes = new MemoryStream();
        await CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Copies the content to a stream, which stays open.</summary>
    /// <param name="destination">The stream.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="FormException">The form is malformed, or over a limit.</exception>
    public Task CopyToAsync(Stream destination, CancellationToken cancellationToken = default) => _content.CopyToAsync(destination, cancellationToken);
}
