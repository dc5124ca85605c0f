namespace Needs;

/// <summary>What is known of an uploaded file before its content arrives.</summary>
/// <param name="name">The name of the field.</param>
/// <param name="fileName">The name of the file as sent.</param>
/// <param name="part">What the file's part says about itself.</param>
public sealed class FormFileInfo(string name, string fileName, FormPartHeaders part)
{
    /// <summary>The name of the field; may be empty.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The name of the file as sent: a path, or anything else. Never use it as a path; see <see cref="SafeFileName"/>.</summary>
    public string FileName { get; } = fileName ?? throw new ArgumentNullException(nameof(fileName));

    /// <inheritdoc cref="UploadedFile.SafeFileName"/>
    public string SafeFileName => FileNames.MakeSafe(FileName);

    /// <summary>The media type that the sender gave, <c>application/octet-stream</c> without one. Says nothing about what is inside.</summary>
    public string ContentType => Part.ContentType ?? UploadedFile.AnyContentType;

    /// <summary>What the file's part says about itself.</summary>
    public FormPartHeaders Part { get; } = part ?? throw new ArgumentNullException(nameof(part));
}
