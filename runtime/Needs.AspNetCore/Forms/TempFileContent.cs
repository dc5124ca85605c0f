namespace Needs.AspNetCore;

/// <summary>Content that is in a temporary file.</summary>
internal sealed class TempFileContent(TempFile file) : FormFileContent
{
    private bool _isDisposed;

    public override long Length => file.Length;

    public override Stream OpenRead()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(UploadedFile));
        return file.OpenRead();
    }

    public override ValueTask DisposeAsync()
    {
        _isDisposed = true;
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
