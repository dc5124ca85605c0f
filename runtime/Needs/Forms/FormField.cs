using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Needs;

/// <summary>A field of a form: text, or a <see cref="UploadedFile"/>.</summary>
public class FormField
{
    private readonly FormPartHeaders _part;

    /// <summary>Makes a text field.</summary>
    /// <param name="name">The name; may be empty.</param>
    /// <param name="value">The text; may be empty.</param>
    /// <param name="source">Where it comes from: the query or the body, not both.</param>
    /// <param name="part">What its part of a multipart body says; <see langword="null"/> when it comes from elsewhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">The source is neither the query nor the body.</exception>
    public FormField(string name, string value, FormSource source = FormSource.Body, FormPartHeaders? part = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (source is not (FormSource.Query or FormSource.Body))
            throw new ArgumentOutOfRangeException(nameof(source), source, "A field comes from the query or from the body.");
        Name = name;
        Value = value;
        Source = source;
        _part = part ?? FormPartHeaders.None;
    }

    /// <summary>The name as sent. Empty when the name is, and when a part of a multipart body has none.</summary>
    public string Name { get; }

    /// <summary>The text as sent, not trimmed. Empty for a file: read that with <see cref="OpenReadStream"/>.</summary>
    public string Value { get; }

    /// <summary>Where the field comes from: <see cref="FormSource.Query"/> or <see cref="FormSource.Body"/>.</summary>
    public FormSource Source { get; }

    /// <summary>The name of the file as sent; <see langword="null"/> for text.</summary>
    public virtual string? FileName => null;

    /// <summary>
    /// The media type that the sender gave, in lower case and without parameters; without one <c>text/plain</c> for text and
    /// <c>application/octet-stream</c> for a file. Says nothing about what is inside.
    /// </summary>
    public string ContentType => _part.ContentType ?? DefaultContentType;

    /// <summary>The parameters of the media type, such as <c>charset</c>. Names do not tell upper from lower case.</summary>
    public IReadOnlyDictionary<string, string> ContentTypeParameters => _part.ContentTypeParameters;

    /// <summary>The disposition, <c>form-data</c>; <see langword="null"/> for a field of the query or of an urlencoded body.</summary>
    public string? Disposition => _part.Disposition;

    /// <summary>The parameters of the disposition as sent. Names do not tell upper from lower case.</summary>
    public IReadOnlyDictionary<string, string> DispositionParameters => _part.DispositionParameters;

    /// <summary>The headers of the part as sent; empty for a field of the query or of an urlencoded body.</summary>
    public IReadOnlyDictionary<string, string> Headers => _part.Headers;

    internal bool IsBlank => FileName is null && Value.Length == 0;

    private protected virtual string DefaultContentType => "text/plain";

    /// <summary>The text of a field, as <see cref="Value"/>.</summary>
    /// <param name="field">The field, or <see langword="null"/>.</param>
    [return: NotNullIfNotNull(nameof(field))]
    public static implicit operator string?(FormField? field) => field?.Value;

    /// <summary>Opens the content: text as UTF-8, a file as sent. Each call starts at the beginning; the caller disposes of the stream.</summary>
    public virtual Stream OpenReadStream() => new MemoryStream(Encoding.UTF8.GetBytes(Value), writable: false);

    /// <summary>The text, as <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
