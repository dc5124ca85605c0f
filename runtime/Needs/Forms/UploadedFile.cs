namespace Needs;

/// <summary>An uploaded file. Its content can be read until the request ends.</summary>
public sealed class UploadedFile : FormField, IAsyncDisposable
{
    internal const string AnyContentType = "application/octet-stream";
    private const int DefaultMaxLength = 16 * 1024 * 1024;

    private readonly FormFileContent _content;

    /// <summary>Makes a file.</summary>
    /// <param name="name">The name of the field; may be empty.</param>
    /// <param name="fileName">The name of the file as sent.</param>
    /// <param name="content">The content, which the file owns.</param>
    /// <param name="part">What its part of a multipart body says.</param>
    public UploadedFile(string name, string fileName, FormFileContent content, FormPartHeaders? part = null)
        : base(name, "", FormSource.Body, part)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(content);
        FileName = fileName;
        _content = content;
    }

    /// <summary>The name of the file as sent: a path, or anything else. Never use it as a path; see <see cref="SafeFileName"/>.</summary>
    public override string FileName { get; }

    /// <summary>
    /// A name that can be stored: the last part of a path of any system, without control characters, without characters and device
    /// names that some system gives a meaning, at most 255 bytes of UTF-8 with the extension kept. <c>file</c> when nothing is left.
    /// Two files may have the same one, and it may exist already: it is a label, not a key.
    /// </summary>
    public string SafeFileName => FileNames.MakeSafe(FileName);

    /// <summary>The length in bytes.</summary>
    public long Length => _content.Length;

    private protected override string DefaultContentType => AnyContentType;

    /// <summary>Opens the content. Each call starts at the beginning; the caller disposes of the stream.</summary>
    /// <exception cref="InvalidOperationException">The content went to an <see cref="IFormFileSink"/>.</exception>
    /// <exception cref="ObjectDisposedException">The request has ended.</exception>
    public override Stream OpenReadStream() => _content.OpenRead();

    /// <summary>Reads the whole content into memory.</summary>
    /// <param name="maxLength">The most bytes that are accepted: 16 MiB unless given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FormException">The file is longer; nothing was read.</exception>
    /// <exception cref="InvalidOperationException">The content went to an <see cref="IFormFileSink"/>.</exception>
    public async Task<byte[]> ReadAllBytesAsync(int maxLength = DefaultMaxLength, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);
        if (Length > maxLength) throw FormException.OverLimit(nameof(FormLimits.MaxFileSize), maxLength);

        var bytes = new byte[Length];
        var stream = OpenReadStream();
        await using (stream.ConfigureAwait(false))
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    /// <summary>Copies the content to a stream, which stays open.</summary>
    /// <param name="destination">The stream.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="InvalidOperationException">The content went to an <see cref="IFormFileSink"/>.</exception>
    public async Task SaveAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var stream = OpenReadStream();
        await using (stream.ConfigureAwait(false))
            await stream.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the content to a new file. When that fails, no half of it is left.</summary>
    /// <param name="path">The path of your choice. Nothing that was sent belongs in it unless through <see cref="SafeFileName"/>.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="IOException">The file exists already, or can't be written.</exception>
    /// <exception cref="InvalidOperationException">The content went to an <see cref="IFormFileSink"/>.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var destination = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        try
        {
            await using (destination.ConfigureAwait(false))
                await SaveAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Gives the content back: deletes its temporary file, if it has one. The request's end does it.</summary>
    public ValueTask DisposeAsync() => _content.DisposeAsync();
}
