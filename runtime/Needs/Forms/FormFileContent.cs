namespace Needs;

/// <summary>Where the bytes of an uploaded file are. Disposed of at the end of the request.</summary>
public abstract class FormFileContent : IAsyncDisposable
{
    /// <summary>The length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Content that is in memory.</summary>
    /// <param name="bytes">The bytes; not copied.</param>
    public static FormFileContent FromBytes(ReadOnlyMemory<byte> bytes) => new MemoryContent(bytes);

    /// <summary>Opens the content at its beginning. Streams do not disturb each other; the caller disposes of each.</summary>
    /// <exception cref="InvalidOperationException">The content went elsewhere and can't be read here.</exception>
    /// <exception cref="ObjectDisposedException">The request has ended.</exception>
    public abstract Stream OpenRead();

    /// <summary>Gives back what holds the content. A second call does nothing.</summary>
    public abstract ValueTask DisposeAsync();
}
