namespace Needs;

/// <summary>Takes uploaded files while they arrive, instead of memory and temporary files.</summary>
public interface IFormFileSink
{
    /// <summary>Opens the place where a file goes. The stream is written to, and disposed of at the end of the file.</summary>
    /// <param name="file">What is known of the file.</param>
    /// <param name="cancellationToken">Cancelled when the request is aborted.</param>
    ValueTask<Stream> OpenAsync(FormFileInfo file, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a file back whose form turned out to be refused, incomplete or aborted. Called after its stream was disposed of, once for
    /// each file that was opened.
    /// </summary>
    /// <param name="file">The same object that the file was opened with.</param>
    /// <param name="cancellationToken">Not the request's: the request may be what was aborted.</param>
    ValueTask DiscardAsync(FormFileInfo file, CancellationToken cancellationToken);
}
