namespace Needs.AspNetCore;

/// <summary>The content of a part while it arrives, held to the limits of a file or of a text.</summary>
internal sealed class ArrivingContent(Stream content, FormBudget budget, bool isFile) : Stream
{
    private long _length;
    private bool _isEnded;

    public override bool CanRead => !_isEnded;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isEnded) throw new InvalidOperationException("This part of the form is over: read it before the next one is asked for.");
        var read = await PartStream.ReadAsync(content, buffer, cancellationToken).ConfigureAwait(false);
        _length += read;
        if (!isFile) budget.CheckText(_length);
        else if (_length > budget.Limits.MaxFileSize) throw FormException.OverLimit(nameof(FormLimits.MaxFileSize), budget.Limits.MaxFileSize);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The content of a part arrives while it is read: read it asynchronously.");

    /// <summary>Lets nobody read on, and counts the text that was read.</summary>
    /// <exception cref="FormException">All texts together are too long.</exception>
    public void Complete()
    {
        Dispose();
        if (!isFile) budget.AddText((int)_length);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _isEnded = true;
        base.Dispose(disposing);
    }
}
