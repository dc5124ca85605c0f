using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Needs.AspNetCore;

/// <summary>
/// The body of a multipart request as it arrives: refused where it is longer than it may be, however it is sent, and where its first
/// boundary does not come soon.
/// </summary>
internal sealed class CountedBody(Stream body, FormLimits limits, string boundary, long? serverLimit) : Stream
{
    private readonly byte[] _boundary = Encoding.ASCII.GetBytes("--" + boundary);
    private readonly byte[] _beginning = new byte[(int)Math.Min(limits.MaxPreambleLength + 2L + 2 + boundary.Length, 1 << 20)];
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadBodyAsync(buffer, cancellationToken).ConfigureAwait(false);
        CheckBeginning(buffer.Span[..read]);
        _read += read;
        if (_read > limits.MaxBodySize) throw FormException.OverLimit(nameof(FormLimits.MaxBodySize), limits.MaxBodySize.Value);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The server's limit is one like ours, also for a handler that takes the parts.</summary>
    private async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            return await body.ReadAsync(buffer, ct).ConfigureAwait(false);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge && limits.MaxBodySize is { } size)
        {
            throw FormException.OverLimit(nameof(FormLimits.MaxBodySize), size, error);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw FormException.OverLimit(nameof(IHttpMaxRequestBodySizeFeature.MaxRequestBodySize), serverLimit ?? 0, error);
        }
    }

    private void CheckBeginning(ReadOnlySpan<byte> piece)
    {
        if (_read >= _beginning.Length) return;
        var room = _beginning.AsSpan((int)_read);
        piece[..Math.Min(piece.Length, room.Length)].CopyTo(room);
        if (piece.Length >= room.Length && _beginning.AsSpan().IndexOf(_boundary) < 0)
            throw FormException.OverLimit(nameof(FormLimits.MaxPreambleLength), limits.MaxPreambleLength);
    }
}
