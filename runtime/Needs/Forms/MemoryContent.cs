using System.Runtime.InteropServices;

namespace Needs;

internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : FormFileContent
{
    private bool _isDisposed;

    public override long Length => bytes.Length;

    public override Stream OpenRead()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(UploadedFile));
        return MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
    }

    public override ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }
}
